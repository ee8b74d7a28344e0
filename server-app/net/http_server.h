#pragma once

#include "net/authorizer.h"
#include "net/limits.h"
#include "net/router.h"
#include "net/trusted_proxies.h"

#include <QAbstractHttpServer>
#include <QPointer>
#include <QSet>
#include <QSslConfiguration>
#include <QUrl>

#include <expected>

namespace rollcall::net {

struct BodyRoom;
class ConnectionGuard;
struct ConnectionCounts;
class GuardedTcpServer;
struct RequestHead;

// HTTP/1.1 and WebSocket on one port: guard → host and origin → router → authorizer → handler. Lives on the network thread with
// everything it hands out. The authorizer outlives it; handlers may answer after it is gone.
class HttpServer : public QAbstractHttpServer {
    Q_OBJECT

public:
    HttpServer(Router router, const Authorizer &authorizer, const Limits &limits = {}, QObject *parent = nullptr);
    ~HttpServer() override;

    // Port 0 lets the system choose. May be called for several addresses. The address to open, or a sentence that says why not.
    // With `tls`, other machines are served over TLS alone; programs on this one may choose, on the same port. Without it nobody is
    // asked for TLS.
    [[nodiscard]] std::expected<QUrl, QString> start(const QHostAddress &address, quint16 port, const std::optional<QSslConfiguration> &tls = {});
    // Another certificate for connections from now on, where there was one.
    void setTls(const QSslConfiguration &tls);
    // Pages of these origins ("http://host:port") may use the routes of this pattern as the server's own pages do. Before start.
    void allowOrigins(const QString &pattern, const QSet<QByteArray> &origins) { m_origins.insert(pattern, origins); }
    // What these pass on counts as its visitors' own, see TrustedProxies. Before start.
    void trustProxies(const TrustedProxies &proxies) { m_proxies = proxies; }
    // Accepts nobody any more and closes idle connections; answers under way are finished (the guard's timeouts still hold).
    void close();
    // What this session (Caller::session) may do has ended or changed: its WebSockets close with 4401 and the reason, its streams break
    // off. It may come again.
    void endSession(const QString &session, const QString &reason);
    [[nodiscard]] int connectionCount() const;
    [[nodiscard]] const Router &router() const { return m_router; }

Q_SIGNALS:
    // For metrics and the access log; `route` is the pattern (bounded in number), or empty where none matched.
    void answered(rollcall::net::Method method, const QString &route, int status);
    // See endSession.
    void sessionEnded(const QString &session, const QString &reason);

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    [[nodiscard]] std::expected<BodyRoom, Answer> bodyRoom(const RequestHead &head, const QTcpSocket &socket) const;
    [[nodiscard]] std::optional<Request> requestOf(const QHttpServerRequest &from, const QTcpSocket &socket) const;
    [[nodiscard]] bool upgrade(Request request, QTcpSocket *socket);
    [[nodiscard]] std::optional<Answer> admit(Request &request, const Router::Route &route) const;
    void serve(Request request, const Router::Match &match, Responder responder, ConnectionGuard *guard);
    void takeWebSockets();
    void follow(QWebSocket *socket, const QString &session);

    Router m_router;
    const Authorizer &m_authorizer;
    Limits m_limits;
    TrustedProxies m_proxies;
    QHash<QString, QSet<QByteArray>> m_origins;  // by pattern
    std::shared_ptr<ConnectionCounts> m_counts;
    QList<GuardedTcpServer *> m_listeners;  // children
    struct Upgrade {
        Request request;
        const Router::Route *route = nullptr;
        QPointer<QTcpSocket> connection = {};
    };
    QHash<std::pair<QHostAddress, quint16>, Upgrade> m_upgrades;  // handshakes under way, by peer
};

} // namespace rollcall::net
