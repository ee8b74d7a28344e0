#include "net/descriptor.h"

#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace rollcall::net {

namespace {

constexpr unsigned char handshakeRecord = 22;  // RFC 8446 §5.1; no HTTP method begins with it

} // namespace

FirstByte peekFirstByte(qintptr descriptor)
{
    unsigned char first = 0;
    const ssize_t got = ::recv(int(descriptor), &first, 1, MSG_PEEK | MSG_DONTWAIT);
    if (got == 1)
        return first == handshakeRecord ? FirstByte::TlsHandshake : FirstByte::Other;
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) ? FirstByte::NotYet : FirstByte::Ended;
}

QHostAddress peerOf(qintptr descriptor)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getpeername(int(descriptor), reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return {};
    return QHostAddress(reinterpret_cast<const sockaddr *>(&address));
}

void closeDescriptor(qintptr descriptor)
{
    ::close(int(descriptor));
}

} // namespace rollcall::net
