#include "net/network_of.h"
#include "net/trusted_proxies.h"

#include <gtest/gtest.h>

using namespace rollcall::net;
using namespace Qt::StringLiterals;

namespace {

QString visitor(const QStringList &trusted, const QString &peer, const QByteArrayList &forwardedFor)
{
    Request request{.peer = QHostAddress(peer)};
    for (const QByteArray &field : forwardedFor)
        request.headers.append({"x-forwarded-for", field});
    return TrustedProxies::parse(trusted)->visitorOf(request).toString();
}

} // namespace

TEST(TrustedProxies, areBelievedWhomTheySaw)
{
    const QStringList here{u"127.0.0.1"_s};
    EXPECT_EQ(visitor(here, u"127.0.0.1"_s, {"203.0.113.9"}), u"203.0.113.9"_s);
    EXPECT_EQ(visitor(here, u"::ffff:127.0.0.1"_s, {"203.0.113.9"}), u"203.0.113.9"_s);
    EXPECT_EQ(visitor(here, u"127.0.0.1"_s, {"203.0.113.9:50412"}), u"203.0.113.9"_s);
    EXPECT_EQ(visitor(here, u"127.0.0.1"_s, {"[2001:db8::7]:443"}), u"2001:db8::7"_s);
    EXPECT_EQ(visitor(here, u"127.0.0.1"_s, {"2001:db8::7"}), u"2001:db8::7"_s);
    EXPECT_EQ(visitor(here, u"127.0.0.1"_s, {}), u"127.0.0.1"_s);
    // One behind the other.
    const QStringList both{u"127.0.0.1"_s, u"10.0.0.0/8"_s};
    EXPECT_EQ(visitor(both, u"127.0.0.1"_s, {"203.0.113.9, 10.1.2.3"}), u"203.0.113.9"_s);
    EXPECT_EQ(visitor(both, u"127.0.0.1"_s, {"203.0.113.9", "10.1.2.3"}), u"203.0.113.9"_s);
}

TEST(TrustedProxies, visitorsCannotMakeUpWhoTheyAre)
{
    const QStringList here{u"127.0.0.1"_s};
    EXPECT_EQ(visitor(here, u"127.0.0.1"_s, {"198.51.100.1, 203.0.113.9"}), u"203.0.113.9"_s) << "only the proxy's own word counts, the last one";
    EXPECT_EQ(visitor(here, u"192.0.2.1"_s, {"203.0.113.9"}), u"192.0.2.1"_s) << "of nobody else";
    EXPECT_EQ(visitor({}, u"127.0.0.1"_s, {"203.0.113.9"}), u"127.0.0.1"_s);
    EXPECT_EQ(visitor(here, u"127.0.0.1"_s, {"203.0.113.9, unknown"}), u"127.0.0.1"_s);
    EXPECT_EQ(visitor(here, u"127.0.0.1"_s, {"203.0.113.9, "}), u"127.0.0.1"_s);
}

TEST(TrustedProxies, areAddressesAndNetworks)
{
    for (const auto &good : {u"127.0.0.1"_s, u"::1"_s, u"10.0.0.0/8"_s, u"fd00::/8"_s})
        EXPECT_TRUE(TrustedProxies::parse({good})) << good.toStdString();
    for (const auto &bad : {u""_s, u"proxy.example"_s, u"10.0.0.0/33"_s, u"/8"_s, u"10.0.0.0/x"_s}) {
        const auto parsed = TrustedProxies::parse({bad});
        ASSERT_FALSE(parsed) << bad.toStdString();
        EXPECT_TRUE(parsed.error().contains(u"trusted-proxies"_s));
    }
    const auto some = TrustedProxies::parse({u"10.0.0.0/8"_s, u"fd00::/8"_s});
    EXPECT_TRUE(some->contains(QHostAddress(u"10.9.8.7"_s)));
    EXPECT_TRUE(some->contains(QHostAddress(u"fd12::1"_s)));
    EXPECT_FALSE(some->contains(QHostAddress(u"11.0.0.1"_s)));
    EXPECT_FALSE(some->contains(QHostAddress()));
}

TEST(NetworkOf, isOneForAllAddressesOfOneCaller)
{
    const auto of = [](const QString &address) { return networkOf(QHostAddress(address)).toString(); };
    EXPECT_EQ(of(u"192.0.2.7"_s), u"192.0.2.7"_s);
    EXPECT_EQ(of(u"::ffff:192.0.2.7"_s), u"192.0.2.7"_s);
    EXPECT_EQ(of(u"2001:db8:1:2:3:4:5:6"_s), of(u"2001:db8:1:2:ffff::1"_s));
    EXPECT_NE(of(u"2001:db8:1:2::1"_s), of(u"2001:db8:1:3::1"_s));
}
