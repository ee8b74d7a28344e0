#include "net/trusted_proxies.h"

#include <algorithm>

namespace rollcall::net {

using namespace Qt::StringLiterals;

namespace {

// "192.0.2.7", "192.0.2.7:50412", "2001:db8::1", "[2001:db8::1]:50412". Null where it is none of these.
QHostAddress addressIn(const QByteArray &element)
{
    QString text = QString::fromLatin1(element).trimmed();
    if (text.startsWith(u'['))
        text = text.mid(1).section(u']', 0, 0);
    else if (text.count(u':') == 1)
        text = text.section(u':', 0, 0);
    return QHostAddress(text);
}

} // namespace

std::expected<TrustedProxies, QString> TrustedProxies::parse(const QStringList &texts)
{
    TrustedProxies proxies;
    for (const QString &text : texts) {
        const QString address = text.section(u'/', 0, 0);
        const auto network = QHostAddress::parseSubnet(text.contains(u'/') ? text : address + (address.contains(u':') ? u"/128"_s : u"/32"_s));
        if (QHostAddress(address).isNull() || network.second < 0)
            return std::unexpected(u"trusted-proxies: \"%1\" is neither an address nor a network such as 127.0.0.1, 10.0.0.0/8 or fd00::/8."_s.arg(text));
        proxies.m_networks.append(network);
    }
    return proxies;
}

bool TrustedProxies::contains(const QHostAddress &address) const
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);  // also inside IPv6
    const QHostAddress plain = isV4 ? QHostAddress(v4) : address;
    return std::any_of(m_networks.begin(), m_networks.end(), [&](const auto &network) { return plain.isInSubnet(network); });
}

QHostAddress TrustedProxies::visitorOf(const Request &request) const
{
    QHostAddress visitor = request.peer;
    QByteArrayList seen;
    for (const auto &[name, value] : request.headers) {
        if (name.compare("x-forwarded-for", Qt::CaseInsensitive) == 0)
            seen += value.split(',');
    }
    while (contains(visitor) && !seen.isEmpty()) {
        const QHostAddress before = addressIn(seen.takeLast());
        if (before.isNull())
            break;  // what stands before it is worth as little
        visitor = before;
    }
    return visitor;
}

} // namespace rollcall::net
