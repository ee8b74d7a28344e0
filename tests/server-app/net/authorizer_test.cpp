#include "net/authorizer.h"

#include <gtest/gtest.h>

using namespace rollcall::net;
using namespace Qt::StringLiterals;

TEST(LoopbackAuthorizer, takesThisMachineOnly)
{
    const LoopbackAuthorizer authorizer;
    for (const auto &address : {u"127.0.0.1"_s, u"127.8.9.10"_s, u"::1"_s, u"::ffff:127.0.0.1"_s, u"::ffff:127.255.0.1"_s})
        EXPECT_TRUE(authorizer.authorize({.peer = QHostAddress(address), .host = u"localhost"_s}).allowed) << address.toStdString();
    for (const auto &address : {u"192.0.2.2"_s, u"10.0.0.1"_s, u"128.0.0.1"_s, u"126.255.255.255"_s, u"0.0.0.0"_s, u"::"_s, u"::2"_s, u"::ffff:192.0.2.2"_s,
                                u"fe80::1"_s, u"2001:db8::127.0.0.1"_s, QString()}) {
        const Decision decision = authorizer.authorize({.peer = QHostAddress(address), .host = u"localhost"_s});
        EXPECT_FALSE(decision.allowed) << address.toStdString();
        EXPECT_EQ(decision.status, 403);
        EXPECT_TRUE(decision.reason.contains(u"ssh -L"_s)) << "says what to do";
    }
}

TEST(LoopbackAuthorizer, wantsALoopbackNameInTheHostField)
{
    const LoopbackAuthorizer authorizer;
    const QHostAddress here(QHostAddress::LocalHost);
    for (const auto &host : {u"localhost"_s, u"127.0.0.1"_s, u"127.1.2.3"_s, u"::1"_s})
        EXPECT_TRUE(authorizer.authorize({.peer = here, .host = host}).allowed) << host.toStdString();
    for (const auto &host : {u"evil.example"_s, u"localhost.evil.example"_s, u"192.0.2.2"_s, u""_s, u"127.0.0.1.nip.io"_s})
        EXPECT_FALSE(authorizer.authorize({.peer = here, .host = host}).allowed) << host.toStdString();
    EXPECT_TRUE(authorizer.authorize({.peer = here, .host = std::nullopt}).allowed) << "no browser sends no Host";
}
