#include "support/tcp_relay.h"

namespace rollcall::testing {

namespace {

void forward(QTcpSocket *from, QTcpSocket *to)
{
    QObject::connect(from, &QTcpSocket::readyRead, to, [from, to] { to->write(from->readAll()); });
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
        forward(client, server);
        forward(server, client);
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
