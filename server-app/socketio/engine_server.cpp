#include "socketio/engine_server.h"

#include <QJsonDocument>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcEngine, "rollcall.socketio.engine", QtInfoMsg)

namespace rollcall::socketio {

using net::Method;
using Code = EngineError::Code;
using Transport = EngineSession::Transport;

namespace {

// 120 bits of the system's generator: nobody guesses another's session.
QString newSessionId()
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const QByteArray bytes = QByteArray(reinterpret_cast<const char *>(random.data()), 15);
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding));
}

EngineError error(Code code, const QString &message, int status = 400)
{
    return {.code = code, .message = message, .status = status};
}

// A session's id that somebody else came by opens nothing.
bool belongsTo(const EngineSession *session, const net::Request &request)
{
    return session && session->caller().session == request.caller.session;
}

// What a probing WebSocket has said by now came before this poll, and may be the upgrade itself: it is heard first.
void pollOnceProbesAreHeard(EngineSession *session, net::Responder responder)
{
    QTimer::singleShot(0, session, [session, waiting = net::share(std::move(responder))] {
        if (!session->isOpen())
            waiting->send(error(Code::UnknownSession, u"Session ID unknown"_s).answer());
        else if (session->transport() != Transport::Polling)
            waiting->send(error(Code::BadRequest, u"Bad request"_s).answer());
        else
            session->poll(std::move(*waiting));
    });
}

} // namespace

net::Answer EngineError::answer() const
{
    const QJsonObject body{{u"code"_s, int(code)}, {u"message"_s, message}};
    net::Answer answer{.status = status, .contentType = "application/json", .body = QJsonDocument(body).toJson(QJsonDocument::Compact)};
    if (status == 503)
        answer.headers.emplaceBack("Retry-After", "5");
    return answer;
}

std::expected<EngineQuery, EngineError> parseEngineQuery(const net::Request &request, Transport over)
{
    const QString transport = request.queryValue(u"transport"_s).value_or(QString());
    if (transport != u"polling"_s && transport != u"websocket"_s)
        return std::unexpected(error(Code::UnknownTransport, u"Transport unknown"_s));
    const EngineQuery query{.sessionId = request.queryValue(u"sid"_s).value_or(QString()),
                            .transport = transport == u"polling"_s ? Transport::Polling : Transport::WebSocket};
    if (query.sessionId.isEmpty() && request.method != Method::Get)
        return std::unexpected(error(Code::BadHandshakeMethod, u"Bad handshake method"_s));
    if (query.transport != over)
        return std::unexpected(error(Code::BadRequest, u"Bad request"_s));
    if (request.queryValue(u"EIO"_s) != u"4"_s)
        return std::unexpected(error(Code::UnsupportedVersion, u"Unsupported protocol version"_s));
    return query;
}

EngineServer::EngineServer(const EngineConfig &config, QObject *parent)
    : QObject(parent)
    , m_config(config)
{
}

EngineServer::~EngineServer()
{
    close();
}

void EngineServer::addRoutes(net::Router &router, const QString &path)
{
    const auto handler = [this](const net::Request &request, net::Responder responder) { serve(request, shared(request, std::move(responder))); };
    // Every method is answered in the protocol's own words.
    for (const Method method : {Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete})
        router.add(method, path, net::Right::ViewLive, handler, m_config.maxPayload);
    router.addWebSocket(path, net::Right::ViewLive,
                        [this](const net::Request &request, std::unique_ptr<QWebSocket> socket) { take(request, std::move(socket)); },
                        [this](const net::Request &request) -> std::optional<net::Answer> {
                            const auto query = parseEngineQuery(request, Transport::WebSocket);
                            if (!query)
                                return query.error().answer();
                            if (query->sessionId.isEmpty()) {
                                const auto refused = refuseOneMore(request.peer);
                                return refused ? std::optional(refused->answer()) : std::nullopt;
                            }
                            // One that has a WebSocket already is told so over this one, as clients expect.
                            return belongsTo(m_sessions.value(query->sessionId), request) ? std::nullopt : std::optional(error(Code::UnknownSession, u"Session ID unknown"_s).answer());
                        });
}

void EngineServer::close()
{
    m_closed = true;
    const auto sessions = m_sessions.values();
    for (EngineSession *session : sessions)
        session->close(u"the server is shutting down"_s);
}

void EngineServer::endSession(const QString &caller, const QString &reason)
{
    const auto sessions = m_sessions.values();
    for (EngineSession *session : sessions) {
        if (session->caller().session == caller)
            session->close(reason);
    }
}

void EngineServer::settle(EngineSession *session)
{
    std::erase(m_unsettled, session);
}

