#include "net/http_server.h"

#include "net/exchange.h"
#include "net/guarded_tcp_server.h"
#include "net/unsent.h"

#include <QHttpServerRequest>
#include <QLoggingCategory>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

namespace rollcall::net {

Q_LOGGING_CATEGORY(lcHttp, "rollcall.net.http")

using namespace Qt::StringLiterals;

namespace {

// Of WebSockets whose session has ended: 4000 and above is for programs (RFC 6455 §7.4.2), 401 is what HTTP says.
constexpr auto sessionOver = QWebSocketProtocol::CloseCode(4401);
constexpr auto closingPatience = std::chrono::milliseconds(500);

std::optional<Request> toRequest(const QHttpServerRequest &from, const QTcpSocket &socket)
{
    static const QHash<QHttpServerRequest::Method, Method> methods{
        {QHttpServerRequest::Method::Get, Method::Get}, {QHttpServerRequest::Method::Head, Method::Head},
        {QHttpServerRequest::Method::Post, Method::Post}, {QHttpServerRequest::Method::Put, Method::Put},
        {QHttpServerRequest::Method::Patch, Method::Patch}, {QHttpServerRequest::Method::Delete, Method::Delete},
        {QHttpServerRequest::Method::Options, Method::Options}};
    const auto method = methods.constFind(from.method());
    if (method == methods.constEnd())
        return std::nullopt;
    Request request{.method = *method, .path = from.url().path(QUrl::FullyDecoded), .query = from.query(), .headers = {}, .body = from.body(),
                    .peer = socket.peerAddress(), .isSecure = qobject_cast<const QSslSocket *>(&socket) != nullptr, .parameters = {}, .route = {}, .caller = {}};
    for (const auto &[name, value] : from.headers())
        request.headers.append({name, value});
    return request;
}

bool isUpgrade(const Request &request)
{
    return request.header("upgrade").compare("websocket", Qt::CaseInsensitive) == 0
        && request.header("connection").toLower().contains("upgrade");
}

bool changesState(const Request &request)
{
    return request.method != Method::Get && request.method != Method::Head && request.method != Method::Options;
}

// A page of another site may send requests here from a browser on this machine; the browser then names that site (RFC 6454), or at
// least says that it is another (Fetch metadata).
bool isFromElsewhere(const Request &request)
{
    const QByteArray origin = request.header("origin");
    if (origin.isEmpty()) {
        const QByteArray site = request.header("sec-fetch-site").toLower();
        return site == "cross-site" || site == "same-site";
    }
    return QUrl(QString::fromLatin1(origin)).authority().compare(QString::fromLatin1(request.header("host")), Qt::CaseInsensitive) != 0;
}

// A proxy on this machine stands for others: what it passes on is none of this machine's own.
QHostAddress originalPeer(const Request &request)
{
    const bool isForwarded = !request.header("forwarded").isEmpty() || !request.header("x-forwarded-for").isEmpty() || !request.header("via").isEmpty();
    return isForwarded && isLoopback(request.peer) ? QHostAddress() : request.peer;
}

QByteArray allowHeader(QList<Method> methods)
{
    if (methods.contains(Method::Get))
        methods.append(Method::Head);
    if (!methods.contains(Method::Options))
        methods.append(Method::Options);
    QByteArrayList names;
    for (const Method method : methods)
        names.append(toBytes(method));
    return names.join(", ");
}

} // namespace

HttpServer::HttpServer(Router router, const Authorizer &authorizer, const Limits &limits, QObject *parent)
    : QAbstractHttpServer(parent)
    , m_router(std::move(router))
    , m_authorizer(authorizer)
    , m_limits(limits)
    , m_counts(std::make_shared<ConnectionCounts>())
{
    connect(this, &QAbstractHttpServer::newWebSocketConnection, this, &HttpServer::takeWebSockets);
}

HttpServer::~HttpServer() = default;

std::expected<QUrl, QString> HttpServer::start(const QHostAddress &address, quint16 port, const std::optional<QSslConfiguration> &tls)
{
    const auto bodyRule = [this](const RequestHead &head, const QTcpSocket &socket) { return bodyRoom(head, socket); };
    auto *listener = new GuardedTcpServer(m_limits, bodyRule, m_counts, tls, this);
    listener->trustProxies(m_proxies);
    if (!listener->listen(address, port)) {
        const QString problem = u"The server cannot listen on %1 port %2: %3. Choose another address or port (0 = any)."_s
                                    .arg(address.toString(), QString::number(port), listener->errorString());
        delete listener;
        return std::unexpected(problem);
    }
    bind(listener);
    m_listeners.append(listener);
    QUrl url;
    const bool isAny = address == QHostAddress::Any || address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6;
    url.setScheme(tls && !isAny && !isLoopback(address) ? u"https"_s : u"http"_s);
    url.setHost(isAny ? u"localhost"_s : address.toString());
    url.setPort(listener->serverPort());
    url.setPath(u"/"_s);
    return url;
}

void HttpServer::setTls(const QSslConfiguration &tls)
{
    for (GuardedTcpServer *listener : std::as_const(m_listeners))
        listener->setTls(tls);
}

void HttpServer::close()
{
    for (GuardedTcpServer *listener : std::as_const(m_listeners)) {
        listener->close();
        const auto guards = listener->findChildren<ConnectionGuard *>();
        for (ConnectionGuard *guard : guards)
            guard->closeWhenIdle();
    }
}

int HttpServer::connectionCount() const
{
    return m_counts->total;
}

std::expected<BodyRoom, Answer> HttpServer::bodyRoom(const RequestHead &head, const QTcpSocket &socket) const
{
    const auto method = parseMethod(head.method);
    const Router::Match match = method ? m_router.match(*method, head.path()) : Router::Match();
    const BodyRoom room{.bytes = match.route ? match.route->bodyBytes : Limits::defaultBodyBytes};
    const bool isLarge = head.contentLength > Limits::defaultBodyBytes && head.contentLength <= room.bytes;
    if (!isLarge)
        return room;
    // A large one is not taken from somebody who is refused anyhow.
    Request request{.method = match.route->method, .path = head.path(), .headers = head.fields, .peer = socket.peerAddress(), .parameters = match.parameters};
    request.peer = m_proxies.visitorOf(request);
    if (auto refused = admit(request, *match.route))
        return std::unexpected(std::move(*refused));
    return BodyRoom{.bytes = room.bytes, .isStranger = request.caller.kind == Caller::Kind::Nobody};
}

std::optional<Request> HttpServer::requestOf(const QHttpServerRequest &from, const QTcpSocket &socket) const
{
    auto request = toRequest(from, socket);
    if (request)
        request->peer = m_proxies.visitorOf(*request);
    return request;
}

bool HttpServer::handleRequest(const QHttpServerRequest &qtRequest, QTcpSocket *socket)
{
    ConnectionGuard *guard = ConnectionGuard::of(socket);
    connect(this, &HttpServer::sessionEnded, guard, &ConnectionGuard::endSession, Qt::UniqueConnection);
    guard->dispatched();
    auto request = requestOf(qtRequest, *socket);
    if (!request)
        return false;
    if (isUpgrade(*request))
        return upgrade(std::move(*request), socket);

    auto exchange = std::make_shared<Exchange>();
    exchange->socket = socket;
    exchange->method = request->method;
    exchange->streamBacklogBytes = m_limits.streamBacklogBytes;
    const Router::Match match = m_router.match(request->method, request->path);
    request->route = match.route ? match.route->pattern : QString();
    exchange->answered = [self = QPointer(this), method = request->method, route = request->route](int status) {
        if (self)
            Q_EMIT self->answered(method, route, status);
    };
    serve(std::move(*request), match, Responder(std::move(exchange)), guard);
    return true;
}

void HttpServer::serve(Request request, const Router::Match &match, Responder responder, ConnectionGuard *guard)
{
    if (!match.route) {
        if (match.allowed.isEmpty())
            return responder.problem(404, u"There is nothing at %1."_s.arg(request.path));
        const Headers allow{{"Allow", allowHeader(match.allowed)}};
        if (request.method == Method::Options)
            return responder.send({.status = 204, .contentType = {}, .body = {}, .headers = allow});
        return responder.problem(405, u"%1 does not take %2."_s.arg(request.path, QString::fromLatin1(toBytes(request.method))), allow);
    }
    request.parameters = match.parameters;
    if (const auto refused = admit(request, *match.route))
        return responder.send(*refused);
    guard->serving(request.caller.session);
    match.route->handler(request, std::move(responder));
}

// Fills in who asks, or says why not.
std::optional<Answer> HttpServer::admit(Request &request, const Router::Route &route) const
{
    const bool isForeign = isFromElsewhere(request) && !m_origins.value(route.pattern).contains(request.header("origin"));
    if (isForeign && (route.isWebSocket() || changesState(request)))
        return problemAnswer(403, u"Pages of another site may not use this server. Open the page from the server itself."_s);
    const Decision decision = m_authorizer.authorize({.peer = originalPeer(request), .right = route.right,
        .what = QString::fromLatin1(toBytes(request.method)) + u' ' + request.path, .host = request.host(),
        .authorization = request.header("authorization"), .cookie = request.header("cookie"), .camera = request.parameter(u"camera"_s),
        .changesState = changesState(request), .isWebSocket = route.isWebSocket(), .csrf = request.header("x-rollcall-csrf"), .origin = request.header("origin")});
    request.caller = decision.caller;
    if (decision.allowed)
        return route.admission ? route.admission(request) : std::nullopt;
    qCInfo(lcHttp).noquote() << "Refused" << request.peer.toString() << toBytes(request.method) << request.path << "which needs" << toString(route.right);
    Headers headers;
    if (decision.retryAfter)
        headers.emplaceBack("Retry-After", QByteArray::number(qint64(decision.retryAfter->count())));
    if (decision.status == 401)
        headers.emplaceBack("WWW-Authenticate", "Bearer realm=\"rollcall\"");  // RFC 9110 §11.6.1 asks for one
    return problemAnswer(decision.status, decision.reason, headers);
}

// Qt HTTP Server 6.4 goes on with the handshake where handleRequest says true and nothing was written, and calls missingHandler
// where it says false.
bool HttpServer::upgrade(Request request, QTcpSocket *socket)
{
    const Router::Match match = m_router.matchWebSocket(request.path);
    request.parameters = match.parameters;
    if (!match.route || admit(request, *match.route))
        return false;
    request.route = match.route->pattern;
    const std::pair<QHostAddress, quint16> peer{socket->peerAddress(), socket->peerPort()};
    m_upgrades.insert(peer, {std::move(request), match.route, socket});
    socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, Limits::streamSocketBytes);  // more would only be late
    ConnectionGuard *guard = ConnectionGuard::of(socket);
    guard->upgraded();
    connect(guard, &QObject::destroyed, this, [this, peer] { m_upgrades.remove(peer); });  // a handshake that failed
    return true;
}

