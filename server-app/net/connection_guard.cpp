#include "net/connection_guard.h"

#include "net/unsent.h"

#include <QLoggingCategory>
#include <QTcpSocket>

namespace rollcall::net {

Q_LOGGING_CATEGORY(lcGuard, "rollcall.net.guard")

using namespace Qt::StringLiterals;

ConnectionGuard::ConnectionGuard(QTcpSocket *socket, const Limits &limits, BodyRule bodyRule, std::shared_ptr<ConnectionCounts> counts)
    : QObject(socket)
    , m_socket(socket)
    , m_limits(limits)
    , m_bodyRule(std::move(bodyRule))
    , m_counted(std::move(counts), socket->peerAddress())
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &ConnectionGuard::expired);
    connect(socket, &QTcpSocket::readyRead, this, &ConnectionGuard::readyRead);
    whenSent(socket, this, [this] { sent(); });
    enter(State::Idle, m_limits.idleTimeout);
}

ConnectionGuard *ConnectionGuard::of(QTcpSocket *socket)
{
    return socket->findChild<ConnectionGuard *>(QString(), Qt::FindDirectChildrenOnly);
}

// Qt HTTP Server reads inside a transaction and takes everything each time: bytesAvailable() is what is new since then.
void ConnectionGuard::readyRead()
{
    switch (m_state) {
    case State::Idle:
        enter(State::Head, m_limits.headTimeout);
        [[fallthrough]];
    case State::Head:
        return readHead();
    case State::Body:
        return countBody(m_socket->bytesAvailable());
    case State::Refused:
        return throwAway();
    case State::Complete:
    case State::Answering:
        // Qt's parser would run two requests into one.
        return refuse(problemAnswer(400, u"Wait for the answer before the next request; pipelining is not served."_s));
    case State::Answered:
    case State::Streaming:
        QObject::disconnect(m_socket, &QTcpSocket::readyRead, nullptr, nullptr);
        return m_socket->abort();
    case State::Upgraded:
        return;
    }
}

void ConnectionGuard::readHead()
{
    const qsizetype before = m_bytes.size();
    m_bytes += m_socket->peek(m_limits.headBytes + 1 - before);
    if (!canBeginRequest(m_bytes))
        return refuse(problemAnswer(400, u"This is not an HTTP/1.1 request with a method that the server knows."_s));
    const qsizetype end = m_bytes.indexOf("\r\n\r\n", std::max<qsizetype>(0, before - 3));
    if (end >= 0)
        return takeHead(end + 4, before);
    if (m_bytes.size() > m_limits.headBytes)
        return refuse(problemAnswer(431, u"The request's header fields are larger than %1 bytes."_s.arg(m_limits.headBytes)));
}

// `end` bytes are the head, `before` of them came earlier.
void ConnectionGuard::takeHead(qsizetype end, qsizetype before)
{
    const qint64 ofBody = m_socket->bytesAvailable() - (end - before);
    auto head = parseHead(QByteArrayView(m_bytes).first(end));
    if (!head)
        return refuse(problemAnswer(head.error().status, head.error().detail));
    m_head = std::move(*head);
    const auto room = m_bodyRule(m_head, *m_socket);
    if (!room)
        return refuse(room.error());
    if (m_head.contentLength > room->bytes)
        return refuse(problemAnswer(413, u"The request's body is larger than the %1 bytes that this address takes."_s.arg(room->bytes)));
    if (!reserve(*room))
        return refuse(problemAnswer(503, u"Too much is being sent by people who are not signed in. Try again in a moment."_s, {{"Retry-After", "5"}}));
    m_bodyMissing = m_head.contentLength;
    enter(State::Body, m_limits.bodyTimeout);
    if (m_head.expectsContinue && m_bodyMissing > 0)
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    countBody(ofBody);
}

// A body is in memory until it is answered: strangers together get room for a few large ones.
bool ConnectionGuard::reserve(const BodyRoom &room)
{
    const qint64 bytes = m_head.contentLength;
    if (!room.isStranger || bytes <= Limits::defaultBodyBytes)
        return true;
    const ConnectionCounts &counts = *m_counted.counts();
    if (counts.bodyBytes + bytes > m_limits.strangersBytes || counts.bodyBytesByNetwork.value(m_counted.network()) + bytes > m_limits.strangersBytesOfOne)
        return false;
    m_body.emplace(m_counted, bytes);
    return true;
}

