#include "net/request.h"
#include "net/request_head.h"

#include <gtest/gtest.h>

using namespace rollcall::net;
using namespace Qt::StringLiterals;

TEST(RequestHead, readsWhatTheGuardNeeds)
{
    const auto head = parseHead("POST /api/v1/people%20x?limit=3 HTTP/1.1\r\nHost: localhost:1\r\nCONTENT-LENGTH:  42 \r\n"
                                "Connection: keep-alive, Upgrade\r\nExpect: 100-continue\r\nX-Empty:\r\n\r\n");
    ASSERT_TRUE(head) << head.error().detail.toStdString();
    EXPECT_EQ(head->method, "POST");
    EXPECT_EQ(head->path(), u"/api/v1/people x"_s);
    EXPECT_EQ(head->contentLength, 42);
    EXPECT_TRUE(head->keepAlive);
    EXPECT_TRUE(head->isUpgrade);
    EXPECT_TRUE(head->expectsContinue);
    ASSERT_EQ(head->fields.size(), 5);
    EXPECT_EQ(head->fields.at(1), (std::pair<QByteArray, QByteArray>{"content-length", "42"}));
    EXPECT_EQ(parseHead("GET /no/query HTTP/1.0\r\n\r\n")->path(), u"/no/query"_s);
    EXPECT_FALSE(parseHead("GET / HTTP/1.0\r\n\r\n")->keepAlive);
    EXPECT_FALSE(parseHead("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n")->keepAlive);
}

TEST(RequestHead, refusesWhatTwoReadersCouldReadDifferently)
{
    const QByteArray host = "Host: a\r\n";
    struct Case {
        QByteArray bytes;
        int status;
    };
    const std::vector<Case> cases{
        {"", 400},
        {"\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n\r\n", 400},  // no Host
        {"GET / HTTP/1.1\r\n" + host + host + "\r\n", 400},
        {"GET / HTTP/1.1\n" + host + "\r\n", 400},
        {"GET / HTTP/1.1\r\n" + host + "A: b\n\r\n", 400},
        {"GET / HTTP/1.1\r\n" + host + "A: b\rC: d\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n" + host, 400},  // no empty line
        {"GET / HTTP/2.0\r\n" + host + "\r\n", 400},
        {"GET  / HTTP/1.1\r\n" + host + "\r\n", 400},
        {"GET /\x01 HTTP/1.1\r\n" + host + "\r\n", 400},
        {"GET http://a/ HTTP/1.1\r\n" + host + "\r\n", 400},
        {"GET //a/metrics HTTP/1.1\r\n" + host + "\r\n", 400},  // of a host "a", or a path
        {"GET /metrics#/healthz HTTP/1.1\r\n" + host + "\r\n", 400},
        {"OPTIONS * HTTP/1.1\r\n" + host + "\r\n", 400},
        {"BREW / HTTP/1.1\r\n" + host + "\r\n", 501},
        {"get / HTTP/1.1\r\n" + host + "\r\n", 501},
        {"GET / HTTP/1.1\r\n" + host + "no colon\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n" + host + ": empty\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n" + host + "Na me: x\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n" + host + " folded: x\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n" + host + QByteArray("A: \0x\r\n\r\n", 9), 400},
        {"POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\n" + host + "Content-Length: +1\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\n" + host + "Content-Length: 0x1\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\n" + host + "Content-Length: 1, 1\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n", 411},
    };
    for (const Case &c : cases) {
        const auto head = parseHead(c.bytes);
        ASSERT_FALSE(head) << c.bytes.toStdString();
        EXPECT_EQ(head.error().status, c.status) << c.bytes.toStdString();
    }
}

TEST(RequestHead, knowsEarlyThatItIsNoRequest)
{
    for (const char *start : {"", "G", "GET", "GET ", "POST /x", "OPTIONS "})
        EXPECT_TRUE(canBeginRequest(start)) << start;
    for (const char *start : {"X", "GETX", "get ", "\x16\x03\x01", "\r\n", "PRI * HTTP/2.0"})
        EXPECT_FALSE(canBeginRequest(start)) << start;
}

TEST(Request, findsTheHostWithoutItsPort)
{
    const auto host = [](const QByteArray &field) { return Request{.headers = {{"HOST", field}}}.host(); };
    EXPECT_EQ(host("LocalHost:8443"), u"localhost"_s);
    EXPECT_EQ(host("127.0.0.1"), u"127.0.0.1"_s);
    EXPECT_EQ(host("[::1]:80"), u"::1"_s);
    EXPECT_EQ(host("[::1]"), u"::1"_s);
    EXPECT_EQ(Request{}.host(), std::nullopt);
}
