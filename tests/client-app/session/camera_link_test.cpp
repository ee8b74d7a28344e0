#include "capture/capture.h"
#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "media/video_decoder.h"
#include "media/webrtc_peer.h"
#include "protocol/features.h"
#include "send/encoder_pipeline.h"
#include "session/camera_link.h"
#include "signaling/channel.h"
#include "support/media_testing.h"

#include <QCoreApplication>
#include <QDir>
#include <QWebSocket>
#include <QWebSocketServer>

#include <gtest/gtest.h>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace rollcall;
using namespace std::chrono_literals;
using rollcall::testing::waitUntil;
using session::CameraSession;

namespace {

// The longest time between two pictures.
class Standstill {
public:
    void note()
    {
        const std::scoped_lock lock{m_mutex};
        const auto now = media::monotonicNow();
        m_longest = std::max(m_longest, m_last ? now - *m_last : media::MonotonicTime{});
        m_last = now;
    }
    media::MonotonicTime longest()
    {
        const std::scoped_lock lock{m_mutex};
        return std::max(std::exchange(m_longest, {}), m_last ? media::monotonicNow() - *m_last : media::MonotonicTime{});
    }

private:
    std::mutex m_mutex;
    std::optional<media::MonotonicTime> m_last;
    media::MonotonicTime m_longest{};
};

// The least that a server does: welcomes, answers the offer and decodes what comes.
class SmallServer : public QObject {
public:
    explicit SmallServer(quint16 port = 0)
        : m_sockets(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        if (!m_sockets.listen(QHostAddress::LocalHost, port))
            qFatal("no port");
        connect(&m_sockets, &QWebSocketServer::newConnection, this, [this] { accept(); });
    }
    [[nodiscard]] quint16 port() const { return m_sockets.serverPort(); }
    void send(const protocol::Message &message) { m_channel->send(message); }
    // As a network that breaks: no goodbye.
    void drop()
    {
        m_peer.reset();
        m_channel.reset();
    }

    int frames() const { return *m_frames; }
    Standstill &standstill() { return *m_standstill; }
    QList<protocol::Hello> hellos;
    QList<protocol::Controlled> controlled;
    QList<protocol::Stats> stats;
    int goodbyes = 0;
    std::optional<protocol::Refused> refusal;

private:
    void accept()
    {
        m_channel = std::make_unique<signaling::Channel>(std::unique_ptr<QWebSocket>(m_sockets.nextPendingConnection()));
        connect(m_channel.get(), &signaling::Channel::received, this, [this](const protocol::Message &message) {
            std::visit([this](const auto &typed) { on(typed); }, message);
        });
    }
    void on(const protocol::Hello &hello)
    {
        hellos.append(hello);
        if (refusal)
            return send(*refusal);
        protocol::Welcome welcome;
        welcome.features = {protocol::features::stats};
        welcome.session = hello.resume.value_or(protocol::SessionId(u"session-1"_s));
        send(welcome);
    }
    void on(const protocol::Offer &offer)
    {
        media::WebRtcPeer::Config config;
        config.localAddresses = QStringList{u"127.0.0.1"_s};
        m_peer = std::make_unique<media::WebRtcPeer>(config);
        auto decoder = std::make_shared<media::VideoDecoder>(this, media::VideoDecoder::Callbacks{[frames = m_frames, standstill = m_standstill](const media::DecodedFrame &) {
            ++*frames;
            standstill->note();
        }, {}, {}});
        m_peer->setRtpSink(decoder);
        connect(m_peer.get(), &media::WebRtcPeer::localDescription, this, [this](media::SdpType, const QString &sdp) { send(protocol::Answer{sdp}); });
        connect(m_peer.get(), &media::WebRtcPeer::localCandidate, this, [this](int index, const QString &candidate) { send(protocol::Candidate{candidate, index, {}}); });
        m_peer->start();
        EXPECT_TRUE(m_peer->setRemoteDescription(media::SdpType::Offer, offer.sdp));
    }
    void on(const protocol::Candidate &candidate)
    {
        if (m_peer)
            m_peer->addRemoteCandidate(candidate.sdpMLineIndex, candidate.candidate);
    }
    void on(const protocol::Controlled &message) { controlled.append(message); }
    void on(const protocol::Stats &message) { stats.append(message); }
    void on(const protocol::Bye &) { ++goodbyes; }
    template <typename Other>
    void on(const Other &)
    {
        ADD_FAILURE() << "a message that no camera sends";
    }

