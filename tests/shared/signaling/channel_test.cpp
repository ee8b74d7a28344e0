#include "shared/signaling/loopback.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::signaling::test {
namespace {

using protocol::Bye;
using protocol::Message;
using protocol::Offer;

class ChannelTest : public LoopbackTest { };

TEST_F(ChannelTest, messagesTravelBothWaysInOrder)
{
    Recorder client{Channel::connectTo(url())};
    const auto server = accept();
    ASSERT_TRUE(eventually([&] { return client.opened == 1; }));
    EXPECT_TRUE(client.channel->isOpen());
    client.channel->send(Offer{u"v=0\r\n"_s});
    client.channel->send(Bye{u"ü"_s});
    server->channel->send(protocol::Answer{u"v=0"_s});
    ASSERT_TRUE(eventually([&] { return server->received.size() == 2 && client.received.size() == 1; }));
    EXPECT_EQ(server->received[0], Message{Offer{u"v=0\r\n"_s}});
    EXPECT_EQ(server->received[1], Message{Bye{u"ü"_s}});
    EXPECT_EQ(client.received[0], Message{protocol::Answer{u"v=0"_s}});
    EXPECT_EQ(server->channel->peerAddress(), QHostAddress{QHostAddress::LocalHost});
    EXPECT_EQ(client.channel->peerName(), u"127.0.0.1:%1"_s.arg(m_server.serverPort()));
}

TEST_F(ChannelTest, closingDeliversTheLastWordsAndIsReportedOnceAtBothEnds)
{
    Recorder client{Channel::connectTo(url())};
    const auto server = accept();
    ASSERT_TRUE(eventually([&] { return client.opened == 1; }));
    server->channel->send(Bye{u"restart"_s});
    server->channel->close(u"going home"_s);
    server->channel->close(u"again"_s);
    EXPECT_TRUE(server->closed.empty()) << "never from within close()";
    EXPECT_FALSE(server->channel->isOpen());
    server->channel->send(Bye{u"too late"_s});
    ASSERT_TRUE(eventually([&] { return client.closed.size() == 1 && server->closed.size() == 1; }));
    ASSERT_EQ(client.received.size(), 1U);
    EXPECT_EQ(client.received[0], Message{Bye{u"restart"_s}});
    EXPECT_EQ(client.closed[0].code, CloseCode::Left);
    EXPECT_FALSE(client.closed[0].deliberate);
    EXPECT_TRUE(client.closed[0].text.contains(u"going home"_s)) << qPrintable(client.closed[0].text);
    EXPECT_EQ(server->closed[0].code, CloseCode::Left);
    EXPECT_TRUE(server->closed[0].deliberate);
    EXPECT_EQ(server->closed[0].text, u"going home"_s);

    server->channel->close();
    client.channel->close();
    QTest::qWait(0);
    EXPECT_EQ(server->closed.size(), 1U);
    EXPECT_EQ(client.closed.size(), 1U);
}

TEST_F(ChannelTest, aBrokenConnectionIsLost)
{
    const auto client = rawClient();
    const auto server = accept();
    client->abort();
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
    EXPECT_EQ(server->closed[0].code, CloseCode::Lost);
    EXPECT_FALSE(server->closed[0].deliberate);
}

TEST_F(ChannelTest, aConnectionThatEndsWithoutCloseFrameIsLost)
{
    const auto client = rawClient();
    const auto server = accept();
    client->disconnectFromHost();
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
    EXPECT_EQ(server->closed[0].code, CloseCode::Lost);
}

TEST_F(ChannelTest, aSocketThatIsAlreadyGoneIsReported)
{
    auto client = rawClient();
    auto socket = acceptBare();
    client->abort();
    ASSERT_TRUE(eventually([&] { return socket->state() == QAbstractSocket::UnconnectedState; }));
    Recorder server{std::make_unique<Channel>(std::move(socket))};
    EXPECT_TRUE(server.closed.empty());
    ASSERT_TRUE(eventually([&] { return server.closed.size() == 1; }));
    EXPECT_EQ(server.closed[0].code, CloseCode::Lost);
}

TEST_F(ChannelTest, aPeerThatFallsSilentIsDead)
{
    const auto client = rawClient(); // never answers a ping: nobody reads the frames
    const auto server = accept({.pingInterval = 20ms, .deadAfter = 100ms});
    const auto start = std::chrono::steady_clock::now();
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
    EXPECT_EQ(server->closed[0].code, CloseCode::Dead);
    EXPECT_GE(std::chrono::steady_clock::now() - start, 100ms);
}

TEST_F(ChannelTest, pongsKeepAnIdleConnectionAlive)
{
    const ChannelConfig brisk{.pingInterval = 20ms, .deadAfter = 1500ms};
    Recorder client{Channel::connectTo(url(), brisk)};
    const auto server = accept(brisk);
    // Only the heartbeat travels; the third end, silent, is found dead meanwhile and so measures the time.
    const auto silent = rawClient();
    const auto measure = accept({.pingInterval = 20ms, .deadAfter = 2500ms});
    ASSERT_TRUE(eventually([&] { return measure->closed.size() == 1; }));
    EXPECT_TRUE(server->closed.empty());
    EXPECT_TRUE(client.closed.empty());
    EXPECT_TRUE(server->channel->isOpen());
}

TEST_F(ChannelTest, messagesAreASignOfLifeToo)
{
    const auto client = rawClient();
    const auto server = accept({.pingInterval = 1h, .deadAfter = 1s});
    QTimer talk;
    QObject::connect(&talk, &QTimer::timeout, client.get(), [&] { client->write(textFrame(R"({"type":"bye"})")); });
    talk.start(50ms);
    ASSERT_TRUE(eventually([&] { return server->received.size() >= 30; })); // longer than deadAfter
    EXPECT_TRUE(server->closed.empty());
    talk.stop();
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
    EXPECT_EQ(server->closed[0].code, CloseCode::Dead);
}

TEST_F(ChannelTest, aPeerThatIgnoresTheCloseFrameDoesNotHoldUs)
{
    const auto client = rawClient();
    const auto server = accept({.closeTimeout = 50ms});
    server->channel->close(u"end"_s);
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
    EXPECT_TRUE(server->closed[0].deliberate);
}

TEST_F(ChannelTest, mayBeDestroyedFromEachOfItsSignals)
{
    const auto expectSurvived = [this](const QByteArray &fromPeer, auto signal) {
        const auto client = rawClient();
        const auto server = accept({.pingInterval = 20ms, .deadAfter = 200ms, .maxMalformedInARow = 1});
        bool destroyed = false;
        QObject::connect(server->channel.get(), signal, &m_server, [&] {
            server->channel.reset();
            destroyed = true;
        });
        client->write(fromPeer);
        EXPECT_TRUE(eventually([&] { return destroyed; }));
        // The peer sees the connection end, whatever was in flight.
        EXPECT_TRUE(eventually([&] { return client->state() == QAbstractSocket::UnconnectedState; }));
    };
    expectSurvived(textFrame(R"({"type":"bye"})") + textFrame(R"({"type":"bye"})"), &Channel::received);
    expectSurvived(textFrame("garbage") + textFrame("garbage"), &Channel::malformed);
    expectSurvived({}, &Channel::closed); // dead
    expectSurvived(frame(2, "x", 1) + textFrame("y"), &Channel::closed); // binary
    expectSurvived(frame(8, {}, 0), &Channel::closed); // the peer's own close frame
}

TEST_F(ChannelTest, mayBeDestroyedFromOpened)
{
    auto channel = Channel::connectTo(url());
    bool destroyed = false;
    QObject::connect(channel.get(), &Channel::opened, &m_server, [&] {
        channel.reset();
        destroyed = true;
    });
    ASSERT_TRUE(eventually([&] { return destroyed; }));
    const auto server = accept();
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
}

TEST_F(ChannelTest, destroyingRightAwayIsFineInEveryState)
{
    {
        auto connecting = Channel::connectTo(url());
    }
    auto client = Channel::connectTo(url());
    const auto server = accept();
    server->channel->close();
    server->channel.reset();
    client->close();
    client.reset();
    EXPECT_TRUE(server->closed.empty());
}

} // namespace
} // namespace rollcall::signaling::test
