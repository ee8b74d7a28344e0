#pragma once

#include <QSslSocket>
#include <QTcpSocket>

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

} // namespace rollcall::net