    QWebSocketServer m_sockets;
    std::unique_ptr<signaling::Channel> m_channel;
    std::unique_ptr<media::WebRtcPeer> m_peer;
    std::shared_ptr<std::atomic<int>> m_frames = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<Standstill> m_standstill = std::make_shared<Standstill>();
};

struct Camera {
    explicit Camera(quint16 port, protocol::Codec codec = protocol::Codec::Vp8)
        : encoder(protocol::Encoding{codec, 320, 240, 30, {}})
        , capture(capture::makeSource(capture::TestPicture{u"ball"_s}), {320, 240, 30}, encoder.frameInput())
        , link(QUrl(u"ws://127.0.0.1:"_s + QString::number(port) + u"/ws"_s), hello(), encoder)
    {
        QObject::connect(&link, &session::CameraLink::statusChanged, &link, [this](const CameraSession::Status &shown) { status = shown; });
        QObject::connect(&link, &session::CameraLink::stopped, &link, [this] { stopped = true; });
        EXPECT_TRUE(encoder.start());
        capture.start();
        link.start();
    }
    static protocol::Hello hello()
    {
        protocol::Hello message;
        message.camera = protocol::CameraId(u"entrance"_s);
        message.name = u"Entrance"_s;
        message.software = u"test"_s;
        return message;
    }
    [[nodiscard]] bool isStreaming() const { return link.state() == CameraSession::State::Streaming; }

