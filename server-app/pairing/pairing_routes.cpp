#include "pairing/pairing_routes.h"

#include "api/answering.h"
#include "api/json_fields.h"
#include "api/request_contract.h"
#include "pairing/exchange.h"
#include "pairing/fingerprint.h"
#include "pairing/link.h"
#include "pairing/qr_code.h"
#include "pairing/sealing.h"
#include "protocol/fields.h"
#include "protocol/text_rules.h"

#include <QJsonDocument>

#include <algorithm>

namespace rollcall::pairing {

using namespace Qt::StringLiterals;
using api::answering;
using api::handler;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

constexpr qint64 exchangeBodyBytes = 4 * net::Limits::kibibyte;
constexpr qsizetype base64Characters = 128;

// `reason` is for programs, `detail` for people.
void refuse(Responder &responder, int status, const QString &reason, const QString &detail, QJsonObject more = {})
{
    more.insert(u"status"_s, status);
    more.insert(u"title"_s, QString::fromLatin1(net::reasonPhrase(status)));
    more.insert(u"detail"_s, detail);
    more.insert(u"reason"_s, reason);
    responder.send({.status = status, .contentType = "application/problem+json", .body = QJsonDocument(more).toJson(QJsonDocument::Compact)});
}

void refuse(Responder &responder, PendingCodes::Refusal refusal)
{
    const QString makeAnother = u" Make another one on the server."_s;
    switch (refusal) {
    case PendingCodes::Refusal::Unknown:
        return refuse(responder, 404, u"code-unknown"_s, u"The server has no such pairing code; it may be mistyped, old or replaced."_s + makeAnother);
    case PendingCodes::Refusal::Expired:
        return refuse(responder, 410, u"code-expired"_s, u"This pairing code was good for ten minutes and is no longer."_s + makeAnother);
    case PendingCodes::Refusal::Used:
        return refuse(responder, 410, u"code-used"_s, u"This pairing code has been used already; each is good for one camera."_s + makeAnother);
    case PendingCodes::Refusal::Spent:
        return refuse(responder, 410, u"code-spent"_s, u"This pairing code was tried too often."_s + makeAnother);
    case PendingCodes::Refusal::BadShare:
        return refuse(responder, 400, u"bad-share"_s, u"\"share\" must be a point of P-256, uncompressed and in base64."_s);
    case PendingCodes::Refusal::WrongCode:
        return refuse(responder, 403, u"code-wrong"_s, u"The pairing code is wrong."_s);
    }
}

bool isCameraId(const QString &text)
{
    return protocol::check(text, protocol::identifier) == protocol::Verdict::Good;
}

QJsonValue orNull(const std::optional<attendance::UtcMs> &time)
{
    return time ? QJsonValue(api::toText(*time)) : QJsonValue();
}

QString base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

std::optional<QByteArray> fromBase64(const QString &text)
{
    const auto read = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return read ? std::optional(read.decoded) : std::nullopt;
}

} // namespace

