#pragma once

#include "socketio/engine_session.h"

#include "net/router.h"

#include <QHash>

#include <deque>

namespace rollcall::socketio {

// What the query of a request says, when it may be served: the session that it is of, or none yet.
struct EngineQuery {
    QString sessionId;  // empty: opens a session
    EngineSession::Transport transport = EngineSession::Transport::Polling;
};

// The errors of Engine.IO, as its clients know them.
struct EngineError {
    enum class Code { UnknownTransport, UnknownSession, BadHandshakeMethod, BadRequest, Forbidden, UnsupportedVersion };

    Code code = Code::BadRequest;
    QString message;
    int status = 400;
    [[nodiscard]] net::Answer answer() const;
};

// Looks at nothing but the request.
[[nodiscard]] std::expected<EngineQuery, EngineError> parseEngineQuery(const net::Request &request, EngineSession::Transport over);

// Engine.IO, protocol 4, at one path: opens sessions, finds them again, and bounds how many there are. Lives on the network
// thread; outlives the server that has its routes.
class EngineServer : public QObject {
    Q_OBJECT

public:
    explicit EngineServer(const EngineConfig &config, QObject *parent = nullptr);
    ~EngineServer() override;

    // `path` ends with a slash.
    void addRoutes(net::Router &router, const QString &path);
    // Takes no more sessions and closes those that are there.
    void close();
    // Of net::Caller::session: what it has opened closes.
    void endSession(const QString &caller, const QString &reason);
    // From now on the session does not make room for others when there are too many.
    void settle(EngineSession *session);
    [[nodiscard]] qsizetype sessionCount() const { return m_sessions.size(); }

Q_SIGNALS:
    // It is deleted after it has closed.
    void opened(rollcall::socketio::EngineSession *session);

private:
    [[nodiscard]] std::expected<EngineSession *, EngineError> find(const EngineQuery &query, const net::Request &request) const;
    [[nodiscard]] std::optional<EngineError> refuseOneMore(const QHostAddress &peer);
    [[nodiscard]] EngineSession *oldestUnsettled(const std::optional<QHostAddress> &peer) const;
    [[nodiscard]] net::Responder shared(const net::Request &request, net::Responder responder) const;
    void serve(const net::Request &request, net::Responder responder);
    void open(const net::Request &request, net::Responder responder);
    void take(const net::Request &request, std::unique_ptr<QWebSocket> socket);
    EngineSession *add(EngineSession *session);
    void remove(EngineSession *session);

    const EngineConfig m_config;
    bool m_closed = false;
    QHash<QString, EngineSession *> m_sessions;  // children
    QHash<QHostAddress, int> m_byAddress;
    std::deque<EngineSession *> m_unsettled;  // oldest first
};

} // namespace rollcall::socketio
