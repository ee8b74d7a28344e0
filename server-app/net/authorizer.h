#pragma once

#include "net/caller.h"

#include <QByteArray>
#include <QHostAddress>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace rollcall::net {

// Who wants what. Credentials are never logged.
struct Access {
    QHostAddress peer = {};
    Right right = Right::ViewHealth;
    QString what = {};            // for the log: "GET /api/v1/people", "signaling of camera entrance"
    std::optional<QString> host = {};  // the Host header without its port; absent where the request had none
    QByteArray authorization = {};     // the Authorization header, or "Bearer " and the token of a signaling hello
    QByteArray cookie = {};
    QString camera = {};               // of SendVideo: whose video; empty while that is not known, as at a WebSocket's upgrade. Else of which camera
    // What browsers say of a request, for those that carry a cookie.
    bool changesState = false;         // neither GET nor HEAD nor OPTIONS
    bool isWebSocket = false;
    QByteArray csrf = {};              // the X-Rollcall-CSRF header
    QByteArray origin = {};            // HttpServer compared it already, where there is one
};

struct Decision {
    bool allowed = false;
    int status = 403;  // 401 or 403 where refused
    QString reason;    // a sentence for the person who was refused: what is wrong and what to do
    std::optional<std::chrono::seconds> retryAfter = {};  // where it may be otherwise by then
    Caller caller = {};  // where allowed
    [[nodiscard]] static Decision allow(Caller caller = {}) { return {.allowed = true, .status = 200, .reason = {}, .retryAfter = {}, .caller = std::move(caller)}; }
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
