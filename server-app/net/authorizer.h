#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QString>

#include <chrono>
#include <optional>

namespace rollcall::net {

// What a caller must be allowed to do. Every route names one.
enum class Right {
    ViewHealth,
    ViewMetrics,
    ViewCameras,
    ControlCameras,
    SendVideo,
    ViewLive,
    ViewPeople,
    ManagePeople,
    ViewAttendance,
    RecordByPin,
    ViewAudit,
    ExportPeople,
    ManageWebhooks,
    ManageAttendance,  // schedules, corrections, decisions about sightings
    ManageCameras,     // pair and revoke them
    PairCamera,        // trade a pairing code for a token: the code is the right
};
[[nodiscard]] QString toString(Right right);

// Who wants what. Credentials are never logged.
struct Access {
    QHostAddress peer = {};
    Right right = Right::ViewHealth;
    QString what = {};            // for the log: "GET /api/v1/people", "signaling of camera entrance"
    std::optional<QString> host = {};  // the Host header without its port; absent where the request had none
    QByteArray authorization = {};     // the Authorization header, or "Bearer " and the token of a signaling hello
    QByteArray cookie = {};
    QString camera = {};               // of SendVideo: whose video; empty while that is not known, as at a WebSocket's upgrade
};

struct Decision {
    bool allowed = false;
    int status = 403;  // 401 or 403 where refused
    QString reason;    // a sentence for the person who was refused: what is wrong and what to do
    std::optional<std::chrono::seconds> retryAfter = {};  // where it may be otherwise by then
    [[nodiscard]] static Decision allow() { return {.allowed = true, .status = 200, .reason = {}}; }
    [[nodiscard]] static Decision refuse(const QString &reason, int status = 403) { return {.allowed = false, .status = status, .reason = reason}; }
};

// Every route and every signaling session passes here. Called on the network thread; answers at once.
class Authorizer {
public:
    virtual ~Authorizer() = default;
    [[nodiscard]] virtual Decision authorize(const Access &access) const = 0;
};

// Everything for this machine, nothing for others. The Host must be a loopback name too: a page from elsewhere whose name
// was pointed at 127.0.0.1 (DNS rebinding) still sends its own name.
class LoopbackAuthorizer final : public Authorizer {
public:
    [[nodiscard]] Decision authorize(const Access &access) const override;
};

// 127.0.0.0/8, ::1 and ::ffff:127.0.0.0/104.
[[nodiscard]] bool isLoopback(const QHostAddress &address);

} // namespace rollcall::net
