#pragma once

#include "net/authorizer.h"
#include "net/limits.h"
#include "net/responder.h"

#include <QWebSocket>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace rollcall::net {

using Handler = std::function<void(const Request &, Responder)>;
using WebSocketHandler = std::function<void(const Request &, std::unique_ptr<QWebSocket>)>;
// Asked before the handshake: an answer refuses it with that answer.
using WebSocketAdmission = std::function<std::optional<Answer>(const Request &)>;

// What may be asked for. A pattern is a path whose segments in braces are parameters: "/api/v1/people/{id}", or
// parameters with a suffix: "/snapshot/{camera}.jpg"; a last segment "{rest...}" takes the remainder, which may be empty. Literal
// segments win over parameters. A route cannot be added without its right.
// Filled once at start, then only read.
class Router {
public:
    struct Route {
        Method method = Method::Get;
        QString pattern;
        Right right = Right::ViewHealth;
        qint64 bodyBytes = 0;
        Handler handler;             // one of the two
        WebSocketHandler webSocket;
        WebSocketAdmission admission;  // of a WebSocket; may be empty
        [[nodiscard]] bool isWebSocket() const { return bool(webSocket); }
    };
    struct Match {
        const Route *route = nullptr;
        QHash<QString, QString> parameters;
        QList<Method> allowed;  // where the path is known but the method is not
    };

    // Adding the same method and pattern twice is a mistake of the program and ends it.
    void add(Method method, const QString &pattern, Right right, Handler handler, qint64 bodyBytes = Limits::defaultBodyBytes);
    void addWebSocket(const QString &pattern, Right right, WebSocketHandler handler, WebSocketAdmission admission = {});

    // Puts something around the handlers that are there: `around` gets each route and its handler and returns the one to call.
    void decorate(const std::function<Handler(const Route &, Handler)> &around);

    [[nodiscard]] Match match(Method method, const QString &path) const;  // HEAD is served by GET
    [[nodiscard]] Match matchWebSocket(const QString &path) const;
    [[nodiscard]] const std::vector<Route> &routes() const { return m_routes; }

private:
    void insert(Route route);
    template <typename Accepts>
    [[nodiscard]] Match find(const QString &path, Accepts accepts) const;

    std::vector<Route> m_routes;
};

} // namespace rollcall::net
