// What a server must survive while it serves a camera: each gets a typed error, and the others notice nothing.

#include "e2e/running_server.h"
#include "media/webrtc_peer.h"
#include "protocol/codec.h"
#include "support/media_testing.h"
#include "support/wait.h"

#include <QJsonArray>
#include <QTcpSocket>
#include <QWebSocket>

#include <deque>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// A client that says whatever it is told to.
class RawClient {
public:
    explicit RawClient(const QUrl &server, const QString &path = u"/ws"_s)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) { m_received.push_back(text.toUtf8()); });
        QUrl url = server;
        url.setScheme(u"ws"_s);
        m_socket.open(url.resolved(QUrl(path)));
        waitUntil([this] { return m_socket.isValid(); });
    }
    void send(const QByteArray &text) { m_socket.sendTextMessage(QString::fromUtf8(text)); }
    void send(const protocol::Message &message) { send(protocol::serialize(message)); }
    // The next message; nothing when none comes.
    std::optional<protocol::Message> next()
    {
        if (!waitUntil([this] { return !m_received.empty(); }))
            return std::nullopt;
        const QByteArray text = m_received.front();
        m_received.pop_front();
        const auto message = protocol::parse(text);
        return message ? std::optional(*message) : std::nullopt;
    }
    // The code of the error that comes next.
    std::optional<protocol::ErrorCode> nextError()
    {
        const auto message = next();
        const auto *error = message ? std::get_if<protocol::ErrorMessage>(&*message) : nullptr;
        return error ? std::optional(error->code) : std::nullopt;
    }
    QWebSocket &socket() { return m_socket; }

private:
    QWebSocket m_socket;
    std::deque<QByteArray> m_received;
};

protocol::Hello hello(const QString &camera)
{
    protocol::Hello message;
    message.camera = protocol::CameraId(camera);
    message.name = camera;
    message.software = u"test"_s;
    return message;
}

class BadInput : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_server = std::make_unique<RunningServer>(QStringList{u"--recognition=false"_s});
        s_server->start();
        s_camera = startCamera(s_server->url(), u"good"_s, u"test"_s);
        waitUntil([] { return s_server->cameraState(u"good"_s) == u"streaming"_s; });
    }
    static void TearDownTestSuite()
    {
        s_camera.reset();
        s_server.reset();
    }
    // The good camera has streamed all the time: one session, and packets go on.
    void TearDown() override
    {
        ASSERT_EQ(s_server->cameraState(u"good"_s), u"streaming"_s) << s_server->program().output().toStdString();
        const QByteArray packets = "rollcall_rtp_packets_received_total{camera=\"good\"}";
        const double before = s_server->http().metric(packets);
        EXPECT_TRUE(waitUntil([&] { return s_server->http().metric(packets) > before; }));
        EXPECT_FALSE(s_camera->output().contains(u"Trying again"_s)) << s_camera->output().toStdString();
    }
    static inline std::unique_ptr<RunningServer> s_server;
    static inline std::unique_ptr<Program> s_camera;
};

} // namespace

TEST_F(BadInput, garbageIsAnsweredAndTheConnectionGoesOn)
{
    RawClient client(s_server->url());
    for (const char *garbage : {"", "}{", "[]", "null", "\"offer\"", "{\"type\":7}", "{\"type\":\"hello\",\"camera\":7}"}) {
        client.send(QByteArray(garbage));
        EXPECT_EQ(client.nextError(), protocol::ErrorCode::BadMessage) << garbage;
    }
    client.send(QByteArray("{\"type\":\"dance\"}"));
    EXPECT_EQ(client.nextError(), protocol::ErrorCode::UnknownType);
    client.send(hello(u"late"_s));
    const auto welcome = client.next();
    ASSERT_TRUE(welcome.has_value());
    EXPECT_TRUE(std::holds_alternative<protocol::Welcome>(*welcome));
}

TEST_F(BadInput, aMessageOfTenMebibytesClosesTheConnection)
{
    const int64_t before = figuresOf(s_server->program().pid())->residentBytes;
    RawClient client(s_server->url());
    client.send(QByteArray(10 * 1024 * 1024, 'x'));
    ASSERT_TRUE(waitUntil([&] { return !client.socket().isValid(); }));
    EXPECT_LT(figuresOf(s_server->program().pid())->residentBytes, before + 8 * 1024 * 1024);
}

TEST_F(BadInput, halfOpenConnectionsDoNotHoldUpOthers)
{
    std::vector<std::unique_ptr<QTcpSocket>> silent;
    for (int i = 0; i < 20; ++i) {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, quint16(s_server->url().port()));
        ASSERT_TRUE(waitUntil([&] { return socket->state() == QTcpSocket::ConnectedState; }));
        socket->write(i % 2 ? "GET /ws HTTP/1.1\r\nUpgrade: webs" : "POST /api/v1/people HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{");
        silent.push_back(std::move(socket));
    }
    EXPECT_EQ(s_server->http().get(u"/healthz"_s).status, 200);
}