void ConnectionGuard::countBody(qint64 fresh)
{
    m_bodyMissing -= fresh;
    if (m_bodyMissing < 0)
        return refuse(problemAnswer(400, u"More bytes came than Content-Length says; pipelining is not served."_s));
    if (m_bodyMissing == 0)
        complete();
}

// Qt's own slot runs right after this one. Where it has not called a handler by the next turn of the loop, its parser gave up,
// and it would leave the connection hanging.
void ConnectionGuard::complete()
{
    m_bytes.clear();
    enter(State::Complete, m_limits.answerTimeout);
    QTimer::singleShot(0, this, [this] {
        if (m_state == State::Complete)
            refuse(problemAnswer(400, u"The request could not be read."_s));
    });
}

void ConnectionGuard::dispatched()
{
    if (m_state == State::Complete)
        enter(State::Answering, m_limits.answerTimeout);
}

void ConnectionGuard::answered()
{
    if (m_state == State::Refused)
        return;
    if (!keepsAlive())
        m_socket->disconnectFromHost();  // after what is still to be written
    enter(State::Answered, m_limits.writeTimeout);
    if (unsentBytes(*m_socket) == 0)
        ready();
}

void ConnectionGuard::streaming()
{
    enter(State::Streaming, m_limits.writeTimeout);
}

void ConnectionGuard::upgraded()
{
    enter(State::Upgraded, m_limits.headTimeout);
    m_patience.stop();
}

void ConnectionGuard::sent()
{
    if (m_state == State::Answered && unsentBytes(*m_socket) == 0)
        ready();
    else if (m_state == State::Answered || m_state == State::Streaming)
        m_patience.start();  // it takes something: patience begins anew
}

void ConnectionGuard::ready()
{
    m_head = RequestHead{.method = {}, .target = {}, .keepAlive = m_head.keepAlive};
    m_body.reset();
    enter(State::Idle, m_limits.idleTimeout);
}

void ConnectionGuard::closeWhenIdle()
{
    m_closing = true;
    if (m_state == State::Idle || m_state == State::Head || m_state == State::Streaming)
        m_socket->disconnectFromHost();
}

void ConnectionGuard::endSession(const QString &session)
{
    if (m_session == session && m_state == State::Streaming)
        m_socket->abort();
}

// A sender that is still busy sending would get a reset before it has read the answer: what it sends is thrown away for a while.
void ConnectionGuard::refuse(const Answer &answer)
{
    if (m_state == State::Refused)
        return;
    qCInfo(lcGuard).noquote() << m_counted.peer().toString() << "refused with" << answer.status;
    m_body.reset();
    QObject::disconnect(m_socket, &QTcpSocket::readyRead, nullptr, nullptr);  // Qt HTTP Server sees no more of it
    // Where Qt's parser gave up it has let go of the socket altogether.
    connect(m_socket, &QTcpSocket::disconnected, m_socket, &QObject::deleteLater);
    connect(m_socket, &QTcpSocket::readyRead, this, &ConnectionGuard::readyRead);
    enter(State::Refused, m_limits.lingerTimeout);
    if (m_socket->isTransactionStarted())
        m_socket->commitTransaction();
    m_socket->write(serialize(answer, Method::Get, false));
    m_socket->flush();
    throwAway();
}

void ConnectionGuard::throwAway()
{
    m_thrownAway += m_socket->skip(m_socket->bytesAvailable());
    if (m_thrownAway > m_limits.lingerBytes)
        m_socket->abort();
}

void ConnectionGuard::expired()
{
    switch (m_state) {
    case State::Head:
    case State::Body:
        return refuse(problemAnswer(408, u"The request did not arrive in time."_s));
    case State::Complete:
    case State::Answering:
        return refuse(problemAnswer(504, u"The server found no answer in time. Try again."_s));
    case State::Streaming:
        if (unsentBytes(*m_socket) == 0)
            return m_patience.start();  // the stream has nothing to say just now
        break;
    default:
        break;
    }
    m_socket->abort();
}

void ConnectionGuard::enter(State state, std::chrono::milliseconds patience)
{
    m_state = state;
    m_patience.start(patience);
    m_idle.reset();
    if (state == State::Idle)
        m_idle.emplace(m_counted, [this] {
            m_idle.reset();
            m_socket->abort();
        });
}

} // namespace rollcall::net
