#include "api/camera_enrolment_routes.h"

#include "api/answering.h"
#include "store/person_text.h"

#include <QJsonDocument>
#include <QUrl>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

constexpr int shortest = 5;   // seconds
constexpr int longest = 300;

attendance::CameraId cameraOf(const Request &request)
{
    return attendance::CameraId(request.parameter(u"camera"_s).toStdString());
}

QString toText(CameraEnrolmentStatus::State state)
{
    using State = CameraEnrolmentStatus::State;
    switch (state) {
    case State::Collecting:
        return u"collecting"_s;
    case State::Enrolling:
        return u"enrolling"_s;
    case State::Enrolled:
        return u"enrolled"_s;
    case State::Refused:
        return u"refused"_s;
    }
    return {};
}

QJsonObject toJson(const CameraEnrolmentStatus &status)
{
    const QJsonObject person{{u"id"_s, api::toText(status.person.id.toString())}, {u"name"_s, api::toText(status.person.name)}};
    QJsonObject json{{u"camera"_s, api::toText(status.camera.toString())}, {u"state"_s, toText(status.state)}, {u"person"_s, person},
                     {u"shots"_s, qint64(status.shots)}, {u"wanted"_s, qint64(status.wanted)}};
    if (status.state == CameraEnrolmentStatus::State::Collecting) {
        json.insert(u"hint"_s, QJsonObject{{u"code"_s, status.hintCode}, {u"text"_s, status.hint}});
        json.insert(u"remainingSeconds"_s, qint64(status.remaining.count()));
    }
    if (!status.photos.empty())
        json.insert(u"photoResults"_s, api::toJson(status.photos));
    if (status.state == CameraEnrolmentStatus::State::Refused) {
        json.insert(u"reason"_s, status.reason);
        json.insert(u"detail"_s, status.problem);
    }
    if (status.known) {
        json.insert(u"duplicateOf"_s, api::toText(status.known->person.toString()));
        json.insert(u"score"_s, status.known->score);
    }
    return json;
}

int statusOf(CameraEnrolmentProblem::Reason reason)
{
    using Reason = CameraEnrolmentProblem::Reason;
    return reason == Reason::NoSuchCamera ? 404 : reason == Reason::InUse ? 409 : 503;
}

// The body, or a sentence.
std::expected<CameraEnrolmentRequest, QString> parse(const Request &request)
{
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    const QJsonObject body = document.object();
    const QString name = body.value("name"_L1).toString().trimmed();
    if (!document.isObject() || !store::isPersonName(name))
        return std::unexpected(u"Send a JSON object with \"name\", a text of 1 to %1 characters."_s.arg(store::PersonTextLimits::nameCharacters));
    const QJsonValue id = body.value("id"_L1);
    if (!id.isUndefined() && !store::isPersonId(id.toString()))
        return std::unexpected(u"\"id\" must be 1 to %1 letters, digits, dots, dashes or underscores, and not begin with a dot."_s.arg(store::PersonTextLimits::idCharacters));
    const QJsonValue seconds = body.value("seconds"_L1);
    if (!seconds.isUndefined() && (seconds.toInt(-1) < shortest || seconds.toInt(-1) > longest))
        return std::unexpected(u"\"seconds\" must be a whole number from %1 to %2."_s.arg(shortest).arg(longest));
    const QJsonValue allow = body.value("allowDuplicate"_L1);
    if (!allow.isUndefined() && !allow.isBool())
        return std::unexpected(u"\"allowDuplicate\" must be true or false."_s);
    CameraEnrolmentRequest wanted{.camera = cameraOf(request), .allowDuplicate = allow.toBool()};
    wanted.person.id = store::PersonId(id.toString().toStdString());
    wanted.person.name = name.toStdString();
    wanted.limit = std::chrono::seconds(seconds.toInt(int(wanted.limit.count())));
    return wanted;
}

} // namespace

CameraEnrolmentRoutes::CameraEnrolmentRoutes(const Parts &parts, CameraEnrolment &enrolment, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_enrolment(enrolment)
    , m_ids(attendance::systemRandom())
{
}

void CameraEnrolmentRoutes::addRoutes(net::Router &router)
{
    const QString path = u"/api/v1/cameras/{camera}/enrolment"_s;
    router.add(Method::Post, path, Right::ManagePeople, handler(this, &CameraEnrolmentRoutes::start));
    router.add(Method::Get, path, Right::ManagePeople, handler(this, &CameraEnrolmentRoutes::show));
    router.add(Method::Delete, path, Right::ManagePeople, handler(this, &CameraEnrolmentRoutes::cancel));
}

void CameraEnrolmentRoutes::start(const Request &request, Responder responder)
{
    auto wanted = parse(request);
    if (!wanted)
        return responder.problem(400, wanted.error());
    wanted->person.created = m_parts.now();
    if (wanted->person.id.isEmpty()) {
        wanted->person.id = store::PersonId(m_ids.next(wanted->person.created).toString());
        return startWith(*wanted, responder);
    }
    // Said now rather than when somebody has stood there for half a minute.
    m_parts.store.call([id = wanted->person.id](store::Register &records) { return records.person(id); }, this,
                       [this, wanted = *wanted, responder = net::share(std::move(responder))](const Expected<store::Person> &found) {
        if (found)
            return responder->problem(409, u"There is a person with the id \"%1\" already. Choose another id."_s.arg(api::toText(wanted.person.id.toString())));
        if (found.error().code != store::StoreError::Code::NotFound)
            return responder->send(problemOf(found.error()));
        startWith(wanted, *responder);
    });
}

void CameraEnrolmentRoutes::startWith(const CameraEnrolmentRequest &wanted, Responder &responder)
{
    const auto started = m_enrolment.start(wanted);
    if (!started)
        return responder.problem(statusOf(started.error().reason), started.error().message);
    const QByteArray camera = QUrl::toPercentEncoding(api::toText(wanted.camera.toString()));
    responder.json(toJson(*started), 201, {{"Location", "/api/v1/cameras/" + camera + "/enrolment"}});
}

void CameraEnrolmentRoutes::show(const Request &request, Responder responder)
{
    const auto status = m_enrolment.status(cameraOf(request));
    if (!status)
        return responder.problem(404, u"Nobody is being enrolled in front of this camera."_s);
    responder.json(toJson(*status));
}

void CameraEnrolmentRoutes::cancel(const Request &request, Responder responder)
{
    if (!m_enrolment.cancel(cameraOf(request)))
        return responder.problem(404, u"Nobody is being enrolled in front of this camera."_s);
    responder.send({.status = 204, .contentType = {}, .body = {}});
}

} // namespace rollcall::api