PairingRoutes::PairingRoutes(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_attempts({.attempts = attemptsPerAddress, .window = std::chrono::minutes(10), .remembered = 10'000})
{
}

void PairingRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Post, u"/api/v1/cameras/{camera}/pairing-code"_s, Right::ManageCameras, handler(this, &PairingRoutes::makeCode));
    router.add(Method::Get, u"/api/v1/pairings"_s, Right::ManageCameras, handler(this, &PairingRoutes::list));
    router.add(Method::Get, u"/api/v1/pairings/{camera}"_s, Right::ManageCameras, handler(this, &PairingRoutes::show));
    router.add(Method::Delete, u"/api/v1/pairings/{camera}"_s, Right::ManageCameras, handler(this, &PairingRoutes::revoke));
    router.add(Method::Post, u"/api/v1/pairing"_s, Right::PairCamera, handler(this, &PairingRoutes::open), exchangeBodyBytes);
    router.add(Method::Post, u"/api/v1/pairing/{exchange}"_s, Right::PairCamera, handler(this, &PairingRoutes::close), exchangeBodyBytes);
}

void PairingRoutes::makeCode(const Request &request, Responder responder)
{
    const QString camera = request.parameter(u"camera"_s);
    if (!isCameraId(camera))
        return responder.problem(400, u"A camera's id is 1 to 64 letters, digits, \u201c-\u201d, \u201c_\u201d and \u201c.\u201d; \u201c%1\u201d is not one."_s.arg(camera));
    ReachableAddress address = m_parts.reachable();
    if (!request.body.isEmpty()) {
        auto fields = api::JsonFields::ofBody(request);
        if (!fields)
            return responder.problem(fields.error().status, fields.error().detail);
        const auto wanted = fields->optionalText(u"address"_s);
        if (const auto problem = fields->problem())
            return responder.problem(problem->status, problem->detail);
        if (wanted) {
            const auto named = parseReachable(*wanted, address.port);
            if (!named)
                return responder.problem(400, named.error());
            address = *named;
        }
    }
    const auto made = m_codes.make(attendance::CameraId(camera.toStdString()), m_parts.now());
    if (!made)
        return responder.problem(503, u"There are %1 pairing codes already. Wait until some of them are used or old."_s.arg(PendingCodes::atMost));
    const Link link{.host = address.host, .port = address.port, .code = made->code, .fingerprint = m_parts.fingerprint()};
    responder.json({{u"camera"_s, camera}, {u"code"_s, made->code.shown()}, {u"link"_s, link.toText()}, {u"fingerprint"_s, fingerprintText(link.fingerprint)},
                    {u"qrSvg"_s, qrSvg(link.toText())}, {u"expiresAt"_s, api::toText(made->expires)}, {u"tries"_s, PendingCodes::tries},
                    {u"servesOthers"_s, m_parts.servesOthers()}}, 201);
}

QJsonObject PairingRoutes::toJson(const store::CameraPairing &pairing) const
{
    const auto live = m_parts.directory.liveCameras();
    const auto here = std::find_if(live.begin(), live.end(), [&](const api::LiveCamera &camera) { return camera.id == pairing.camera; });
    return {{u"camera"_s, api::toText(pairing.camera.toString())}, {u"state"_s, here == live.end() ? u"offline"_s : here->state}, {u"pairedAt"_s, api::toText(pairing.paired)},
            {u"pairedFrom"_s, api::toText(pairing.pairedFrom)}, {u"lastSeen"_s, orNull(pairing.lastSeen)}, {u"revokedAt"_s, orNull(pairing.revoked)}};
}

void PairingRoutes::list(const Request &, Responder responder)
{
    m_parts.store.call([](store::Register &records) { return store::CameraPairings(records.database()).pairings(); }, this,
                       answering<std::vector<store::CameraPairing>>(std::move(responder), [this](Responder &answerer, const std::vector<store::CameraPairing> &pairings) {
        QJsonArray items;
        for (const store::CameraPairing &pairing : pairings)
            items.append(toJson(pairing));
        answerer.json(api::pageJson(items, std::nullopt));  // they are few
    }));
}

void PairingRoutes::show(const Request &request, Responder responder)
{
    const std::string id = request.parameter(u"camera"_s).toStdString();
    m_parts.store.call([](store::Register &records) { return store::CameraPairings(records.database()).pairings(); }, this,
                       answering<std::vector<store::CameraPairing>>(std::move(responder), [this, id](Responder &answerer, const std::vector<store::CameraPairing> &pairings) {
        const auto found = std::find_if(pairings.begin(), pairings.end(), [&](const store::CameraPairing &one) { return one.camera.toString() == id; });
        if (found == pairings.end())
            return answerer.problem(404, u"No camera was paired under the id \u201c%1\u201d."_s.arg(QString::fromStdString(id)));
        answerer.json(toJson(*found));
    }));
}

void PairingRoutes::revoke(const Request &request, Responder responder)
{
    const auto shared = net::share(std::move(responder));
    m_parts.cameras.revoke(attendance::CameraId(request.parameter(u"camera"_s).toStdString()), api::actorOf(request), [shared](const std::expected<void, store::StoreError> &revoked) {
        if (!revoked)
            return shared->send(api::problemOf(revoked.error()));
        shared->send({.status = 204, .contentType = {}, .body = {}});
    });
}

// What the two ends' agreement is bound to: the certificate that the camera sees in this very connection must be ours.
QByteArray PairingRoutes::boundTo(const Request &request) const
{
    return request.isSecure ? m_parts.fingerprint() : QByteArray();
}

void PairingRoutes::open(const Request &request, Responder responder)
{
    if (const auto wait = m_attempts.begin(api::limiterKey(request.peer), m_parts.now()))
        return responder.problem(429, u"Too many pairings were tried from this address. Wait a few minutes."_s,
                                 {{"Retry-After", QByteArray::number(qint64(std::chrono::ceil<std::chrono::seconds>(*wait).count()))}});
    auto fields = api::JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    const int version = fields->number(u"version"_s, 0, 0, 65'535);
    const QString plate = fields->text(u"plate"_s);
    const QString share = fields->text(u"share"_s, base64Characters);
    (void)fields->optionalText(u"software"_s);
    if (version != exchangeVersion) {
        const QString older = version > exchangeVersion ? u"server"_s : u"camera app"_s;
        return refuse(responder, 409, u"unsupported-version"_s, u"This server pairs with version %1 of the protocol, the camera app with %2. Update the %3."_s.arg(exchangeVersion).arg(version).arg(older),
                      {{u"version"_s, exchangeVersion}});
    }
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    const auto shareBytes = fromBase64(share);
    if (!isPlate(plate) || !shareBytes)
        return responder.problem(400, u"\"plate\" must be the first three characters of a pairing code, \"share\" base64."_s);
    const auto opened = m_codes.open(plate, *shareBytes, boundTo(request), m_parts.now());
    if (!opened)
        return refuse(responder, opened.error());
    responder.json({{u"version"_s, exchangeVersion}, {u"exchange"_s, opened->exchange}, {u"share"_s, base64(opened->share)},
                    {u"confirmation"_s, base64(opened->confirmation)}, {u"triesLeft"_s, opened->triesLeft}}, 201);
}

void PairingRoutes::close(const Request &request, Responder responder)
{
    auto fields = api::JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    const auto confirmation = fromBase64(fields->text(u"confirmation"_s, base64Characters));
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    const auto agreed = m_codes.close(request.parameter(u"exchange"_s), confirmation.value_or(QByteArray()), m_parts.now());
    if (!agreed)
        return refuse(responder, agreed.error());
    giveToken(*agreed, request.peer, std::move(responder));
}

void PairingRoutes::giveToken(const PendingCodes::Agreed &agreed, const QHostAddress &from, Responder responder)
{
    m_parts.cameras.pair(agreed.camera, from.toString(), [this, agreed, from, shared = net::share(std::move(responder))](const std::expected<QByteArray, store::StoreError> &token) {
        if (!token) {
            m_codes.giveBack(agreed.camera);
            return shared->send(api::problemOf(token.error()));
        }
        m_attempts.forgive(api::limiterKey(from));  // a site with many cameras may have one address
        shared->json({{u"camera"_s, api::toText(agreed.camera.toString())}, {u"token"_s, base64(seal(*token, agreed.key))}});
    });
}

} // namespace rollcall::pairing
