#include "net/guarded_tcp_server.h"

#include "net/arrival.h"
#include "net/authorizer.h"
#include "net/descriptor.h"

#include <QLoggingCategory>
#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>

namespace rollcall::net {

Q_LOGGING_CATEGORY(lcListener, "rollcall.net.listener")

using namespace Qt::StringLiterals;

namespace {

// The one that has been idle longest.
bool giveUpIdle(ConnectionCounts &counts, const QHostAddress &network)
{
    const auto longest = std::ranges::find_if(counts.idle, [&](const ConnectionCounts::Idle &idle) { return idle.network == network; });
    if (longest == counts.idle.end())
        return false;
    const auto giveUp = longest->giveUp;  // its place on the list goes with the call
    giveUp();
    return true;
}

} // namespace

GuardedTcpServer::GuardedTcpServer(const Limits &limits, ConnectionGuard::BodyRule bodyRule, std::shared_ptr<ConnectionCounts> counts,
                                   std::optional<QSslConfiguration> tls, QObject *parent)
    : QTcpServer(parent)
    , m_limits(limits)
    , m_bodyRule(std::move(bodyRule))
    , m_counts(std::move(counts))
    , m_tls(std::move(tls))
{
}

void GuardedTcpServer::setTls(const QSslConfiguration &tls)
{
    if (m_tls)
        m_tls = tls;
}

void GuardedTcpServer::incomingConnection(qintptr descriptor)
{
    const QHostAddress peer = peerOf(descriptor);
    if (!makeRoomFor(peer))
        return turnAway(descriptor, peer);
    if (!m_tls)
        return QTcpServer::incomingConnection(descriptor);
    arrive(descriptor);
}

// Those who must speak TLS would not understand an answer without it.
void GuardedTcpServer::turnAway(qintptr descriptor, const QHostAddress &peer)
{
    qCWarning(lcListener).noquote() << "Too many connections; refused one from" << peer.toString();
    if (m_tls && !isLoopback(peer))
        return closeDescriptor(descriptor);
    QTcpSocket socket;
    if (!socket.setSocketDescriptor(descriptor))
        return closeDescriptor(descriptor);
    socket.write(serialize(problemAnswer(503, u"Too many connections are open. Close some, or try again later."_s, {{"Retry-After", "5"}}), Method::Get, false));
    socket.flush();
}

void GuardedTcpServer::arrive(qintptr descriptor)
{
    auto *arrival = new Arrival(descriptor, m_limits, *m_tls, m_counts, this);
    connect(arrival, &Arrival::plain, this, [this, peer = arrival->peer()](qintptr given) { takePlain(given, peer); });
    connect(arrival, &Arrival::secured, this, [this](QSslSocket *socket) {
        socket->setParent(this);
        addPendingConnection(socket);
    });
}

void GuardedTcpServer::takePlain(qintptr descriptor, const QHostAddress &peer)
{
    if (isLoopback(peer))
        return QTcpServer::incomingConnection(descriptor);
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return closeDescriptor(descriptor);
    }
    auto *guard = new ConnectionGuard(socket, m_limits, m_bodyRule, m_counts);  // the socket's child
    guard->refuse(problemAnswer(400, u"This server speaks with other machines over TLS alone. Write https:// (or wss://) in front of its address."_s));
}

QTcpSocket *GuardedTcpServer::nextPendingConnection()
{
    QTcpSocket *socket = QTcpServer::nextPendingConnection();
    if (socket)
        new ConnectionGuard(socket, m_limits, m_bodyRule, m_counts);  // the socket's child
    return socket;
}

// Connections that nobody uses are given up for newcomers: their own, or those of whoever has most.
bool GuardedTcpServer::makeRoomFor(const QHostAddress &peer)
{
    const QHostAddress network = networkOf(peer);
    if (!m_proxies.contains(peer) && m_counts->byNetwork.value(network) >= m_limits.connectionsPerAddress)
        return giveUpIdle(*m_counts, network);
    if (m_counts->total < m_limits.connections)
        return true;
    const auto ofMost = std::ranges::max_element(m_counts->idle, {}, [this](const auto &idle) { return m_counts->byNetwork.value(idle.network); });
    return ofMost != m_counts->idle.end() && giveUpIdle(*m_counts, QHostAddress(ofMost->network));
}

} // namespace rollcall::net
