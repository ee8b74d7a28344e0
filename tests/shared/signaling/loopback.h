#pragma once

#include "signaling/channel.h"

#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <gtest/gtest.h>

#include <vector>

namespace rollcall::signaling::test {

// Runs the event loop until `condition` holds; false after ten seconds.
template <typename Condition> [[nodiscard]] bool eventually(Condition condition)
{
    return QTest::qWaitFor(condition, 10'000);
}

// A Channel and all that it signalled.
struct Recorder {
    explicit Recorder(std::unique_ptr<Channel> recorded);

    std::unique_ptr<Channel> channel;
    int opened = 0;
    std::vector<protocol::Message> received;
    std::vector<protocol::ParseError> malformed;
    std::vector<CloseReason> closed;
};

// A WebSocket server on loopback, at a port that the system chose.
class LoopbackTest : public testing::Test {
protected:
    LoopbackTest();
    ~LoopbackTest() override;

    [[nodiscard]] QUrl url() const { return m_server.serverUrl(); }
    // The server's end of the next connection, as a Channel.
    [[nodiscard]] std::unique_ptr<Recorder> accept(ChannelConfig config = {});
    // The server's end of the next connection, bare.
    [[nodiscard]] std::unique_ptr<QWebSocket> acceptBare();
    // A client that speaks bytes: upgraded to WebSocket, then up to the test. It reads only what the test reads.
    [[nodiscard]] std::unique_ptr<QTcpSocket> rawClient();

    QWebSocketServer m_server{QStringLiteral("test"), QWebSocketServer::NonSecureMode};
};

// One text frame from a client (RFC 6455, section 5.2), masked with zeros; `length` may lie about the payload.
[[nodiscard]] QByteArray frame(char opcode, const QByteArray &payload, quint64 length);
[[nodiscard]] QByteArray textFrame(const QByteArray &payload);

} // namespace rollcall::signaling::test
