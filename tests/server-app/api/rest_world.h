#pragma once

#include "api/json.h"
#include "api/rest_api.h"
#include "net/http_server.h"
#include "server-app/api/fake_feedback.h"
#include "server-app/api/fake_parts.h"

#include <QHttpMultiPart>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace rollcall::testing {

const attendance::UtcMs noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} + std::chrono::hours(12);

[[nodiscard]] inline QByteArray picture(const char *of) { return "\xff\xd8\xff\xe0 a picture of " + QByteArray(of); }

struct Reply {
    int status = 0;
    QJsonObject json;
    QByteArray body;
    QByteArray location;
    QByteArray tag;
};

// The REST API over an empty register of its own and parts that are made up, asked over HTTP as anybody would. Each call runs the event loop
// until it is answered.
class RestWorld : public QObject {
protected:
    void begin();
    void end();

    Reply get(const QString &target) { return finish(m_network.get(to(target))); }
    Reply request(const QByteArray &method, const QString &target) { return finish(m_network.sendCustomRequest(to(target), method)); }
    // With If-Match, where there is something to compare.
    Reply change(const QByteArray &method, const QString &target, const QByteArray &ifMatch, const QJsonObject &object = {});
    Reply patch(const QString &target, const QJsonObject &object);
    Reply postJsonTo(const QString &target, const QJsonObject &object);
    // To the list of people.
    Reply post(const QByteArray &body, const QByteArray &type);
    Reply postJson(const QJsonObject &object);
    Reply enrolByForm(const QString &name, const QString &id, const QByteArrayList &photos);
    Reply postPhotos(const QString &target, const QByteArrayList &photos);
    // Into the register.
    void record(const char *person, attendance::UtcMs when, const char *camera = "door");
    void seeCamera(const char *id);

    // For requests that are under way at once.
    Reply finish(QNetworkReply *reply);
    [[nodiscard]] QNetworkRequest to(const QString &target) const { return QNetworkRequest(m_url.resolved(QUrl(target))); }
    static void fill(QHttpMultiPart &form, const QString &name, const QString &id, const QByteArrayList &photos);

    const net::LoopbackAuthorizer m_authorizer;
    FakeCameras m_cameras;
    ops::Metrics m_metrics;
    FakeState m_state;
    std::unique_ptr<api::StatsRoutes> m_stats;
    QNetworkAccessManager m_network;
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<FakeEnrolment> m_enrolment;
    std::unique_ptr<api::EnrolmentDesk> m_desk;
    FakeFeedback m_feedback;
    std::unique_ptr<api::RestApi> m_api;
    FakeCameraEnrolment m_cameraEnrolment;
    std::unique_ptr<api::CameraEnrolmentRoutes> m_cameraRoutes;
    FakeControl m_control;
    std::unique_ptr<api::CameraControlRoutes> m_controlRoutes;
    FakeBook m_book;
    std::unique_ptr<api::CameraRecordRoutes> m_recordRoutes;
    std::unique_ptr<net::HttpServer> m_server;
    QUrl m_url;

private:
    [[nodiscard]] api::Parts parts();
};

} // namespace rollcall::testing
