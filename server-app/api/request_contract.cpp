#include "api/request_contract.h"

#include "api/answering.h"
#include "api/query_names.h"
#include "store/audit_log.h"
#include "store/hashing.h"
#include "store/idempotency_records.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <array>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Answer;
using net::Handler;
using net::Method;
using net::Request;
using net::Responder;
using store::IdempotencyRecords;

namespace {

QByteArray headerOf(const Answer &answer, QByteArrayView name)
{
    for (const auto &[key, value] : answer.headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray entityTagOfBody(const QByteArray &body)
{
    return '"' + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex().first(32) + '"';
}

QByteArray entityTagOf(const Answer &answer)
{
    const QByteArray own = headerOf(answer, "ETag");
    return own.isEmpty() ? entityTagOfBody(answer.body) : own;
}

bool isKey(const QByteArray &key)
{
    return !key.isEmpty() && key.size() <= RequestContract::keyCharacters && std::all_of(key.begin(), key.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

// A key is its caller's own: somebody else's of the same name is another one.
std::string keyHashOf(const Request &request, const QByteArray &key)
{
    return store::sha256Hex(std::to_string(int(request.caller.kind)) + ' ' + request.caller.id.toStdString() + ' ' + key.toStdString());
}

// The key, which is not kept, goes into the hash: what was asked cannot be found out by trying bodies, PINs for example.
std::string requestHash(const Request &request, const QByteArray &key)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &piece : {key, net::toBytes(request.method), request.path.toUtf8(), request.query.toString().toUtf8()}) {
        hash.addData(QByteArray::number(piece.size()).append(':'));
        hash.addData(piece);
    }
    hash.addData(request.body);
    return hash.result().toHex().toStdString();
}

Answer repeated(const store::KeptAnswer &kept)
{
    if (kept.status == 410 && kept.contentType.empty())
        return net::problemAnswer(410, u"This request was done before; its answer named somebody who was erased since."_s);
    Answer answer{.status = kept.status, .contentType = QByteArray::fromStdString(kept.contentType), .body = QByteArray::fromStdString(kept.body),
                  .headers = {{"Idempotent-Replayed", "true"}}};
    if (!kept.location.empty())
        answer.headers.append({"Location", QByteArray::fromStdString(kept.location)});
    if (!kept.etag.empty())
        answer.headers.append({"ETag", QByteArray::fromStdString(kept.etag)});
    return answer;
}

// UUIDs alone: ids of people and hashes of photos have no place in the log.
std::string detailsOf(const Request &request)
{
    std::string details;
    for (auto parameter = request.parameters.cbegin(); parameter != request.parameters.cend(); ++parameter) {
        if (request.route.startsWith(u"/api/v1/people/"_s) || !attendance::Uuid::parse(parameter.value().toStdString()))
            continue;
        details += (details.empty() ? "" : " ") + parameter.key().toStdString() + '=' + parameter.value().toStdString();
    }
    return details;
}

store::AuditNote noteOf(const Request &request, const QString &action)
{
    const bool aboutPerson = request.route.startsWith(u"/api/v1/people/{id}"_s);
    return {.actor = actorOf(request), .action = action.toStdString(),
            .person = aboutPerson ? request.parameter(u"id"_s).toStdString() : std::string(), .details = detailsOf(request)};
}

} // namespace

std::string actorOf(const Request &request)
{
    const std::string name = request.caller.name.toStdString();
    if (request.caller.kind == net::Caller::Kind::Token)
        return "token " + name;
    if (!name.empty())
        return name;
    return request.peer.toString().toStdString();
}

bool touchesBiometrics(Method method, const QString &pattern)
{
    static const std::array changed{u"/api/v1/people"_s, u"/api/v1/sightings"_s, u"/api/v1/unknown-faces"_s, u"/api/v1/attendance"_s, u"/api/v1/corrections"_s,
                                    u"/api/v1/cameras/{camera}/enrolment"_s, u"/api/v1/join"_s, u"/api/v1/enrolment-requests"_s, u"/api/v1/invitations"_s};
    static const std::array shown{u"photo"_s, u"picture"_s, u"evidence"_s, u"export"_s, u"template"_s, u"look"_s};
    if (!pattern.startsWith(u"/api/v1/"_s))
        return false;
    if (method != Method::Get)
        return pattern.endsWith(u"/enrolment"_s) || std::any_of(changed.begin(), changed.end(), [&](const QString &start) { return pattern.startsWith(start); });
    return std::any_of(shown.begin(), shown.end(), [&](const QString &word) { return pattern.contains(word); });
}

QByteArray entityTagOf(const QJsonObject &json)
{
    return entityTagOfBody(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

bool namesTag(QByteArrayView list, QByteArrayView tag)
{
    const auto strong = [](QByteArrayView one) { return one.startsWith("W/") ? one.sliced(2) : one; };
    for (const QByteArray &one : list.toByteArray().split(',')) {
        const QByteArray trimmed = one.trimmed();
        if (trimmed == "*" || strong(trimmed) == strong(tag))
            return true;
    }
    return false;
}

RequestContract::RequestContract(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void RequestContract::apply(net::Router &router)
{
    QHash<QString, Handler> shown;  // by pattern
    for (const net::Router::Route &route : router.routes()) {
        if (route.method == Method::Get && !route.isWebSocket())
            shown.insert(route.pattern, route.handler);
    }
    router.decorate([this, &shown](const net::Router::Route &route, Handler handler) {
        if (!route.pattern.startsWith(u"/api/v1/"_s))
            return handler;
        if ((route.method == Method::Put || route.method == Method::Delete) && shown.contains(route.pattern))
            handler = matched(shown.value(route.pattern), std::move(handler));
        if (touchesBiometrics(route.method, route.pattern))
            handler = audited(QString::fromLatin1(net::toBytes(route.method)) + u' ' + route.pattern, std::move(handler));
        if (route.method == Method::Get)
            return asked(queryNamesOf(route.pattern), conditional(std::move(handler)));
        // These requests or answers hold secrets, of which not even a hash is kept, or are good once; a photo is only looked at.
        static const std::array unrepeated{u"/pairing"_s, u"/photo-checks"_s, u"/api/v1/session"_s, u"/api/v1/set-up"_s, u"/api/v1/accounts"_s, u"/api/v1/tokens"_s, u"/api/v1/invitations"_s};
        if (std::any_of(unrepeated.begin(), unrepeated.end(), [&](const QString &part) { return route.pattern.contains(part); }))
            return handler;
        return route.method == Method::Post ? repeatable(std::move(handler)) : handler;
    });
}

// A filter that is misspelt must not answer with everything.
Handler RequestContract::asked(const QStringList &names, Handler handler)
{
    return [names, handler = std::move(handler)](const Request &request, Responder responder) {
        for (const auto &[name, value] : request.query.queryItems()) {
            if (!names.contains(name))
                return responder.problem(400, names.isEmpty() ? u"This address takes no parameters; \"%1\" is one."_s.arg(name)
                                                              : u"There is no parameter \"%1\" here. There are: %2."_s.arg(name, names.join(u", "_s)));
        }
        handler(request, std::move(responder));
    };
}

Handler RequestContract::conditional(Handler handler)
{
    return [handler = std::move(handler)](const Request &request, Responder responder) {
        const auto send = [wanted = request.header("if-none-match")](const Answer &given, Responder inner) {
            if (given.status != 200 || given.contentType != "application/json")
                return inner.send(given);
            Answer answer = given;
            const QByteArray tag = entityTagOf(answer);
            if (headerOf(answer, "ETag").isEmpty())
                answer.headers.append({"ETag", tag});
            if (!wanted.isEmpty() && namesTag(wanted, tag))
                return inner.send({.status = 304, .contentType = {}, .body = {}, .headers = {{"ETag", tag}}});
            inner.send(answer);
        };
        handler(request, Responder::intercepted(std::move(responder), send));
    };
}

// What is there is looked at as a GET would show it.
Handler RequestContract::matched(Handler show, Handler handler)
{
    return [show = std::move(show), handler = std::move(handler)](const Request &request, Responder responder) {
        const QByteArray wanted = request.header("if-match");
        if (wanted.isEmpty())
            return handler(request, std::move(responder));
        const auto compare = [handler, request, wanted](const Answer &answer, Responder inner) {
            if (answer.status != 200)
                return inner.send(answer);
            if (!namesTag(wanted, entityTagOf(answer)))
                return inner.problem(412, u"It was changed in between. Read it again, and change that."_s);
            handler(request, std::move(inner));
        };
        show(request, Responder::intercepted(std::move(responder), compare));
    };
}

Handler RequestContract::audited(const QString &action, Handler handler)
{
    return [this, action, handler = std::move(handler)](const Request &request, Responder responder) {
        const auto go = [handler, request](Responder &answerer) { handler(request, std::move(answerer)); };
        m_parts.store.call([note = noteOf(request, action), now = m_parts.now()](store::Register &records) -> Expected<bool> {
            if (auto noted = store::AuditLog(records.database()).append(note, now); !noted)
                return std::unexpected(std::move(noted.error()));
            return true;
        }, this, answering<bool>(std::move(responder), [go](Responder &answerer, bool) { go(answerer); }));
    };
}

Handler RequestContract::repeatable(Handler handler)
{
    return [this, handler = std::move(handler)](const Request &request, Responder responder) {
        const QByteArray key = request.header("idempotency-key").trimmed();
        if (key.isEmpty())
            return handler(request, std::move(responder));
        if (!isKey(key))
            return responder.problem(400, u"\"Idempotency-Key\" must be 1 to %1 printable characters."_s.arg(keyCharacters));
        const std::string keyHash = keyHashOf(request, key);
        const attendance::UtcMs now = m_parts.now();
        m_parts.store.call([keyHash, hash = requestHash(request, key), now](store::Register &records) {
            return IdempotencyRecords(records.database()).claim(keyHash, hash, now);
        }, this, answering<IdempotencyRecords::Claim>(std::move(responder), [this, handler, request, keyHash, now](Responder &answerer, const IdempotencyRecords::Claim &claim) {
            switch (claim.state) {
            case IdempotencyRecords::State::Fresh:
                return runOnce(handler, request, keyHash, std::move(answerer));
            case IdempotencyRecords::State::Answered:
                return answerer.send(repeated(claim.answer));
            case IdempotencyRecords::State::Different:
                return answerer.problem(422, u"This \"Idempotency-Key\" was used with another request. Use a new key for each request."_s);
            case IdempotencyRecords::State::Running:
                break;
            }
            if (now - claim.since < runningFor)
                return answerer.problem(409, u"The first request with this \"Idempotency-Key\" is still worked on. Ask again in a moment."_s, {{"Retry-After", "2"}});
            answerer.problem(409, u"The server ended while it worked on the first request with this \"Idempotency-Key\". Look whether it was done, and use a new key."_s);
        }));
    };
}

void RequestContract::runOnce(const Handler &handler, const Request &request, const std::string &keyHash, Responder responder)
{
    const auto release = [this, keyHash] {
        m_parts.store.call([keyHash](store::Register &records) { return IdempotencyRecords(records.database()).release(keyHash); }, this, [](const Expected<void> &) {});
    };
    const auto whenAnswered = [this, keyHash, release](const Answer &answer, Responder inner) {
        // Too busy, too full: nothing was done, and the same request may succeed later.
        if (answer.status >= 500 || answer.status == 429 || answer.status == 408) {
            release();
            return inner.send(answer);
        }
        keep(keyHash, answer, std::move(inner));
    };
    handler(request, Responder::intercepted(std::move(responder), whenAnswered, release));
}

// The answer is given once it is kept. Where that fails, it is given all the same: what it tells of was done.
void RequestContract::keep(const std::string &keyHash, const Answer &answer, Responder responder)
{
    store::KeptAnswer kept{.status = answer.status, .contentType = answer.contentType.toStdString(), .location = headerOf(answer, "Location").toStdString(),
                           .etag = headerOf(answer, "ETag").toStdString(), .body = answer.body.toStdString()};
    if (answer.body.size() > keptAnswerBytes) {
        const Answer tooLarge = net::problemAnswer(409, u"This request was done before; its answer was too large to be kept."_s);
        kept = {.status = 409, .contentType = tooLarge.contentType.toStdString(), .location = {}, .etag = {}, .body = tooLarge.body.toStdString()};
    }
    m_parts.store.call([keyHash, kept](store::Register &records) { return IdempotencyRecords(records.database()).keep(keyHash, kept); }, this,
                       [responder = net::share(std::move(responder)), answer](const Expected<void> &) { responder->send(answer); });
}

} // namespace rollcall::api
