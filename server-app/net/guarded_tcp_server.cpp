#include "net/guarded_tcp_server.h"

#include <QLoggingCategory>
#include <QTcpSocket>

namespace rollcall::net {

Q_LOGGING_CATEGORY(lcListener, "rollcall.net.listener")

using namespace Qt::StringLiterals;

GuardedTcpServer::GuardedTcpServer(const Limits &limits, ConnectionGuard::BodyLimit bodyLimit, std::shared_ptr<ConnectionCounts> counts, QObject *parent)
    : QTcpServer(parent)
    , m_limits(limits)
    , m_bodyLimit(std::move(bodyLimit))
    , m_counts(std::move(counts))
{
}

QTcpSocket *GuardedTcpServer::nextPendingConnection()
{
    while (QTcpSocket *socket = QTcpServer::nextPendingConnection()) {
        if (hasRoomFor(socket->peerAddress())) {
            new ConnectionGuard(socket, m_limits, m_bodyLimit, m_counts);  // the socket's child
            return socket;
        }
        qCWarning(lcListener).noquote() << "Too many connections; refused one from" << socket->peerAddress().toString();
        socket->write(serialize(problemAnswer(503, u"Too many connections are open. Close some, or try again later."_s, {{"Retry-After", "5"}}), Method::Get, false));
        socket->flush();
        delete socket;
    }
    return nullptr;
}

bool GuardedTcpServer::hasRoomFor(const QHostAddress &peer) const
{
    return m_counts->total < m_limits.connections && m_counts->byAddress.value(peer) < m_limits.connectionsPerAddress;
}

} // namespace rollcall::net
