#include "net/authorizer.h"

namespace rollcall::net {

using namespace Qt::StringLiterals;

bool isLoopback(const QHostAddress &address)
{
    // Not QHostAddress::isLoopback alone: an IPv4 address inside IPv6 must be looked at as IPv4.
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? v4 >> 24 == 127 : address == QHostAddress(QHostAddress::LocalHostIPv6);
}

Decision LoopbackAuthorizer::authorize(const Access &access) const
{
    if (!isLoopback(access.peer))
        return Decision::refuse(u"This server has no accounts yet and answers only programs on its own machine, not %1. Open it there, or forward a "
                                "port: ssh -L 8443:localhost:8443 this-server."_s.arg(access.peer.toString()));
    if (access.host && *access.host != "localhost"_L1 && !isLoopback(QHostAddress(*access.host)))
        return Decision::refuse(u"This server answers only under its loopback name. Open it as http://localhost or http://127.0.0.1, with its port."_s);
    return Decision::allow({.kind = Caller::Kind::ThisMachine, .rights = Rights::all()});
}

} // namespace rollcall::net