    send::EncoderPipeline encoder;
    capture::Capture capture;
    session::CameraLink link;
    CameraSession::Status status;
    bool stopped = false;
};

class CameraLinkCodec : public ::testing::TestWithParam<protocol::Codec> {};

TEST_P(CameraLinkCodec, pictureReachesTheServer)
{
    SmallServer server;
    Camera camera(server.port(), GetParam());
    ASSERT_TRUE(waitUntil([&] { return server.frames() >= 20; })) << camera.status.problem.toStdString();
    EXPECT_TRUE(camera.isStreaming());
    ASSERT_TRUE(waitUntil([&] { return !server.stats.isEmpty(); }));
    EXPECT_GT(server.stats.first().framesPerSecond, 15);
    EXPECT_GT(server.stats.first().bitrateKbps, 5);
    camera.link.stop(u"done"_s);
    EXPECT_TRUE(waitUntil([&] { return camera.stopped && server.goodbyes == 1; }));
}

INSTANTIATE_TEST_SUITE_P(Codecs, CameraLinkCodec, ::testing::Values(protocol::Codec::Vp8, protocol::Codec::H264));

TEST(CameraLink, comesBackAfterTheServerWasGone)
{
    auto server = std::make_unique<SmallServer>();
    const quint16 port = server->port();
    Camera camera(port);
    ASSERT_TRUE(waitUntil([&] { return server->frames() > 0; })) << camera.status.problem.toStdString();
    server.reset();
    ASSERT_TRUE(waitUntil([&] { return camera.link.state() == CameraSession::State::Waiting; }));
    server = std::make_unique<SmallServer>(port);
    ASSERT_TRUE(waitUntil([&] { return server->frames() > 0; })) << camera.status.problem.toStdString();
    EXPECT_EQ(server->hellos.first().resume, protocol::SessionId(u"session-1"_s));
}

TEST(CameraLink, changesTheCodecOnDemand)
{
    SmallServer server;
    Camera camera(server.port());
    ASSERT_TRUE(waitUntil([&] { return server.frames() > 0; })) << camera.status.problem.toStdString();
    protocol::Control control;
    control.id = 5;
    control.encoding.codec = protocol::Codec::H264;
    server.send(control);
    ASSERT_TRUE(waitUntil([&] { return server.hellos.size() == 2 && camera.isStreaming(); }));
    const int before = server.frames();
    EXPECT_TRUE(waitUntil([&] { return server.frames() > before + 5; }));
    ASSERT_FALSE(server.controlled.isEmpty());
    EXPECT_EQ(server.controlled.first().id, 5);
    EXPECT_EQ(camera.status.encoding.codec, protocol::Codec::H264);
}

TEST(CameraLink, changesSizeAndPausesWithoutANewSession)
{
    SmallServer server;
    Camera camera(server.port());
    ASSERT_TRUE(waitUntil([&] { return server.frames() > 0; })) << camera.status.problem.toStdString();
    protocol::Control control;
    control.id = 6;
    control.encoding.width = 160;
    control.paused = true;
    server.send(control);
    ASSERT_TRUE(waitUntil([&] { return !server.controlled.isEmpty(); }));
    EXPECT_TRUE(server.controlled.first().paused);
    control.paused = false;
    server.send(control);
    ASSERT_TRUE(waitUntil([&] { return server.controlled.size() == 2 && camera.encoder.encoding().width == 160; }));
    const int before = server.frames();
    EXPECT_TRUE(waitUntil([&] { return server.frames() > before + 5; }));
    EXPECT_EQ(server.hellos.size(), 1);
}

TEST_P(CameraLinkCodec, thePictureDoesNotStandStillWhenTheServerAsksForChanges)
{
    SmallServer server;
    Camera camera(server.port(), GetParam());
    ASSERT_TRUE(waitUntil([&] { return server.frames() >= 20; })) << camera.status.problem.toStdString();
    (void)server.standstill().longest();
    int id = 0;
    const auto ask = [&](const protocol::Encoding &encoding) {
        server.send(protocol::Control{.id = ++id, .encoding = encoding});
        const int before = server.frames();
        ASSERT_TRUE(waitUntil([&] { return server.controlled.size() >= id && server.frames() >= before + 15; }));
    };
    ask({{}, 160, 120, {}, {}});
    ask({{}, {}, {}, 15, {}});
    ask({{}, {}, {}, {}, 200});
    ask({{}, 320, 240, 30, 800});
    const auto longest = std::chrono::duration<double, std::milli>(server.standstill().longest()).count();
    std::printf("longest standstill at the receiver: %.0f ms\n", longest);
    EXPECT_LT(longest, 500);
    EXPECT_EQ(server.hellos.size(), 1) << "the session is not made anew";
    EXPECT_EQ(camera.status.decidedBy, session::Decider::Server);
    EXPECT_EQ(camera.status.decision, u"the server asked for 320\u00d7240 at 30/s, 800 kbit/s"_s);
}

TEST_P(CameraLinkCodec, theOperatorsChangesDoNotStopThePictureEither)
{
    SmallServer server;
    Camera camera(server.port(), GetParam());
    ASSERT_TRUE(waitUntil([&] { return server.frames() >= 20; })) << camera.status.problem.toStdString();
    (void)server.standstill().longest();
    send::SendSettings settings = camera.encoder.settings();
    settings.encoder = GetParam() == protocol::Codec::Vp8 ? u"vp8enc"_s : u"openh264enc"_s;
    settings.payloaderOptions = u"mtu=900"_s;
    settings.encoding.width = 160;
    ASSERT_TRUE(camera.encoder.change(settings));
    camera.link.operatorChanged();
    const int before = server.frames();
    ASSERT_TRUE(waitUntil([&] { return server.frames() >= before + 20; }));
    EXPECT_LT(server.standstill().longest(), 500ms);
    EXPECT_EQ(server.hellos.size(), 1);
    ASSERT_FALSE(server.controlled.isEmpty());
    EXPECT_FALSE(server.controlled.last().id);
    EXPECT_EQ(camera.status.decidedBy, session::Decider::Operator);
}

TEST(CameraLink, tellsHowTheStreamDoes)
{
    SmallServer server;
    Camera camera(server.port());
    QList<session::RateReport> reports;
    QObject::connect(&camera.link, &session::CameraLink::rateMeasured, &camera.link, [&](const session::RateReport &report) { reports.append(report); });
    ASSERT_TRUE(waitUntil([&] { return reports.size() >= 6; })) << camera.status.problem.toStdString();
    const session::RateReport &report = reports.last();
    EXPECT_NEAR(std::chrono::duration<double>(report.at - reports.first().at).count(), 2.5, 0.6);
    EXPECT_GT(report.sentKbps, 5);
    EXPECT_EQ(report.encoding.width, 320);
    ASSERT_TRUE(report.roundTripMs);
    EXPECT_LT(*report.roundTripMs, 200);
    EXPECT_EQ(report.lostPercent, 0);
    EXPECT_EQ(report.decidedBy, session::Decider::Operator);
    ASSERT_TRUE(report.capacityKbps);
    EXPECT_GE(*report.capacityKbps, report.targetKbps) << "loopback carries it";
    server.send(protocol::Control{.id = 1, .encoding = {{}, 160, 120, {}, {}}});
    EXPECT_TRUE(waitUntil([&] { return reports.last().decidedBy == session::Decider::Server && reports.last().encoding.width == 160; }));
    EXPECT_EQ(reports.last().decision, u"the server asked for 160\u00d7120"_s);
}

TEST(CameraLink, refusalIsFinal)
{
    SmallServer server;
    server.refusal = protocol::Refused{protocol::RefusalCode::NotAllowed, u"Only cameras of this machine may connect."_s, {}, {}};
    Camera camera(server.port());
    ASSERT_TRUE(waitUntil([&] { return camera.link.state() == CameraSession::State::Refused; }));
    EXPECT_EQ(camera.status.problem, u"Only cameras of this machine may connect."_s);
}

int entriesOf(const QString &folder)
{
    return int(QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System).size());
}