TEST_F(BadInput, candidatesBeforeTheOfferAreRefused)
{
    RawClient client(s_server->url());
    client.send(hello(u"early"_s));
    ASSERT_TRUE(client.next().has_value());
    client.send(protocol::Candidate{u"candidate:1 1 UDP 1 127.0.0.1 9 typ host"_s, 0, {}});
    EXPECT_EQ(client.nextError(), protocol::ErrorCode::Unexpected);
}

TEST_F(BadInput, offersThatCannotBeAcceptedAreNamed)
{
    RawClient client(s_server->url());
    client.send(hello(u"bad-sdp"_s));
    ASSERT_TRUE(client.next().has_value());
    const QString withoutFingerprint = u"v=0\r\no=- 1 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=sendonly\r\na=rtpmap:96 VP8/90000\r\n"_s;
    for (const QString &sdp : {withoutFingerprint, u"v=0\r\n"_s, u"v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"_s}) {
        client.send(protocol::Offer{sdp});
        EXPECT_EQ(client.nextError(), protocol::ErrorCode::BadSdp) << sdp.toStdString();
    }
}

TEST_F(BadInput, aSecondCameraOfTheSameNameIsRefused)
{
    RawClient client(s_server->url());
    client.send(hello(u"good"_s));
    const auto answer = client.next();
    ASSERT_TRUE(answer.has_value());
    const auto *refused = std::get_if<protocol::Refused>(&*answer);
    ASSERT_NE(refused, nullptr);
    EXPECT_EQ(refused->code, protocol::RefusalCode::CameraInUse);
    EXPECT_TRUE(refused->reason.contains(u"good"_s));
    EXPECT_TRUE(waitUntil([&] { return !client.socket().isValid(); }));
}

TEST_F(BadInput, anotherProtocolVersionIsToldWhichSideToUpdate)
{
    RawClient client(s_server->url());
    auto message = hello(u"new"_s);
    message.versions = {7, 9};
    client.send(message);
    const auto answer = client.next();
    ASSERT_TRUE(answer.has_value());
    const auto *refused = std::get_if<protocol::Refused>(&*answer);
    ASSERT_NE(refused, nullptr);
    EXPECT_EQ(refused->code, protocol::RefusalCode::UnsupportedVersion);
    EXPECT_TRUE(refused->reason.contains(u"server"_s));
    ASSERT_TRUE(refused->versions.has_value());
    EXPECT_EQ(refused->versions->highest, 1);
}

TEST_F(BadInput, anOfferWithoutHelloIsServedInThePlainDialect)
{
    TestSender camera(protocol::Codec::Vp8);
    media::WebRtcPeer peer({.role = media::WebRtcPeer::Role::Sender, .format = camera.format()});
    RawClient client(s_server->url(), u"/?camera=plain"_s);
    QObject::connect(&peer, &media::WebRtcPeer::localDescription, &peer, [&](media::SdpType, const QString &sdp) { client.send(protocol::Offer{sdp}); });
    QObject::connect(&peer, &media::WebRtcPeer::localCandidate, &peer, [&](int line, const QString &text) {
        if (!text.isEmpty())
            client.send(protocol::Candidate{text, line, {}});
    });
    QObject::connect(&peer, &media::WebRtcPeer::connected, &peer, [&] {
        camera.setSink(peer.rtpInput());
        camera.forceKeyframe();
    });
    camera.start();
    peer.start();
    int candidates = 0;
    for (bool answered = false; !answered || candidates == 0;) {
        const auto message = client.next();
        ASSERT_TRUE(message.has_value());
        if (const auto *answer = std::get_if<protocol::Answer>(&*message)) {
            ASSERT_TRUE(peer.setRemoteDescription(media::SdpType::Answer, answer->sdp).has_value());
            answered = true;
        } else if (const auto *candidate = std::get_if<protocol::Candidate>(&*message)) {
            EXPECT_FALSE(candidate->candidate.isEmpty());
            peer.addRemoteCandidate(candidate->sdpMLineIndex, candidate->candidate);
            ++candidates;
        }
    }
    EXPECT_TRUE(waitUntil([&] { return s_server->http().metric("rollcall_frames_received_total{camera=\"plain\"}") > 30; }, 15s))
        << "peer state " << int(peer.state()) << '\n' << s_server->program().output().toStdString();
    EXPECT_EQ(s_server->cameraState(u"plain"_s), u"streaming"_s);
}
