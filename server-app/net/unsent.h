#pragma once

#include <QPointer>
#include <QSslSocket>
#include <QTcpSocket>
#include <QVariant>
#include <QWebSocket>

namespace rollcall::net {

// What was written and is not with the system yet. With TLS, bytesToWrite() counts only what is not encrypted yet.
[[nodiscard]] inline qint64 unsentBytes(const QTcpSocket &socket)
{
    const auto *secure = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (secure ? secure->encryptedBytesToWrite() : 0);
}

// Calls `react` whenever the system took some of it.
template <typename Receiver, typename React>
void whenSent(QTcpSocket *socket, Receiver *receiver, React react)
{
    if (auto *secure = qobject_cast<QSslSocket *>(socket))
        QObject::connect(secure, &QSslSocket::encryptedBytesWritten, receiver, react);
    else
        QObject::connect(socket, &QTcpSocket::bytesWritten, receiver, react);
}

// A WebSocket does not say what it stands on: whoever takes one over tells it, and it is asked below.
inline void setConnection(QWebSocket &socket, QTcpSocket *connection)
{
    socket.setProperty("rollcall-connection", QVariant::fromValue(QPointer<QObject>(connection)));
}

// Null where it is not known, or gone.
[[nodiscard]] inline QTcpSocket *connectionOf(const QWebSocket &socket)
{
    return qobject_cast<QTcpSocket *>(socket.property("rollcall-connection").value<QPointer<QObject>>().data());
}

[[nodiscard]] inline qint64 unsentBytes(const QWebSocket &socket)
{
    const QTcpSocket *connection = connectionOf(socket);
    return connection ? unsentBytes(*connection) : socket.bytesToWrite();
}

template <typename Receiver, typename React>
void whenSent(QWebSocket *socket, Receiver *receiver, React react)
{
    if (QTcpSocket *connection = connectionOf(*socket))
        whenSent(connection, receiver, react);
    else
        QObject::connect(socket, &QWebSocket::bytesWritten, receiver, react);
}

} // namespace rollcall::net
