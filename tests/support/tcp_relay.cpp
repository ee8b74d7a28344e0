#include "support/tcp_relay.h"

#include <QQueue>
#include <QTimer>

#include <memory>

namespace rollcall::testing {

namespace {

// `delay` is of the relay, which outlives its connections.
void forward(QTcpSocket *from, QTcpSocket *to, const std::chrono::milliseconds &delay)
{
    const auto onTheWay = std::make_shared<QQueue<QByteArray>>();
    QObject::connect(from, &QTcpSocket::readyRead, to, [from, to, &delay, onTheWay] {
        onTheWay->enqueue(from->readAll());
        if (delay.count() == 0 && onTheWay->size() == 1)
            to->write(onTheWay->dequeue());
        else  // whichever comes to its end first takes the piece that was sent first
            QTimer::singleShot(delay, Qt::PreciseTimer, to, [to, onTheWay] { to->write(onTheWay->dequeue()); });
    });
    QObject::connect(from, &QTcpSocket::disconnected, to, [to] { to->disconnectFromHost(); });
}

} // namespace

TcpRelay::TcpRelay(quint16 target)
    : m_target(target)
{
    m_server.listen(QHostAddress::LocalHost);
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
}

void TcpRelay::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        ++m_accepted;
        auto *server = new QTcpSocket(client);
        forward(client, server, m_delay);
        forward(server, client, m_delay);
        QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        server->connectToHost(QHostAddress::LocalHost, m_target);
    }
}

void TcpRelay::cut()
{
    for (QTcpSocket *client : m_server.findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly)) {
        for (QTcpSocket *server : client->findChildren<QTcpSocket *>())
            server->abort();
        client->abort();
    }
}

} // namespace rollcall::testing
