#include "server-app/api/rest_world.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

void RestWorld::fill(QHttpMultiPart &form, const QString &name, const QString &id, const QByteArrayList &photos)
{
    const auto add = [&](const QByteArray &disposition, const QByteArray &body) {
        QHttpPart part;
        part.setRawHeader("Content-Disposition", "form-data; " + disposition);
        part.setBody(body);
        form.append(part);
    };
    add("name=\"name\"", name.toUtf8());
    add("name=\"id\"", id.toUtf8());
    for (const QByteArray &photo : photos)
        add("name=\"photos\"; filename=\"p.jpg\"", picture(photo.constData()));
}

void RestWorld::begin()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened = store::Store::open({.file = m_folder->filePath(u"rollcall.db"_s).toStdString()});
    QVERIFY(opened);
    m_store = std::move(*opened);
    m_enrolment = std::make_unique<FakeEnrolment>();
    m_desk = std::make_unique<api::EnrolmentDesk>(*m_store, *m_enrolment);
    m_api = std::make_unique<api::RestApi>(parts());
    m_stats = std::make_unique<api::StatsRoutes>(parts(), m_state);
    net::Router router;
    m_api->addRoutes(router);
    m_stats->addRoutes(router);
    m_cameraRoutes = std::make_unique<api::CameraEnrolmentRoutes>(parts(), m_cameraEnrolment);
    m_cameraRoutes->addRoutes(router);
    m_controlRoutes = std::make_unique<api::CameraControlRoutes>(m_control);
    m_controlRoutes->addRoutes(router);
    m_recordRoutes = std::make_unique<api::CameraRecordRoutes>(api::CameraRecordRoutes::Parts{.store = *m_store, .directory = m_cameras, .book = m_book, .now = [] { return noon; }});
    m_recordRoutes->addRoutes(router);
    m_api->applyContract(router);
    m_server = std::make_unique<net::HttpServer>(std::move(router), m_authorizer);
    m_url = m_server->start(QHostAddress::LocalHost, 0).value();
}

void RestWorld::end()
{
    m_server.reset();
    m_stats.reset();
    m_cameraRoutes.reset();
    m_controlRoutes.reset();
    m_recordRoutes.reset();
    m_book.notes.clear();
    m_control = {};
    m_cameraEnrolment.session.reset();
    m_api.reset();
    m_desk.reset();
    m_store.reset();
    m_cameras.cameras.clear();
}

Reply RestWorld::finish(QNetworkReply *reply)
{
    [&] { QTRY_VERIFY(reply->isFinished()); }();
    const QByteArray body = reply->readAll();
    const Reply result{.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                       .json = QJsonDocument::fromJson(body).object(), .body = body, .location = reply->rawHeader("Location"), .tag = reply->rawHeader("ETag")};
    delete reply;
    return result;
}

api::Parts RestWorld::parts()
{
    return {.store = *m_store, .cameras = m_cameras, .enrolment = *m_enrolment, .desk = *m_desk, .feedback = m_feedback, .metrics = m_metrics, .calendar = api::LocalCalendar(QTimeZone("Asia/Tokyo")),
            .rules = {}, .now = [] { return noon; }};
}

Reply RestWorld::change(const QByteArray &method, const QString &target, const QByteArray &ifMatch, const QJsonObject &object)
{
    QNetworkRequest request = to(target);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    if (!ifMatch.isEmpty())
        request.setRawHeader("If-Match", ifMatch);
    return finish(m_network.sendCustomRequest(request, method, method == "DELETE" ? QByteArray() : QJsonDocument(object).toJson()));
}

Reply RestWorld::patch(const QString &target, const QJsonObject &object)
{
    QNetworkRequest request = to(target);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    return finish(m_network.sendCustomRequest(request, "PATCH", QJsonDocument(object).toJson()));
}

Reply RestWorld::postJsonTo(const QString &target, const QJsonObject &object)
{
    QNetworkRequest request = to(target);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    return finish(m_network.post(request, QJsonDocument(object).toJson()));
}

Reply RestWorld::post(const QByteArray &body, const QByteArray &type)
{
    QNetworkRequest request = to(u"/api/v1/people"_s);
    request.setHeader(QNetworkRequest::ContentTypeHeader, type);
    return finish(m_network.post(request, body));
}

Reply RestWorld::postJson(const QJsonObject &object)
{
    return post(QJsonDocument(object).toJson(), "application/json");
}

Reply RestWorld::enrolByForm(const QString &name, const QString &id, const QByteArrayList &photos)
{
    QHttpMultiPart form(QHttpMultiPart::FormDataType);
    fill(form, name, id, photos);
    return finish(m_network.post(to(u"/api/v1/people"_s), &form));
}

Reply RestWorld::postPhotos(const QString &target, const QByteArrayList &photos)
{
    QHttpMultiPart form(QHttpMultiPart::FormDataType);
    fill(form, {}, {}, photos);
    return finish(m_network.post(to(target), &form));
}

void RestWorld::record(const char *person, attendance::UtcMs when, const char *camera)
{
    bool done = false;
    m_store->record({.id = m_ids.next(when), .person = store::PersonId(person), .camera = store::CameraId(camera), .firstSeen = when, .lastSeen = when,
                     .confidence = 0.9, .track = 1}, this, [&](const auto &result) { done = result.has_value(); });
    QTRY_VERIFY(done);
}

void RestWorld::seeCamera(const char *id)
{
    bool done = false;
    const store::Camera camera{.id = store::CameraId(id), .name = id, .lastSeen = noon};
    m_store->call([camera](store::Register &records) { return records.seeCamera(camera); }, this, [&](const auto &result) { done = result.has_value(); });
    QTRY_VERIFY(done);
}

} // namespace rollcall::testing
