// The client's end: what the operator is told when there is no server, or something else in its place.

#include "shared/signaling/loopback.h"

#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::signaling::test {
namespace {

class ConnectTest : public LoopbackTest {
protected:
    static QUrl urlOf(const QTcpServer &server) { return QUrl{u"ws://127.0.0.1:%1/ws"_s.arg(server.serverPort())}; }
    static CloseReason failureAt(const QUrl &url, ChannelConfig config = {})
    {
        Recorder client{Channel::connectTo(url, config)};
        EXPECT_TRUE(client.closed.empty());
        EXPECT_TRUE(eventually([&] { return client.closed.size() == 1; }));
        EXPECT_EQ(client.opened, 0);
        return client.closed.empty() ? CloseReason{} : client.closed[0];
    }
};

TEST_F(ConnectTest, nothingAtTheAddress)
{
    QTcpServer gone;
    ASSERT_TRUE(gone.listen(QHostAddress::LocalHost, 0));
    const QUrl url = urlOf(gone);
    gone.close();
    const CloseReason reason = failureAt(url);
    EXPECT_EQ(reason.code, CloseCode::Unreachable);
    EXPECT_EQ(reason.text, u"Nothing answers at 127.0.0.1:%1. Is rollcall-server running there?"_s.arg(url.port()));
    EXPECT_FALSE(reason.deliberate);
}

TEST_F(ConnectTest, aServerThatNeverAnswersTimesOut)
{
    QTcpServer silent;
    ASSERT_TRUE(silent.listen(QHostAddress::LocalHost, 0));
    const CloseReason reason = failureAt(urlOf(silent), {.connectTimeout = 100ms});
    EXPECT_EQ(reason.code, CloseCode::Unreachable);
    EXPECT_TRUE(reason.text.contains(u"did not answer within 0.1 s"_s)) << qPrintable(reason.text);
}

TEST_F(ConnectTest, somethingElseAtTheAddress)
{
    for (const QByteArray &answer :
        {QByteArray{"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"},
            QByteArray{"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"}, QByteArray{"SSH-2.0-OpenSSH\r\n\r\n"}}) {
        QTcpServer other;
        ASSERT_TRUE(other.listen(QHostAddress::LocalHost, 0));
        QObject::connect(&other, &QTcpServer::newConnection, &other, [&] {
            QTcpSocket *socket = other.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
        const CloseReason reason = failureAt(urlOf(other));
        EXPECT_EQ(reason.code, CloseCode::NotRollcall) << answer.constData() << qPrintable(reason.text);
        EXPECT_EQ(reason.text.contains(u"code: 403"_s), answer.contains("403")) << qPrintable(reason.text);
    }
}

TEST_F(ConnectTest, aServerThatHangsUpDuringTheHandshake)
{
    QTcpServer rude;
    ASSERT_TRUE(rude.listen(QHostAddress::LocalHost, 0));
    QObject::connect(&rude, &QTcpServer::newConnection, &rude, [&] { rude.nextPendingConnection()->abort(); });
    EXPECT_EQ(failureAt(urlOf(rude)).code, CloseCode::NotRollcall);
}

TEST_F(ConnectTest, anUnknownName)
{
    // RFC 6761: "invalid" never resolves. Some resolvers say so, others do not answer at all.
    const CloseReason reason = failureAt(QUrl{u"ws://rollcall.invalid:8443/ws"_s}, {.connectTimeout = 5s});
    EXPECT_EQ(reason.code, CloseCode::Unreachable);
    EXPECT_TRUE(reason.text.contains(u"rollcall.invalid"_s)) << qPrintable(reason.text);
}

TEST_F(ConnectTest, tlsWithAServerThatSpeaksNone)
{
    QUrl secure = url();
    secure.setScheme(u"wss"_s);
    const CloseReason reason = failureAt(secure, {.connectTimeout = 300ms});
    EXPECT_NE(reason.code, CloseCode::Left);
    EXPECT_FALSE(reason.text.isEmpty());
}

TEST_F(ConnectTest, givingUpWhileConnectingIsDeliberate)
{
    QTcpServer silent;
    ASSERT_TRUE(silent.listen(QHostAddress::LocalHost, 0));
    Recorder client{Channel::connectTo(urlOf(silent))};
    client.channel->close(u"changed my mind"_s);
    EXPECT_TRUE(client.closed.empty());
    ASSERT_TRUE(eventually([&] { return client.closed.size() == 1; }));
    EXPECT_TRUE(client.closed[0].deliberate);
    EXPECT_EQ(client.closed[0].text, u"changed my mind"_s);
}

} // namespace
} // namespace rollcall::signaling::test
