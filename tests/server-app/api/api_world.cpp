#include "server-app/api/api_world.h"

#include "support/process.h"
#include "support/wait.h"

#include <QJsonDocument>
#include <QNetworkReply>

namespace rollcall::testing {

using namespace Qt::StringLiterals;

ApiWorld::ApiWorld(attendance::UtcMs now, const QByteArray &zone, const QString &reportProgram)
    : m_now(now)
{
    auto opened = store::Store::open({.file = m_folder.filePath(u"register.db"_s).toStdString()});
    if (!opened)
        return;
    m_store = std::move(*opened);
    const api::RegisterParts parts{.store = *m_store, .calendar = api::LocalCalendar(QTimeZone(zone)), .rules = {}, .now = [this] { return m_now; }};
    const auto days = std::make_shared<api::DayBook>();
    m_attendance = std::make_unique<api::AttendanceRoutes>(parts, days);
    m_summary = std::make_unique<api::SummaryRoutes>(parts, m_cameras, days);
    m_schedules = std::make_unique<api::ScheduleRoutes>(parts);
    m_corrections = std::make_unique<api::CorrectionRoutes>(parts);
    m_reports = std::make_unique<api::ReportRoutes>(parts, reportProgram.isEmpty() ? buildFolder() + u"/bin/rollcall-report"_s : reportProgram);
    net::Router router;
    m_attendance->addRoutes(router);
    m_summary->addRoutes(router);
    m_schedules->addRoutes(router);
    m_corrections->addRoutes(router);
    m_reports->addRoutes(router);
    auto server = std::make_unique<net::HttpServer>(std::move(router), m_authorizer);
    if (const auto url = server->start(QHostAddress::LocalHost, 0)) {
        m_url = *url;
        m_server = std::move(server);
    }
}

ApiWorld::~ApiWorld() = default;

template <typename Work>
bool ApiWorld::call(Work work)
{
    std::optional<bool> done;
    m_store->call(work, this, [&](const auto &result) { done = result.has_value(); });
    return waitUntil([&] { return done.has_value(); }) && *done;
}

void ApiWorld::addPerson(const char *id, const char *name)
{
    const store::Person person{.id = store::PersonId(id), .name = name, .created = m_now - std::chrono::days(10)};
    if (!call([person](store::Register &records) { return records.addPerson(person, {}, {}); }))
        qFatal("a person was not added");
}

void ApiWorld::record(const char *person, attendance::UtcMs when, const char *camera)
{
    const std::vector<store::Sighting> sightings{{.id = m_ids.next(when), .person = store::PersonId(person), .camera = store::CameraId(camera),
                                                  .firstSeen = when, .lastSeen = when, .confidence = 0.9, .track = 1}};
    if (!call([sightings](store::Register &records) { return records.record(sightings); }))
        qFatal("a sighting was not recorded");
}

bool ApiWorld::see(const char *camera)
{
    return call([row = store::Camera{.id = store::CameraId(camera), .name = camera, .lastSeen = m_now}](store::Register &records) { return records.seeCamera(row); });
}

bool ApiWorld::erase(const char *person)
{
    return call([id = store::PersonId(person)](store::Register &records) { return records.removePerson(id); });
}

bool ApiWorld::joinGroup(const char *person, const char *group)
{
    const std::array<store::Value, 2> values{std::string(person), std::string(group)};
    return call([values](store::Register &records) { return records.database().execute("INSERT INTO person_groups (person_id, group_name) VALUES (?1, ?2)", values); });
}

bool ApiWorld::setCreated(const char *person, attendance::UtcMs when)
{
    const std::array<store::Value, 2> values{std::string(person), int64_t{when.time_since_epoch().count()}};
    return call([values](store::Register &records) { return records.database().execute("UPDATE people SET created_at = ?2 WHERE id = ?1", values); });
}

Reply ApiWorld::finish(QNetworkReply *reply)
{
    if (!waitUntil([&] { return reply->isFinished(); }, std::chrono::seconds(30)))
        reply->abort();
    const QByteArray body = reply->readAll();
    const bool isWhole = reply->error() != QNetworkReply::RemoteHostClosedError && reply->error() != QNetworkReply::OperationCanceledError;
    const Reply result{.status = isWhole ? reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0,
                       .json = QJsonDocument::fromJson(body).object(), .body = body, .location = reply->rawHeader("Location"),
                       .disposition = reply->rawHeader("Content-Disposition"), .tag = reply->rawHeader("ETag")};
    reply->deleteLater();
    return result;
}

namespace {

QNetworkRequest requestFor(const QUrl &url, const QByteArray &ifMatch)
{
    QNetworkRequest request(url);
    if (!ifMatch.isEmpty())
        request.setRawHeader("If-Match", ifMatch);
    return request;
}

} // namespace

Reply ApiWorld::request(const QByteArray &method, const QString &target, const QByteArray &ifMatch)
{
    return finish(m_network.sendCustomRequest(requestFor(m_url.resolved(QUrl(target)), ifMatch), method));
}

Reply ApiWorld::send(const QByteArray &method, const QString &target, const QJsonObject &body, const QByteArray &type, const QByteArray &ifMatch)
{
    QNetworkRequest request = requestFor(m_url.resolved(QUrl(target)), ifMatch);
    request.setHeader(QNetworkRequest::ContentTypeHeader, type);
    return finish(m_network.sendCustomRequest(request, method, QJsonDocument(body).toJson()));
}

} // namespace rollcall::testing
