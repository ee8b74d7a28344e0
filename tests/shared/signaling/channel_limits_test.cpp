// What a hostile or broken peer can do to a Channel: nothing but lose its connection.

#include "shared/signaling/loopback.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::signaling::test {
namespace {

using protocol::Bye;
using protocol::ErrorCode;
namespace limits = protocol::limits;

class ChannelLimitsTest : public LoopbackTest {
protected:
    // The code of the close frame that the server's end sent, once its connection is gone; 0 where there was none.
    static quint16 closeCodeSeenBy(QTcpSocket &client)
    {
        QByteArray bytes;
        EXPECT_TRUE(eventually([&] {
            bytes += client.readAll();
            return client.state() == QAbstractSocket::UnconnectedState;
        }));
        const qsizetype at = bytes.lastIndexOf('\x88');
        return at < 0 || at + 3 >= bytes.size()
            ? quint16{0}
            : static_cast<quint16>((quint8(bytes[at + 2]) << 8) | quint8(bytes[at + 3]));
    }
};

TEST_F(ChannelLimitsTest, garbageIsAnsweredAndTheConnectionGoesOn)
{
    QWebSocket client;
    QStringList answers;
    QObject::connect(&client, &QWebSocket::textMessageReceived, &client, [&](const QString &text) { answers << text; });
    client.open(url());
    const auto server = accept();
    ASSERT_TRUE(eventually([&] { return client.state() == QAbstractSocket::ConnectedState; }));
    client.sendTextMessage(u"garbage"_s);
    client.sendTextMessage(uR"({"type":"dance"})"_s);
    client.sendTextMessage(uR"({"type":"offer"})"_s);
    client.sendTextMessage(uR"({"type":"bye"})"_s);
    ASSERT_TRUE(eventually([&] { return server->received.size() == 1 && answers.size() == 3; }));
    const ErrorCode expected[] = {ErrorCode::BadMessage, ErrorCode::UnknownType, ErrorCode::BadMessage};
    for (int i = 0; i < 3; ++i) {
        const auto answer = protocol::parse(answers[i].toUtf8());
        ASSERT_TRUE(answer && std::holds_alternative<protocol::ErrorMessage>(*answer)) << qPrintable(answers[i]);
        EXPECT_EQ(std::get<protocol::ErrorMessage>(*answer).code, expected[i]);
    }
    EXPECT_EQ(server->malformed.size(), 3U);
    EXPECT_EQ(server->malformed[2].about, u"offer.sdp"_s);
    EXPECT_TRUE(server->channel->isOpen());
}

TEST_F(ChannelLimitsTest, nothingButGarbageClosesTheConnection)
{
    const auto client = rawClient();
    const auto server = accept({.maxMalformedInARow = 3});
    const QByteArray good = textFrame(R"({"type":"bye"})");
    const QByteArray bad = textFrame("garbage");
    client->write(bad + bad + good + bad + bad);
    ASSERT_TRUE(eventually([&] { return server->malformed.size() == 4; }));
    EXPECT_TRUE(server->channel->isOpen()) << "a good message starts the count again";
    client->write(bad);
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
    EXPECT_EQ(server->closed[0].code, CloseCode::Malformed);
    EXPECT_FALSE(server->closed[0].deliberate);
    EXPECT_EQ(closeCodeSeenBy(*client), wire_code::Malformed);
}

TEST_F(ChannelLimitsTest, aTenMebibyteMessageIsRefusedAtItsHeader)
{
    const auto client = rawClient();
    const auto server = accept();
    client->write(frame(1, {}, 10 * 1024 * 1024)); // the header announces it; nothing of it need arrive
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
    EXPECT_EQ(server->closed[0].code, CloseCode::TooLarge);
    EXPECT_TRUE(server->received.empty());
    EXPECT_EQ(closeCodeSeenBy(*client), 1009);
}

TEST_F(ChannelLimitsTest, aTenMebibyteMessageFromARealPeerIsRefused)
{
    QWebSocket client;
    client.open(url());
    const auto server = accept();
    ASSERT_TRUE(eventually([&] { return client.state() == QAbstractSocket::ConnectedState; }));
    client.sendTextMessage(QString{10 * 1024 * 1024, u'x'});
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
    EXPECT_EQ(server->closed[0].code, CloseCode::TooLarge);
    EXPECT_TRUE(server->received.empty());
    EXPECT_TRUE(server->malformed.empty());
}

TEST_F(ChannelLimitsTest, manyFragmentsAddUpToTheLimitToo)
{
    const auto client = rawClient();
    const auto server = accept();
    const QByteArray part(60'000, 'x');
    QByteArray fragments;
    for (int i = 0; i < 5; ++i) {
        QByteArray fragment = frame(i == 0 ? 1 : 0, part, static_cast<quint64>(part.size()));
        fragment[0] = static_cast<char>(fragment[0] & 0x7f); // not the last
        fragments += fragment;
    }
    client->write(fragments);
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
    EXPECT_EQ(server->closed[0].code, CloseCode::TooLarge);
}

TEST_F(ChannelLimitsTest, theLargestAllowedMessageArrives)
{
    const auto client = rawClient();
    const auto server = accept();
    QByteArray message = R"({"type":"bye","x":")";
    message += QByteArray(limits::MessageBytes - message.size() - 2, 'a') + "\"}";
    client->write(textFrame(message));
    ASSERT_TRUE(eventually([&] { return server->received.size() == 1; }));
}

TEST_F(ChannelLimitsTest, binaryIsRefused)
{
    const auto client = rawClient();
    const auto server = accept();
    client->write(frame(2, "bytes", 5));
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
    EXPECT_EQ(server->closed[0].code, CloseCode::Binary);
    EXPECT_EQ(closeCodeSeenBy(*client), 1003);
}

TEST_F(ChannelLimitsTest, framesAgainstTheRulesAreRefused)
{
    const struct {
        QByteArray bytes;
        quint16 code;
    } rows[] = {
        {frame(3, "x", 1), 1002}, // reserved opcode
        {frame(0, "x", 1), 1002}, // a continuation of nothing
        {textFrame("\xff\xfe"), 1007}, // not UTF-8
        {QByteArray{"\xf1\x80\0\0\0\0", 6}, 1002}, // reserved bits
    };
    for (const auto &row : rows) {
        const auto client = rawClient();
        const auto server = accept();
        client->write(row.bytes);
        ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
        EXPECT_EQ(server->closed[0].code, CloseCode::Malformed) << qPrintable(server->closed[0].text);
        EXPECT_EQ(closeCodeSeenBy(*client), row.code);
    }
}

TEST_F(ChannelLimitsTest, aFloodIsCutOff)
{
    const auto client = rawClient();
    const auto server = accept({.messagesPerSecond = 1, .messageBurst = 10});
    client->write(textFrame(R"({"type":"bye"})").repeated(100));
    ASSERT_TRUE(eventually([&] { return server->closed.size() == 1; }));
    EXPECT_EQ(server->closed[0].code, CloseCode::TooMany);
    EXPECT_GE(server->received.size(), 10U);
    EXPECT_LT(server->received.size(), 20U);
    EXPECT_EQ(closeCodeSeenBy(*client), wire_code::TooMany);
}

TEST_F(ChannelLimitsTest, aBurstOfCandidatesIsWelcome)
{
    const auto client = rawClient();
    const auto server = accept();
    client->write(textFrame(R"({"type":"ice","candidate":"candidate:1","sdpMLineIndex":0})")
                      .repeated(limits::CandidatesPerSession));
    ASSERT_TRUE(eventually([&] { return server->received.size() == size_t(limits::CandidatesPerSession); }));
    EXPECT_TRUE(server->channel->isOpen());
}

TEST_F(ChannelLimitsTest, aPeerThatDoesNotReadIsCutOff)
{
    const auto client = rawClient();
    client->setReadBufferSize(1); // nothing is taken from the kernel any more
    const auto server = accept({.maxBacklogBytes = 256 * 1024});
    const protocol::Message large = protocol::Offer{u"v=0"_s + QString{60'000, u'x'}};
    ASSERT_TRUE(eventually([&] {
        server->channel->send(large);
        return server->closed.size() == 1;
    }));
    EXPECT_EQ(server->closed[0].code, CloseCode::Slow);
}

TEST_F(ChannelLimitsTest, ourOwnOversizedMessageIsNotSent)
{
    Recorder client{Channel::connectTo(url())};
    const auto server = accept();
    ASSERT_TRUE(eventually([&] { return client.opened == 1; }));
    server->channel->send(protocol::Offer{u"v=0"_s + QString{limits::MessageBytes, u'x'}});
    ASSERT_TRUE(eventually([&] { return client.closed.size() == 1 && server->closed.size() == 1; }));
    EXPECT_EQ(server->closed[0].code, CloseCode::TooLarge);
    EXPECT_EQ(client.closed[0].code, CloseCode::TooLarge);
    EXPECT_TRUE(client.received.empty());
}

TEST_F(ChannelLimitsTest, theOtherEndsPrivateCodesAreRefusals)
{
    Recorder client{Channel::connectTo(url())};
    const auto server = accept({.messagesPerSecond = 1, .messageBurst = 1});
    ASSERT_TRUE(eventually([&] { return client.opened == 1; }));
    client.channel->send(Bye{});
    client.channel->send(Bye{});
    ASSERT_TRUE(eventually([&] { return client.closed.size() == 1; }));
    EXPECT_EQ(client.closed[0].code, CloseCode::Refused);
    EXPECT_TRUE(client.closed[0].text.contains(u"4003"_s)) << qPrintable(client.closed[0].text);
}

} // namespace
} // namespace rollcall::signaling::test
