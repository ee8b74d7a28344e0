#pragma once

#include "net/connection_count.h"
#include "net/limits.h"
#include "net/request_head.h"
#include "net/responder.h"

#include <QObject>
#include <QTimer>

#include <expected>
#include <functional>
#include <memory>
#include <optional>

class QTcpSocket;

namespace rollcall::net {

// How large the body of a request may be, and whether nobody knows who sends it.
struct BodyRoom {
    qint64 bytes = 0;
    bool isStranger = true;
};

// Bounds one connection beneath Qt HTTP Server, which has no bounds: it reads along (without taking bytes away) and cuts the
// connection, with an answer that says why, before Qt's parser buffers too much. A child of its socket, on its thread; attached
// before Qt connects its own slots, so that it sees every byte first. The server tells it how far the answer is.
class ConnectionGuard : public QObject {
    Q_OBJECT

public:
    // Asked when the head is there; the error refuses the request before its body has come.
    using BodyRule = std::function<std::expected<BodyRoom, Answer>(const RequestHead &, const QTcpSocket &)>;

    ConnectionGuard(QTcpSocket *socket, const Limits &limits, BodyRule bodyRule, std::shared_ptr<ConnectionCounts> counts);
    // The guard of a socket that a GuardedTcpServer handed out.
    [[nodiscard]] static ConnectionGuard *of(QTcpSocket *socket);

    void dispatched();  // Qt gave the request to its handler
    void answered();    // the answer is written, as far as the socket took it
    void streaming();   // a long answer follows; ends with the connection
    void upgraded();    // a WebSocket from now on: QWebSocket's own limits hold
    // Answers the sender, whatever it still sends, and closes.
    void refuse(const Answer &answer);
    void closeWhenIdle();  // now, where nothing is under way
    // Whose request came last, see Caller::session; empty: nobody's in particular.
    void serving(const QString &session) { m_session = session; }
    // A long answer to this session breaks off.
    void endSession(const QString &session);

    [[nodiscard]] bool keepsAlive() const { return m_head.keepAlive && !m_closing; }
    [[nodiscard]] bool takesChunks() const { return m_head.isVersion11; }
    [[nodiscard]] bool isRefused() const { return m_state == State::Refused; }

private:
    enum class State { Idle, Head, Body, Complete, Answering, Answered, Streaming, Upgraded, Refused };

    void readyRead();
    void readHead();
    void takeHead(qsizetype end, qsizetype before);
    [[nodiscard]] bool reserve(const BodyRoom &room);
    void countBody(qint64 fresh);
    void complete();
    void sent();
    void ready();
    void expired();
    void throwAway();
    void enter(State state, std::chrono::milliseconds patience);

    QTcpSocket *const m_socket;  // parent
    const Limits &m_limits;      // of the server
    BodyRule m_bodyRule;
    const CountedConnection m_counted;
    std::optional<CountedBody> m_body;  // until the request is answered
    std::optional<IdleMark> m_idle;
    QTimer m_patience;
    State m_state = State::Idle;
    QByteArray m_bytes;         // of the head, while it arrives
    RequestHead m_head;
    qint64 m_bodyMissing = 0;
    qint64 m_thrownAway = 0;  // after a refusal
    bool m_closing = false;
    QString m_session;
};

// The bytes of an answer on the wire (RFC 9112), with the headers that every answer has.
[[nodiscard]] QByteArray serialize(const Answer &answer, Method method, bool keepAlive);

} // namespace rollcall::net
