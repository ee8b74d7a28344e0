#include "access/right_table.h"

#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::access {

using net::Right;
using net::Rights;
using store::Role;

namespace {

constexpr Rights everybody{Right::ViewHealth, Right::ViewPages, Right::SignIn, Right::PairCamera, Right::SendEnrolment};
constexpr Rights monitor{Right::ViewMetrics, Right::ViewSystem};
constexpr Rights terminal{Right::RecordByPin};
constexpr Rights viewer{Right::ManageOwnSession, Right::ViewCameras, Right::ViewLive, Right::ViewSightings, Right::ViewPeople, Right::ViewAttendance, Right::ViewAlerts};
constexpr Rights operators = viewer | monitor | terminal
    | Rights{Right::ControlCameras, Right::ManagePeople, Right::ManageAttendance, Right::AnswerAlerts, Right::ManageEnrolments};
constexpr Rights admin = operators
    | Rights{Right::ManageCameras, Right::ViewAudit, Right::ExportPeople, Right::ManageWebhooks, Right::ManageAlerts, Right::ManageSystem, Right::ManageAccounts};
// What can be said of one camera alone.
constexpr Rights aboutCameras{Right::ManageOwnSession, Right::ViewCameras, Right::ViewLive, Right::ViewSightings, Right::ControlCameras};

constexpr std::array routes{
    // The page
    RouteRow{"GET", "/", Right::ViewPages},
    RouteRow{"GET", "/join", Right::ViewPages},
    RouteRow{"GET", "/web/{file...}", Right::ViewPages},
    // Signing in
    RouteRow{"GET", "/api/v1/session", Right::SignIn},
    RouteRow{"POST", "/api/v1/session", Right::SignIn},
    RouteRow{"PATCH", "/api/v1/session", Right::ManageOwnSession},
    RouteRow{"DELETE", "/api/v1/session", Right::ManageOwnSession},
    RouteRow{"PUT", "/api/v1/session/password", Right::ManageOwnSession},
    RouteRow{"POST", "/api/v1/set-up", Right::SignIn},
    RouteRow{"GET", "/api/v1/sessions", Right::ManageOwnSession},
    RouteRow{"DELETE", "/api/v1/sessions/{id}", Right::ManageOwnSession},
    RouteRow{"GET", "/api/v1/accounts", Right::ManageAccounts},
    RouteRow{"POST", "/api/v1/accounts", Right::ManageAccounts},
    RouteRow{"GET", "/api/v1/accounts/{id}", Right::ManageAccounts},
    RouteRow{"PATCH", "/api/v1/accounts/{id}", Right::ManageAccounts},
    RouteRow{"DELETE", "/api/v1/accounts/{id}", Right::ManageAccounts},
    RouteRow{"GET", "/api/v1/tokens", Right::ManageAccounts},
    RouteRow{"POST", "/api/v1/tokens", Right::ManageAccounts},
    RouteRow{"DELETE", "/api/v1/tokens/{id}", Right::ManageAccounts},
    // Alerts, self-enrolment, the system
    RouteRow{"GET", "/api/v1/alerts", Right::ViewAlerts},
    RouteRow{"GET", "/api/v1/alerts/{id}", Right::ViewAlerts},
    RouteRow{"POST", "/api/v1/alerts/{id}/acknowledge", Right::AnswerAlerts},
    RouteRow{"GET", "/api/v1/alert-rules", Right::ManageAlerts},
    RouteRow{"PUT", "/api/v1/alert-rules", Right::ManageAlerts},
    RouteRow{"POST", "/api/v1/alert-rules/test-mail", Right::ManageAlerts},
    RouteRow{"POST", "/api/v1/invitations", Right::ManageEnrolments},
    RouteRow{"GET", "/api/v1/invitations", Right::ManageEnrolments},
    RouteRow{"GET", "/api/v1/invitations/{id}", Right::ManageEnrolments},
    RouteRow{"DELETE", "/api/v1/invitations/{id}", Right::ManageEnrolments},
    RouteRow{"GET", "/api/v1/join/{code}", Right::SendEnrolment},
    RouteRow{"POST", "/api/v1/join/{code}", Right::SendEnrolment},
    RouteRow{"POST", "/api/v1/join/{code}/photo-checks", Right::SendEnrolment},
    RouteRow{"GET", "/api/v1/enrolment-requests", Right::ManageEnrolments},
    RouteRow{"GET", "/api/v1/enrolment-requests/{id}", Right::ManageEnrolments},
    RouteRow{"GET", "/api/v1/enrolment-requests/{id}/photos/{photo}", Right::ManageEnrolments},
    RouteRow{"POST", "/api/v1/enrolment-requests/{id}/approve", Right::ManageEnrolments},
    RouteRow{"POST", "/api/v1/enrolment-requests/{id}/refuse", Right::ManageEnrolments},
    RouteRow{"GET", "/api/v1/system", Right::ViewSystem},
    // Cameras
    RouteRow{"WS", "/ws", Right::SendVideo},
    RouteRow{"WS", "/", Right::SendVideo},
    RouteRow{"GET", "/api/v1/cameras", Right::ViewCameras},
    RouteRow{"GET", "/api/v1/cameras/{camera}", Right::ViewCameras},
    RouteRow{"PATCH", "/api/v1/cameras/{camera}", Right::ManageCameras},
    RouteRow{"DELETE", "/api/v1/cameras/{camera}", Right::ManageCameras},
    RouteRow{"GET", "/api/v1/cameras/{camera}/encoding", Right::ViewCameras},
    RouteRow{"PATCH", "/api/v1/cameras/{camera}/encoding", Right::ControlCameras},
    RouteRow{"POST", "/api/v1/cameras/{camera}/pause", Right::ControlCameras},
    RouteRow{"POST", "/api/v1/cameras/{camera}/resume", Right::ControlCameras},
    RouteRow{"POST", "/api/v1/cameras/{camera}/keyframe", Right::ControlCameras},
    RouteRow{"GET", "/api/v1/cameras/{camera}/enrolment", Right::ManagePeople},
    RouteRow{"POST", "/api/v1/cameras/{camera}/enrolment", Right::ManagePeople},
    RouteRow{"DELETE", "/api/v1/cameras/{camera}/enrolment", Right::ManagePeople},
    RouteRow{"POST", "/api/v1/cameras/{camera}/pairing-code", Right::ManageCameras},
    RouteRow{"GET", "/api/v1/pairings", Right::ManageCameras},
    RouteRow{"GET", "/api/v1/pairings/{camera}", Right::ManageCameras},
    RouteRow{"DELETE", "/api/v1/pairings/{camera}", Right::ManageCameras},
    RouteRow{"POST", "/api/v1/pairing", Right::PairCamera},
    RouteRow{"POST", "/api/v1/pairing/{exchange}", Right::PairCamera},
    // Live
    RouteRow{"WS", "/api/v1/events", Right::ViewCameras},
    RouteRow{"GET", "/snapshot/{camera}.jpg", Right::ViewLive},
    RouteRow{"GET", "/mjpeg/{camera}", Right::ViewLive},
    RouteRow{"POST", "/whep/{camera}", Right::ViewLive},
    RouteRow{"OPTIONS", "/whep/{camera}", Right::ViewPages},  // browsers ask before they say who they are
    RouteRow{"GET", "/whep/{camera}/{session}", Right::ViewLive},
    RouteRow{"PATCH", "/whep/{camera}/{session}", Right::ViewLive},
    RouteRow{"DELETE", "/whep/{camera}/{session}", Right::ViewLive},
    RouteRow{"OPTIONS", "/whep/{camera}/{session}", Right::ViewPages},
    RouteRow{"GET", "/socket.io/", Right::ViewLive},
    RouteRow{"POST", "/socket.io/", Right::ViewLive},
    RouteRow{"PUT", "/socket.io/", Right::ViewLive},
    RouteRow{"PATCH", "/socket.io/", Right::ViewLive},
    RouteRow{"DELETE", "/socket.io/", Right::ViewLive},
    RouteRow{"WS", "/socket.io/", Right::ViewLive},
    RouteRow{"GET", "/engine.io/", Right::ViewLive, true},
    RouteRow{"POST", "/engine.io/", Right::ViewLive, true},
    RouteRow{"PUT", "/engine.io/", Right::ViewLive, true},
    RouteRow{"PATCH", "/engine.io/", Right::ViewLive, true},
    RouteRow{"DELETE", "/engine.io/", Right::ViewLive, true},
    RouteRow{"WS", "/engine.io/", Right::ViewLive, true},
    // People
    RouteRow{"GET", "/api/v1/people", Right::ViewPeople},
    RouteRow{"POST", "/api/v1/people", Right::ManagePeople},
    RouteRow{"GET", "/api/v1/groups", Right::ViewPeople},
    RouteRow{"GET", "/api/v1/people/{id}", Right::ViewPeople},
    RouteRow{"PATCH", "/api/v1/people/{id}", Right::ManagePeople},
    RouteRow{"DELETE", "/api/v1/people/{id}", Right::ManagePeople},
    RouteRow{"POST", "/api/v1/people/{id}/merge", Right::ManagePeople},
    RouteRow{"POST", "/api/v1/people/{id}/split", Right::ManagePeople},
    RouteRow{"GET", "/api/v1/people/{id}/export", Right::ExportPeople},
    RouteRow{"GET", "/api/v1/people/{id}/picture.jpg", Right::ViewPeople},
    RouteRow{"GET", "/api/v1/people/{id}/photos", Right::ViewPeople},
    RouteRow{"POST", "/api/v1/people/{id}/photos", Right::ManagePeople},
    RouteRow{"GET", "/api/v1/people/{id}/photos/{photo}", Right::ViewPeople},
    RouteRow{"DELETE", "/api/v1/people/{id}/photos/{photo}", Right::ManagePeople},
    RouteRow{"GET", "/api/v1/people/{id}/photos/{photo}/check", Right::ViewPeople},
    RouteRow{"POST", "/api/v1/photo-checks", Right::ManagePeople},
    RouteRow{"GET", "/api/v1/unknown-faces", Right::ViewPeople},
    RouteRow{"GET", "/api/v1/unknown-faces/{id}", Right::ViewPeople},
    RouteRow{"GET", "/api/v1/unknown-faces/{id}/picture.jpg", Right::ViewPeople},
    RouteRow{"GET", "/api/v1/unknown-faces/{id}/nearest", Right::ViewPeople},
    RouteRow{"POST", "/api/v1/unknown-faces/{id}/assign", Right::ManagePeople},
    RouteRow{"POST", "/api/v1/unknown-faces/{id}/visitor", Right::ManagePeople},
    RouteRow{"POST", "/api/v1/unknown-faces/{id}/dismiss", Right::ManagePeople},
    RouteRow{"POST", "/api/v1/unknown-faces/{id}/restore", Right::ManagePeople},
    RouteRow{"DELETE", "/api/v1/unknown-faces/{id}", Right::ManagePeople},
    // The register
    RouteRow{"GET", "/api/v1/sightings", Right::ViewSightings},
    RouteRow{"GET", "/api/v1/sightings/{id}", Right::ViewSightings},
    RouteRow{"GET", "/api/v1/sightings/{id}/picture.jpg", Right::ViewSightings},
    RouteRow{"POST", "/api/v1/sightings/{id}/confirm", Right::ManageAttendance},
    RouteRow{"POST", "/api/v1/sightings/{id}/reject", Right::ManageAttendance},
    RouteRow{"POST", "/api/v1/sightings/{id}/undo", Right::ManageAttendance},
    RouteRow{"GET", "/api/v1/attendance", Right::ViewAttendance},
    RouteRow{"GET", "/api/v1/summary", Right::ViewAttendance},
    RouteRow{"GET", "/api/v1/attendance/days", Right::ViewAttendance},
    RouteRow{"POST", "/api/v1/attendance/pin", Right::RecordByPin},
    RouteRow{"GET", "/api/v1/corrections", Right::ViewAttendance},
    RouteRow{"POST", "/api/v1/corrections", Right::ManageAttendance},
    RouteRow{"GET", "/api/v1/corrections/{id}", Right::ViewAttendance},
    RouteRow{"GET", "/api/v1/reports/day", Right::ViewAttendance},
    RouteRow{"GET", "/api/v1/reports/person", Right::ViewAttendance},
    RouteRow{"GET", "/api/v1/reports/group", Right::ViewAttendance},
    RouteRow{"GET", "/api/v1/reports/range", Right::ViewAttendance},
    RouteRow{"GET", "/api/v1/shifts", Right::ViewAttendance},
    RouteRow{"POST", "/api/v1/shifts", Right::ManageAttendance},
    RouteRow{"GET", "/api/v1/shifts/{id}", Right::ViewAttendance},
    RouteRow{"PUT", "/api/v1/shifts/{id}", Right::ManageAttendance},
    RouteRow{"DELETE", "/api/v1/shifts/{id}", Right::ManageAttendance},
    RouteRow{"GET", "/api/v1/assignments", Right::ViewAttendance},
    RouteRow{"POST", "/api/v1/assignments", Right::ManageAttendance},
    RouteRow{"GET", "/api/v1/assignments/{id}", Right::ViewAttendance},
    RouteRow{"DELETE", "/api/v1/assignments/{id}", Right::ManageAttendance},
    RouteRow{"GET", "/api/v1/holidays", Right::ViewAttendance},
    RouteRow{"POST", "/api/v1/holidays", Right::ManageAttendance},
    RouteRow{"GET", "/api/v1/holidays/{id}", Right::ViewAttendance},
    RouteRow{"PUT", "/api/v1/holidays/{id}", Right::ManageAttendance},
    RouteRow{"DELETE", "/api/v1/holidays/{id}", Right::ManageAttendance},
    RouteRow{"GET", "/api/v1/camera-directions", Right::ViewAttendance},
    RouteRow{"GET", "/api/v1/camera-directions/{camera}", Right::ViewAttendance},
    RouteRow{"PUT", "/api/v1/camera-directions/{camera}", Right::ManageAttendance},
    RouteRow{"DELETE", "/api/v1/camera-directions/{camera}", Right::ManageAttendance},
    // The server
    RouteRow{"GET", "/api/v1/audit", Right::ViewAudit},
    RouteRow{"GET", "/api/v1/audit/verification", Right::ViewAudit},
    RouteRow{"GET", "/api/v1/webhooks", Right::ManageWebhooks},
    RouteRow{"POST", "/api/v1/webhooks", Right::ManageWebhooks},
    RouteRow{"GET", "/api/v1/webhooks/{id}", Right::ManageWebhooks},
    RouteRow{"DELETE", "/api/v1/webhooks/{id}", Right::ManageWebhooks},
    RouteRow{"POST", "/api/v1/webhooks/{id}/enable", Right::ManageWebhooks},
    RouteRow{"GET", "/api/v1/webhooks/{id}/deliveries", Right::ManageWebhooks},
    RouteRow{"GET", "/healthz", Right::ViewHealth},
    RouteRow{"GET", "/readyz", Right::ViewHealth},
    RouteRow{"GET", "/metrics", Right::ViewMetrics},
    RouteRow{"GET", "/stats", Right::ViewMetrics},
};

constexpr std::array messages{
    MessageRow{"/ws", "*", Right::SendVideo},  // each way, after its hello was let in
    MessageRow{"/socket.io/", "frame", Right::ViewLive},
    // Of the server; "hello", "error" and "session-ended" answer what the viewer itself did.
    MessageRow{"/api/v1/events", "camera", Right::ViewCameras},
    MessageRow{"/api/v1/events", "camera-gone", Right::ViewCameras},
    MessageRow{"/api/v1/events", "register-available", Right::ViewCameras},
    MessageRow{"/api/v1/events", "overlay", Right::ViewLive},
    MessageRow{"/api/v1/events", "sighting", Right::ViewSightings},
    MessageRow{"/api/v1/events", "people", Right::ViewPeople},
    MessageRow{"/api/v1/events", "unknown-face", Right::ViewPeople},
    MessageRow{"/api/v1/events", "register", Right::ViewAttendance},
    MessageRow{"/api/v1/events", "alert", Right::ViewAlerts},
    MessageRow{"/api/v1/events", "alert-ended", Right::ViewAlerts},
    MessageRow{"/api/v1/events", "enrolment-requests", Right::ManageEnrolments},
    MessageRow{"/api/v1/events", "pairings", Right::ManageCameras},
};

std::string methodOf(const net::Router::Route &route)
{
    return route.isWebSocket() ? "WS" : net::toBytes(route.method).toStdString();
}

QString named(std::string_view method, std::string_view pattern)
{
    return QString::fromUtf8(method.data(), qsizetype(method.size())) + u' ' + QString::fromUtf8(pattern.data(), qsizetype(pattern.size()));
}

} // namespace

