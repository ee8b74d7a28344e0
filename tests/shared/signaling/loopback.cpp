#include "shared/signaling/loopback.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace rollcall::signaling::test {

Recorder::Recorder(std::unique_ptr<Channel> recorded)
    : channel(std::move(recorded))
{
    QObject::connect(channel.get(), &Channel::opened, channel.get(), [this] { ++opened; });
    QObject::connect(channel.get(), &Channel::received, channel.get(),
        [this](const protocol::Message &message) { received.push_back(message); });
    QObject::connect(channel.get(), &Channel::malformed, channel.get(),
        [this](const protocol::ParseError &error) { malformed.push_back(error); });
    QObject::connect(channel.get(), &Channel::closed, channel.get(),
        [this](const CloseReason &reason) { closed.push_back(reason); });
}

LoopbackTest::LoopbackTest()
{
    EXPECT_TRUE(m_server.listen(QHostAddress::LocalHost, 0)) << qPrintable(m_server.errorString());
}

LoopbackTest::~LoopbackTest()
{
    // What Channels left to the event loop goes before the leak checker looks.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

std::unique_ptr<QWebSocket> LoopbackTest::acceptBare()
{
    EXPECT_TRUE(eventually([this] { return m_server.hasPendingConnections(); }));
    std::unique_ptr<QWebSocket> socket{m_server.nextPendingConnection()};
    if (socket)
        socket->setParent(nullptr);
    return socket;
}

std::unique_ptr<Recorder> LoopbackTest::accept(ChannelConfig config)
{
    return std::make_unique<Recorder>(std::make_unique<Channel>(acceptBare(), config));
}

std::unique_ptr<QTcpSocket> LoopbackTest::rawClient()
{
    auto client = std::make_unique<QTcpSocket>();
    client->connectToHost(QHostAddress::LocalHost, m_server.serverPort());
    client->write("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QByteArray answer;
    EXPECT_TRUE(eventually([&] {
        answer += client->readAll();
        return answer.contains("\r\n\r\n");
    }));
    EXPECT_TRUE(answer.startsWith("HTTP/1.1 101")) << answer.constData();
    return client;
}

QByteArray frame(char opcode, const QByteArray &payload, quint64 length)
{
    QByteArray bytes{1, static_cast<char>(0x80 | opcode)};
    const auto append = [&bytes](auto number) {
        number = qToBigEndian(number);
        bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
    };
    if (length < 126) {
        bytes += static_cast<char>(0x80 | length);
    } else if (length <= 0xffff) {
        bytes += static_cast<char>(0x80 | 126);
        append(static_cast<quint16>(length));
    } else {
        bytes += static_cast<char>(0x80 | 127);
        append(length);
    }
    return bytes + QByteArray(4, '\0') + payload;
}

QByteArray textFrame(const QByteArray &payload)
{
    return frame(1, payload, static_cast<quint64>(payload.size()));
}

} // namespace rollcall::signaling::test
