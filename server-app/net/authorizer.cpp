#include "net/authorizer.h"

namespace rollcall::net {

using namespace Qt::StringLiterals;

QString toString(Right right)
{
    switch (right) {
    case Right::ViewHealth:
        return u"health:view"_s;
    case Right::ViewMetrics:
        return u"metrics:view"_s;
    case Right::ViewCameras:
        return u"cameras:view"_s;
    case Right::ControlCameras:
        return u"cameras:control"_s;
    case Right::SendVideo:
        return u"video:send"_s;
    case Right::ViewLive:
        return u"live:view"_s;
    case Right::ViewPeople:
        return u"people:view"_s;
    case Right::ManagePeople:
        return u"people:manage"_s;
    case Right::ViewAttendance:
        return u"attendance:view"_s;
    case Right::RecordByPin:
        return u"attendance:pin"_s;
    case Right::ViewAudit:
        return u"audit:view"_s;
    case Right::ExportPeople:
        return u"people:export"_s;
    case Right::ManageWebhooks:
        return u"webhooks:manage"_s;
    case Right::ManageAttendance:
        return u"attendance:manage"_s;
    case Right::ManageCameras:
        return u"cameras:manage"_s;
    case Right::PairCamera:
        return u"cameras:pair"_s;
    }
    return {};
}

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
    return Decision::allow();
}

} // namespace rollcall::net