Rights everybodysRights()
{
    return everybody;
}

Rights rightsOf(Role role, bool isLimited)
{
    const auto own = [role] {
        switch (role) {
        case Role::Monitor:
            return monitor;
        case Role::Terminal:
            return terminal;
        case Role::Viewer:
            return viewer;
        case Role::Operator:
            return operators;
        case Role::Admin:
            return admin;
        }
        return Rights();
    }();
    return everybody | (isLimited ? own & aboutCameras : own);
}

std::span<const RouteRow> routeTable()
{
    return routes;
}

std::span<const MessageRow> messageTable()
{
    return messages;
}

std::optional<Right> rightOfMessage(std::string_view route, const QString &message)
{
    const std::string word = message.toStdString();
    const auto row = std::ranges::find_if(messages, [&](const MessageRow &one) { return one.route == route && one.message == word; });
    return row == messages.end() ? std::nullopt : std::optional(row->right);
}

std::expected<void, QString> checkRoutes(const net::Router &router)
{
    QStringList problems;
    for (const net::Router::Route &route : router.routes()) {
        const std::string pattern = route.pattern.toStdString();
        const std::string method = methodOf(route);
        const auto row = std::ranges::find_if(routes, [&](const RouteRow &one) { return one.method == method && one.pattern == pattern; });
        if (row == routes.end())
            problems += u"%1 has no row; it asks for %2"_s.arg(named(method, pattern), net::toString(route.right));
        else if (row->right != route.right)
            problems += u"%1 asks for %2, its row says %3"_s.arg(named(method, pattern), net::toString(route.right), net::toString(row->right));
    }
    for (const RouteRow &row : routes) {
        const bool isThere = std::ranges::any_of(router.routes(), [&](const net::Router::Route &route) {
            return methodOf(route) == row.method && route.pattern.toStdString() == row.pattern;
        });
        if (!isThere && !row.isOptional)
            problems += u"%1 has a row but no route"_s.arg(named(row.method, row.pattern));
    }
    if (problems.isEmpty())
        return {};
    return std::unexpected(u"The table of rights (server-app/access/right_table.cpp) and the routes differ: %1."_s.arg(problems.join(u"; "_s)));
}

} // namespace rollcall::access
