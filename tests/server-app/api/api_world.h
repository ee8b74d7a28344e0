#pragma once

#include "api/attendance_routes.h"
#include "api/correction_routes.h"
#include "api/report_routes.h"
#include "api/schedule_routes.h"
#include "api/summary_routes.h"
#include "net/http_server.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTemporaryDir>

#include <memory>

namespace rollcall::testing {

struct Reply {
    int status = 0;  // 0: no answer, or one that broke off
    QJsonObject json;
    QByteArray body;
    QByteArray location;
    QByteArray disposition;
    QByteArray tag;
};

// The routes of the register over an empty store of its own, served on loopback. Every call runs the event loop until it is answered.
class ApiWorld : public QObject {
public:
    ApiWorld(attendance::UtcMs now, const QByteArray &zone, const QString &reportProgram = {});
    ~ApiWorld() override;
    [[nodiscard]] bool isSound() const { return m_server != nullptr; }

    void addPerson(const char *id, const char *name);
    void record(const char *person, attendance::UtcMs when, const char *camera = "door");
    [[nodiscard]] bool see(const char *camera);  // it was connected once
    [[nodiscard]] bool erase(const char *person);
    [[nodiscard]] bool joinGroup(const char *person, const char *group);
    // As if the person had been entered at another time.
    [[nodiscard]] bool setCreated(const char *person, attendance::UtcMs when);

    [[nodiscard]] Reply get(const QString &target) { return request("GET", target); }
    [[nodiscard]] Reply request(const QByteArray &method, const QString &target, const QByteArray &ifMatch = {});
    [[nodiscard]] Reply send(const QByteArray &method, const QString &target, const QJsonObject &body, const QByteArray &type = "application/json",
                             const QByteArray &ifMatch = {});

private:
    [[nodiscard]] Reply finish(QNetworkReply *reply);
    template <typename Work>
    bool call(Work work);

    const attendance::UtcMs m_now;
    const net::LoopbackAuthorizer m_authorizer;
    QTemporaryDir m_folder;
    QNetworkAccessManager m_network;
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
    std::unique_ptr<store::Store> m_store;
    struct NoCameras final : api::CameraDirectory {
        [[nodiscard]] QList<api::LiveCamera> liveCameras() const override { return {}; }
    };
    const NoCameras m_cameras;
    std::unique_ptr<api::AttendanceRoutes> m_attendance;
    std::unique_ptr<api::SummaryRoutes> m_summary;
    std::unique_ptr<api::ScheduleRoutes> m_schedules;
    std::unique_ptr<api::CorrectionRoutes> m_corrections;
    std::unique_ptr<api::ReportRoutes> m_reports;
    std::unique_ptr<net::HttpServer> m_server;
    QUrl m_url;
};

} // namespace rollcall::testing