void HttpServer::missingHandler(const QHttpServerRequest &qtRequest, QTcpSocket *socket)
{
    ConnectionGuard *guard = ConnectionGuard::of(socket);
    auto request = requestOf(qtRequest, *socket);
    if (!request)
        return guard->refuse(problemAnswer(501, u"This method is not one that the server knows."_s));
    const Router::Match match = m_router.matchWebSocket(request->path);
    std::optional<Answer> answer;
    request->parameters = match.parameters;
    if (match.route)
        answer = admit(*request, *match.route);
    if (!answer)
        answer = problemAnswer(404, u"There is no WebSocket at %1."_s.arg(request->path));
    Q_EMIT answered(request->method, match.route ? match.route->pattern : QString(), answer->status);
    guard->refuse(*answer);
}

void HttpServer::takeWebSockets()
{
    while (hasPendingWebSocketConnections()) {
        std::unique_ptr<QWebSocket> socket = nextPendingWebSocketConnection();
        socket->setParent(nullptr);  // the server would delete it a second time
        const Upgrade upgrade = m_upgrades.take({socket->peerAddress(), socket->peerPort()});
        if (!upgrade.route)
            continue;
        setConnection(*socket, upgrade.connection);
        socket->setMaxAllowedIncomingMessageSize(m_limits.webSocketMessageBytes);
        socket->setMaxAllowedIncomingFrameSize(m_limits.webSocketMessageBytes);
        Q_EMIT answered(Method::Get, upgrade.request.route, 101);
        follow(socket.get(), upgrade.request.caller.session);
        upgrade.route->webSocket(upgrade.request, std::move(socket));
    }
}

void HttpServer::follow(QWebSocket *socket, const QString &session)
{
    if (session.isEmpty())
        return;
    connect(this, &HttpServer::sessionEnded, socket, [socket, session](const QString &ended, const QString &reason) {
        if (ended != session)
            return;
        socket->close(sessionOver, reason);
        QTimer::singleShot(closingPatience, socket, [socket] { socket->abort(); });  // one that does not read
    });
}

void HttpServer::endSession(const QString &session, const QString &reason)
{
    if (!session.isEmpty())
        Q_EMIT sessionEnded(session, reason);
}

} // namespace rollcall::net
