#include "raw_client.h"

#include <QRegularExpression>

RawClient::RawClient(quint16 port, const QHostAddress &address)
{
    connect(&m_socket, &QTcpSocket::readyRead, this, [this] {
        if (m_socket.readBufferSize() == 0)
            m_received += m_socket.readAll();
    });
    connect(&m_socket, &QTcpSocket::disconnected, this, [this] {
        if (m_socket.isOpen())
            m_received += m_socket.readAll();
        m_closed = true;
    });
    connect(&m_socket, &QTcpSocket::bytesWritten, this, [this](qint64 bytes) {
        m_sent += bytes;
        sendMore();
    });
    connect(&m_socket, &QTcpSocket::connected, this, [this] { sendMore(); });
    m_socket.connectToHost(address, port);
}

void RawClient::sendMuch(const QByteArray &chunk, qint64 total)
{
    m_chunk = chunk;
    m_total = m_sent + total;
    sendMore();
}

void RawClient::sendMore()
{
    if (!m_chunk.isEmpty() && m_sent < m_total && m_socket.bytesToWrite() == 0 && m_socket.state() == QAbstractSocket::ConnectedState)
        m_socket.write(m_chunk);
}

int RawClient::status() const
{
    return m_received.startsWith("HTTP/1.1 ") ? m_received.mid(9, 3).toInt() : 0;
}

QList<QByteArray> RawClient::answers() const
{
    static const QRegularExpression length(QStringLiteral("\r\nContent-Length: (\\d+)\r\n"));
    QList<QByteArray> all;
    for (qsizetype at = 0; at < m_received.size();) {
        const qsizetype end = m_received.indexOf("\r\n\r\n", at);
        if (end < 0)
            return all;
        const auto match = length.match(QString::fromLatin1(m_received.mid(at, end + 2 - at)));
        const qsizetype next = end + 4 + (match.hasMatch() ? match.captured(1).toInt() : 0);
        if (next > m_received.size())
            return all;
        all.append(m_received.mid(at, next - at));
        at = next;
    }
    return all;
}
