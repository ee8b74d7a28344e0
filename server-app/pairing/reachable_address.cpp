#include "pairing/reachable_address.h"

#include <QNetworkInterface>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

namespace {

// IPv4 before IPv6, a real card before a bridge of containers or machines inside this one.
int rankOf(const QNetworkInterface &card, const QHostAddress &address)
{
    const QString name = card.name();
    const bool isInside = name.startsWith(u"docker"_s) || name.startsWith(u"br-"_s) || name.startsWith(u"virbr"_s) || name.startsWith(u"veth"_s) || card.type() == QNetworkInterface::Virtual;
    return (isInside ? 2 : 0) + (address.protocol() == QAbstractSocket::IPv4Protocol ? 0 : 1);
}

} // namespace

std::expected<ReachableAddress, QString> parseReachable(const QString &text, quint16 port)
{
    QString written = text.trimmed();
    if (QHostAddress(written).protocol() == QAbstractSocket::IPv6Protocol)
        written = u'[' + written + u']';
    const QUrl url(u"rollcall://"_s + written, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || !url.path().isEmpty() || url.hasQuery() || url.hasFragment() || url.port() == 0)
        return std::unexpected(u"\u201c%1\u201d is not an address of the form host or host:port, such as camera-server.example or 192.0.2.7:8443."_s.arg(text));
    return ReachableAddress{url.host(), quint16(url.port(port))};
}

ReachableAddress reachableAt(const QHostAddress &listens, quint16 port)
{
    const bool isAny = listens == QHostAddress::Any || listens == QHostAddress::AnyIPv4 || listens == QHostAddress::AnyIPv6;
    if (!isAny)
        return {listens.toString(), port};
    ReachableAddress best{u"127.0.0.1"_s, port};
    int bestRank = 100;
    for (const QNetworkInterface &card : QNetworkInterface::allInterfaces()) {
        if (!card.flags().testFlags(QNetworkInterface::IsUp | QNetworkInterface::IsRunning) || card.flags().testFlag(QNetworkInterface::IsLoopBack))
            continue;
        for (const QNetworkAddressEntry &entry : card.addressEntries()) {
            const QHostAddress address = entry.ip();
            if (address.isLinkLocal() || address.isLoopback() || rankOf(card, address) >= bestRank)
                continue;
            best.host = address.toString();
            bestRank = rankOf(card, address);
        }
    }
    return best;
}

} // namespace rollcall::pairing