std::expected<EngineSession *, EngineError> EngineServer::find(const EngineQuery &query, const net::Request &request) const
{
    EngineSession *session = m_sessions.value(query.sessionId);
    if (belongsTo(session, request) && session->isOverdue())
        session->close(u"no pong in time"_s);
    if (!belongsTo(session, request) || !session->isOpen())
        return std::unexpected(error(Code::UnknownSession, u"Session ID unknown"_s));
    if (session->transport() != query.transport)
        return std::unexpected(error(Code::BadRequest, u"Bad request"_s));
    return session;
}

EngineSession *EngineServer::oldestUnsettled(const std::optional<QHostAddress> &peer) const
{
    const auto oldest = std::ranges::find_if(m_unsettled, [&](const EngineSession *session) { return !peer || session->peer() == *peer; });
    return oldest == m_unsettled.end() ? nullptr : *oldest;
}

// Sessions that joined nothing yet make room: opening many and using none keeps nobody out.
std::optional<EngineError> EngineServer::refuseOneMore(const QHostAddress &peer)
{
    const bool isPeerFull = m_byAddress.value(peer) >= m_config.sessionsPerAddress;
    const bool isFull = isPeerFull || m_sessions.size() >= m_config.sessions;
    if (m_closed)
        return error(Code::Forbidden, u"The server is shutting down."_s, 503);
    if (!isFull)
        return std::nullopt;
    EngineSession *idle = oldestUnsettled(isPeerFull ? std::optional(peer) : std::nullopt);
    if (!idle)
        return error(Code::Forbidden, u"Too many sessions are open. Close some, or try again later."_s, 503);
    idle->close(u"it joined nothing, and others wanted its place"_s);
    return std::nullopt;
}

// Browsers let a page of another origin read an answer only where the answer says so (the Fetch standard, "CORS protocol").
net::Responder EngineServer::shared(const net::Request &request, net::Responder responder) const
{
    const QByteArray origin = request.header("origin");
    if (!m_config.origins.contains(origin))
        return responder;
    return net::Responder::intercepted(std::move(responder), [origin](net::Answer answer, net::Responder inner) {
        answer.headers.emplaceBack("Access-Control-Allow-Origin", origin);
        answer.headers.emplaceBack("Vary", "Origin");
        inner.send(answer);
    });
}

void EngineServer::serve(const net::Request &request, net::Responder responder)
{
    const auto query = parseEngineQuery(request, Transport::Polling);
    if (!query)
        return responder.send(query.error().answer());
    if (query->sessionId.isEmpty())
        return open(request, std::move(responder));
    const auto session = find(*query, request);
    if (!session)
        return responder.send(session.error().answer());
    if (request.method == Method::Get)
        pollOnceProbesAreHeard(*session, std::move(responder));
    else if (request.method == Method::Post)
        (*session)->post(request.body, std::move(responder));
    else
        responder.send(error(Code::BadRequest, u"Bad request"_s).answer());
}

void EngineServer::open(const net::Request &request, net::Responder responder)
{
    if (const auto refused = refuseOneMore(request.peer))
        return responder.send(refused->answer());
    const EngineSession *session = add(new EngineSession(newSessionId(), {request.peer, request.caller}, m_config, this));
    const auto packet = EnginePacket::of(EnginePacket::Type::Open, QString::fromUtf8(QJsonDocument(session->handshake()).toJson(QJsonDocument::Compact)));
    responder.send({.status = 200, .contentType = "text/plain; charset=UTF-8", .body = serializePayload({packet})});
}

// The handshake was let through; between then and now the session may have gone.
void EngineServer::take(const net::Request &request, std::unique_ptr<QWebSocket> socket)
{
    const auto query = parseEngineQuery(request, Transport::WebSocket);
    if (query && query->sessionId.isEmpty() && !refuseOneMore(request.peer)) {
        add(new EngineSession(newSessionId(), {request.peer, request.caller}, m_config, std::move(socket), this));
        return;
    }
    EngineSession *session = query ? m_sessions.value(query->sessionId) : nullptr;
    if (belongsTo(session, request))
        return session->probe(std::move(socket));
    retire(std::move(socket), QWebSocketProtocol::CloseCodePolicyViolated, u"the session is gone"_s);
}

EngineSession *EngineServer::add(EngineSession *session)
{
    m_sessions.insert(session->id(), session);
    ++m_byAddress[session->peer()];
    m_unsettled.push_back(session);
    connect(session, &EngineSession::closed, this, [this, session](const QString &reason) {
        qCDebug(lcEngine).noquote() << u"session of %1 closed: %2"_s.arg(session->peer().toString(), reason);
        remove(session);
    });
    if (session->isOpen())
        Q_EMIT opened(session);
    else
        remove(session);  // its WebSocket broke with the first word
    return session;
}

void EngineServer::remove(EngineSession *session)
{
    m_sessions.remove(session->id());
    if (--m_byAddress[session->peer()] <= 0)
        m_byAddress.remove(session->peer());
    settle(session);
    session->deleteLater();
}

} // namespace rollcall::socketio