TEST(CameraLink, manyBreaksLeaveNoThreadOrDescriptorBehind)
{
    if (!QDir(u"/proc/self/fd"_s).exists())
        GTEST_SKIP() << "there is no /proc here";
    SmallServer server;
    Camera camera(server.port());
    int threads = 0;
    int descriptors = 0;
    for (int round = 0; round < 15; ++round) {
        const int before = server.frames();
        ASSERT_TRUE(waitUntil([&] { return camera.isStreaming() && server.frames() > before; })) << "round " << round << ": " << camera.status.problem.toStdString();
        if (round == 4) {
            ASSERT_TRUE(media::waitForStoppedPipelines(5s));
            threads = entriesOf(u"/proc/self/task"_s);
            descriptors = entriesOf(u"/proc/self/fd"_s);
        }
        server.drop();
        ASSERT_TRUE(waitUntil([&] { return !camera.isStreaming(); }));
    }
    ASSERT_TRUE(waitUntil([&] { return camera.isStreaming(); }));
    ASSERT_TRUE(media::waitForStoppedPipelines(5s));
    // The remainder of the last peers may still be ending.
    EXPECT_TRUE(waitUntil([&] { return entriesOf(u"/proc/self/task"_s) <= threads + 2 && entriesOf(u"/proc/self/fd"_s) <= descriptors + 2; }))
        << "threads " << threads << " → " << entriesOf(u"/proc/self/task"_s) << ", descriptors " << descriptors << " → " << entriesOf(u"/proc/self/fd"_s);
    std::printf("threads %d -> %d, descriptors %d -> %d\n", threads, entriesOf(u"/proc/self/task"_s), descriptors, entriesOf(u"/proc/self/fd"_s));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    if (!media::initialiseGStreamer())
        return 1;
    const int result = RUN_ALL_TESTS();
    return media::waitForStoppedPipelines(std::chrono::seconds(10)) ? result : 1;
}
