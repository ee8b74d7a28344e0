#include "webhooks/address_rule.h"

#include <algorithm>
#include <array>

namespace rollcall::webhooks {

using namespace Qt::StringLiterals;

namespace {

struct Network {
    const char *address;
    int bits;
};

constexpr std::array<Network, 15> privateV4{{{"0.0.0.0", 8}, {"10.0.0.0", 8}, {"100.64.0.0", 10}, {"127.0.0.0", 8}, {"169.254.0.0", 16}, {"172.16.0.0", 12},
    {"192.0.0.0", 24}, {"192.0.2.0", 24}, {"192.88.99.0", 24}, {"192.168.0.0", 16}, {"198.18.0.0", 15}, {"198.51.100.0", 24}, {"203.0.113.0", 24}, {"224.0.0.0", 4}, {"240.0.0.0", 4}}};
// Only 2000::/3 is given out at all; of it, these carry other networks inside or are for examples.
constexpr std::array<Network, 4> otherV6{{{"2001::", 23}, {"2001:db8::", 32}, {"2002::", 16}, {"3fff::", 20}}};
// Never, whatever is allowed: nobody means them, and 169.254.169.254 gives out the keys of machines in clouds.
constexpr std::array<Network, 4> neverV4{{{"0.0.0.0", 8}, {"169.254.0.0", 16}, {"224.0.0.0", 4}, {"240.0.0.0", 4}}};

template <std::size_t Size>
bool isIn(const QHostAddress &address, const std::array<Network, Size> &networks)
{
    return std::any_of(networks.begin(), networks.end(), [&](const Network &network) {
        return address.isInSubnet(QHostAddress(QString::fromLatin1(network.address)), network.bits);
    });
}

// An IPv4 address inside IPv6 is looked at as IPv4.
QHostAddress plain(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

bool isLoopback(const QHostAddress &address)
{
    return plain(address).isLoopback();
}

bool isNever(const QHostAddress &address)
{
    const QHostAddress one = plain(address);
    if (one.protocol() == QAbstractSocket::IPv4Protocol)
        return isIn(one, neverV4);
    return one == QHostAddress(QHostAddress::AnyIPv6) || one.isMulticast() || one.isLinkLocal();
}

bool namesLoopback(const QUrl &url)
{
    return url.host() == "localhost"_L1 || isLoopback(QHostAddress(url.host()));
}

} // namespace

bool isPublic(const QHostAddress &address)
{
    const QHostAddress one = plain(address);
    if (one.protocol() == QAbstractSocket::IPv4Protocol)
        return !isIn(one, privateV4);
    return one.protocol() == QAbstractSocket::IPv6Protocol && one.isInSubnet(QHostAddress(u"2000::"_s), 3) && !isIn(one, otherV6);
}

std::expected<void, QString> checkUrl(const QUrl &url, const AddressRule &rule)
{
    const bool isHttp = url.scheme() == "http"_L1;
    if (!url.isValid() || url.host().isEmpty() || (!isHttp && url.scheme() != "https"_L1))
        return std::unexpected(u"\"url\" must be a whole address that begins with https://."_s);
    if (!url.userInfo().isEmpty() || url.hasFragment())
        return std::unexpected(u"\"url\" must have neither a user name nor a fragment: deliveries are signed, the receiver needs no password."_s);
    if (isHttp && !rule.plainHttp && !namesLoopback(url))
        return std::unexpected(u"\"url\" must begin with https://: what is sent names people. http:// is for receivers on this machine, unless the server's setting webhook-http allows it."_s);
    const QHostAddress literal(url.host());
    if (!literal.isNull() && !isAllowed(literal, url, rule))
        return std::unexpected(u"\"url\" names an address inside a private network. Where receivers are inside, set the server's webhook-private."_s);
    return {};
}

bool isAllowed(const QHostAddress &address, const QUrl &url, const AddressRule &rule)
{
    if (isNever(address))
        return false;
    // Loopback is reached by its own name only: a name of the internet that leads there is a trick.
    if (isLoopback(address))
        return namesLoopback(url);
    return rule.privateNetworks || isPublic(address);
}

} // namespace rollcall::webhooks
