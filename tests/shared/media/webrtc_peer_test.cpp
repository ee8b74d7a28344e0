// Two real peers in one process, over UDP, DTLS and SRTP on loopback.

#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "media/video_decoder.h"
#include "media/webrtc_peer.h"
#include "support/lossy_network.h"
#include "support/media_testing.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::media;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// Counts what arrives and hands it on to a decoder; `drop` may lose packets first.
class CountingSink : public RtpSink {
public:
    void setFormat(const RtpFormat &format) override
    {
        ++formats;
        if (next)
            next->setFormat(format);
    }
    void consume(const RtpPacket &packet) override
    {
        ++packets;
        if (packet.captured)
            captureDelay = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now() - *packet.captured);
        if (next)
            next->consume(packet);
    }
    std::shared_ptr<RtpSink> next;
    std::atomic<int> formats{0};
    std::atomic<int> packets{0};
    std::atomic<std::chrono::microseconds> captureDelay{-1h};
};

struct Frames {
    std::atomic<int> count{0};
    std::atomic<int> width{0};
    std::mutex mutex;
    std::vector<DecodedFrame> last;
};

class Call {
public:
    explicit Call(protocol::Codec codec, WebRtcPeer::Gathering gathering = WebRtcPeer::Gathering::Trickle,
                  std::chrono::milliseconds jitterLatency = WebRtcPeer::Config{}.jitterLatency)
        : camera(codec)
    {
        WebRtcPeer::Config sending{.role = WebRtcPeer::Role::Sender, .gathering = gathering, .format = camera.format(), .localAddresses = {u"127.0.0.1"_s}};
        WebRtcPeer::Config receiving{.role = WebRtcPeer::Role::Receiver, .gathering = gathering, .jitterLatency = jitterLatency, .localAddresses = {u"127.0.0.1"_s}};
        sender = std::make_unique<WebRtcPeer>(sending);
        receiver = std::make_unique<WebRtcPeer>(receiving);
        decoder = std::make_shared<VideoDecoder>(&context, VideoDecoder::Callbacks{
            [shared = frames](DecodedFrame frame) {
                ++shared->count;
                shared->width = frame.picture->width();
                const std::scoped_lock lock{shared->mutex};
                shared->last.push_back(frame);
                if (shared->last.size() > 90)
                    shared->last.erase(shared->last.begin());
            },
            [this] {
                QMetaObject::invokeMethod(&context, [this] { if (receiver) receiver->requestKeyframe(); }, Qt::QueuedConnection);
            },
            [this](const Error &error) { errors.append(error.message + error.details); }});
        sink->next = decoder;
        receiver->setRtpSink(sink);

        const auto connect = [this](WebRtcPeer *from, WebRtcPeer *to) {
            QObject::connect(from, &WebRtcPeer::localDescription, &context, [this, to](SdpType type, const QString &sdp) {
                const QString sent = rewrite ? rewrite(type, sdp) : sdp;
                if (const auto accepted = to->setRemoteDescription(type, sent); !accepted)
                    errors.append(accepted.error().message);
            });
            QObject::connect(from, &WebRtcPeer::localCandidate, &context, [this, from, to](int line, const QString &text) {
                if (!network)
                    to->addRemoteCandidate(line, text);
                else if (const auto standIn = from == receiver.get() ? network->standInFor(text) : std::nullopt)
                    to->addRemoteCandidate(line, *standIn);
            });
            QObject::connect(from, &WebRtcPeer::failed, &context, [this](const Error &error) { failures.append(error.code); });
        };
        connect(sender.get(), receiver.get());
        connect(receiver.get(), sender.get());
        QObject::connect(sender.get(), &WebRtcPeer::connected, &context, [this] {
            camera.setSink(sender->rtpInput());
            camera.forceKeyframe();
        });
        QObject::connect(sender.get(), &WebRtcPeer::keyframeRequested, &context, [this] {
            ++keyframeRequests;
            camera.forceKeyframe();
        });
    }
    ~Call()
    {
        camera.setSink({});
        receiver.reset();
        sink.reset();
        decoder.reset();
        waitForStoppedPipelines(10s);  // the callbacks above use this object
    }

    void start()
    {
        camera.start();
        receiver->start();
        sender->start();
    }
    bool framesReach(int count, std::chrono::milliseconds limit = 10s)
    {
        return waitUntil([&] { return frames->count >= count; }, limit);
    }

    // What to look at when something did not happen.
    std::string story() const
    {
        return u"sender state %1, receiver state %2; %3 packets made, %4 received, %5 frames; errors: %6"_s
            .arg(int(sender->state())).arg(int(receiver->state())).arg(camera.packets()).arg(sink->packets.load())
            .arg(frames->count.load()).arg(errors.join(u"; "_s)).toStdString();
    }

    QObject context;
    TestSender camera;
    std::unique_ptr<LossyNetwork> network;
    std::unique_ptr<WebRtcPeer> sender;
    std::unique_ptr<WebRtcPeer> receiver;
    std::shared_ptr<CountingSink> sink = std::make_shared<CountingSink>();
    std::shared_ptr<Frames> frames = std::make_shared<Frames>();
    std::shared_ptr<VideoDecoder> decoder;
    std::function<QString(SdpType, const QString &)> rewrite;
    QStringList errors;
    QList<Error::Code> failures;
    int keyframeRequests = 0;
};

// Every hex digit pair of every fingerprint becomes another one.
QString withWrongFingerprint(const QString &sdp)
{
    QStringList lines = sdp.split(u"\r\n"_s);
    for (QString &line : lines) {
        if (!line.startsWith(u"a=fingerprint:"_s))
            continue;
        const qsizetype digest = line.indexOf(u' ') + 1;
        for (qsizetype i = digest; i < line.size(); ++i) {
            if (line[i] != u':')
                line[i] = line[i] == u'A' ? u'B' : u'A';
        }
    }
    return lines.join(u"\r\n"_s);
}

class WebRtcPeerCodecs : public ::testing::TestWithParam<protocol::Codec> { };

} // namespace

TEST_P(WebRtcPeerCodecs, firstFrameComesInUnderTwoSeconds)
{
    Call call(GetParam());
    QElapsedTimer clock;
    clock.start();
    call.start();
    ASSERT_TRUE(call.framesReach(1)) << call.story();
    std::printf("first frame after %lld ms\n", static_cast<long long>(clock.elapsed()));
    EXPECT_LT(clock.elapsed(), 2000);
    ASSERT_TRUE(call.framesReach(60));
    EXPECT_EQ(call.frames->width, 320);
    EXPECT_TRUE(call.failures.isEmpty());
    EXPECT_EQ(call.receiver->state(), WebRtcPeer::State::Connected);
    // The decoded pictures carry the RTP timestamps of the stream: 90 kHz, 30 pictures a second.
    const std::scoped_lock lock{call.frames->mutex};
    const auto &last = call.frames->last;
    ASSERT_GT(last.size(), 10u);
    for (size_t i = last.size() - 5; i < last.size(); ++i)
        EXPECT_NEAR(double(last[i].rtpTimestamp - last[i - 1].rtpTimestamp), 3000, 20);
}

// What a jitter buffer may wait for a missing packet costs nothing where none is missing, at the beginning neither.
TEST_P(WebRtcPeerCodecs, aLongWaitForMissingPacketsDelaysNoOthers)
{
    Call call(GetParam(), WebRtcPeer::Gathering::Trickle, 5s);
    QElapsedTimer sinceConnected;
    QObject::connect(call.sender.get(), &WebRtcPeer::connected, &call.context, [&] { sinceConnected.start(); });
    call.start();
    ASSERT_TRUE(call.framesReach(1)) << call.story();
    EXPECT_LT(sinceConnected.elapsed(), 2000);
    ASSERT_TRUE(call.framesReach(60)) << call.story();
    ASSERT_TRUE(waitUntil([&] { return call.sink->captureDelay.load() >= 0us; })) << "no sender report came";
    EXPECT_LT(call.sink->captureDelay.load(), 1s);
}

TEST_P(WebRtcPeerCodecs, captureTimeTravelsBySenderReports)
{
    Call call(GetParam());
    call.start();
    ASSERT_TRUE(waitUntil([&] { return call.sink->captureDelay.load() > -1h; }));
    // From capture to the receiver's jitter buffer on one machine: milliseconds, and never negative beyond clock rounding.
    EXPECT_GT(call.sink->captureDelay.load(), -5ms);
    EXPECT_LT(call.sink->captureDelay.load(), 500ms);
}

TEST_P(WebRtcPeerCodecs, aWrongFingerprintNeverReachesAFrameCallback)
{
    for (const SdpType forged : {SdpType::Offer, SdpType::Answer}) {
        Call call(GetParam());
        call.rewrite = [&](SdpType type, const QString &sdp) { return type == forged ? withWrongFingerprint(sdp) : sdp; };
        call.start();
        ASSERT_TRUE(waitUntil([&] { return call.failures.contains(Error::Code::FingerprintMismatch); }))
            << call.story();
        // The other side may have trusted: it goes on sending, and nothing of it may come through.
        waitUntil([&] { return call.camera.packets() > 100; });
        const int packetsSeen = forged == SdpType::Offer ? call.sink->packets.load() : 0;
        EXPECT_EQ(packetsSeen, 0);
        EXPECT_EQ(call.frames->count, 0);
    }
}

TEST_P(WebRtcPeerCodecs, aPictureLossIndicationGivesAKeyframe)
{
    Call call(GetParam());
    call.start();
    ASSERT_TRUE(call.framesReach(30));
    const int before = call.keyframeRequests;
    call.receiver->requestKeyframe();
    for (int i = 0; i < 5; ++i)
        call.receiver->requestKeyframe();  // within half a second: sent together when it is over
    ASSERT_TRUE(waitUntil([&] { return call.keyframeRequests == before + 1; }, 3s));
    ASSERT_TRUE(waitUntil([&] { return call.keyframeRequests == before + 2; }, 3s));
    const int decoded = call.frames->count;
    ASSERT_TRUE(call.framesReach(decoded + 20));
    EXPECT_EQ(call.keyframeRequests, before + 2);
}

TEST_P(WebRtcPeerCodecs, candidatesCanTravelInsideTheDescription)
{
    Call call(GetParam(), WebRtcPeer::Gathering::BeforeDescription);
    QStringList trickled;
    QObject::connect(call.sender.get(), &WebRtcPeer::localCandidate, &call.context, [&](int, const QString &text) { trickled.append(text); });
    call.start();
    ASSERT_TRUE(call.framesReach(5)) << call.story();
    EXPECT_TRUE(trickled.isEmpty());
}

TEST_P(WebRtcPeerCodecs, fivePercentLossIsRepairedByRetransmission)
{
    Call call(GetParam(), WebRtcPeer::Gathering::Trickle, 300ms);  // a busy machine needs more than the 40 that are usual
    call.network = std::make_unique<LossyNetwork>();
    call.start();
    ASSERT_TRUE(call.framesReach(30)) << call.story();
    const int framesBefore = call.frames->count;
    const int keyframesBefore = call.keyframeRequests;
    call.network->lossFromSender = 0.05;
    ASSERT_TRUE(call.framesReach(framesBefore + 150)) << call.story();
    const PeerStats stats = call.receiver->stats();
    std::printf("%d datagrams lost on the way, %lld after repair; %llu retransmissions asked for, %llu in time\n", call.network->lost,
                static_cast<long long>(stats.packetsLost), static_cast<unsigned long long>(stats.retransmissionsRequested),
                static_cast<unsigned long long>(stats.retransmissionsReceived));
    EXPECT_GT(call.network->lost, 5);
    EXPECT_GT(stats.retransmissionsReceived, 0u);
    // Clean: most losses are repaired (the network takes requests' answers too), and the decoder did not start over for those.
    EXPECT_LE(stats.packetsLost, call.network->lost / 3);
    EXPECT_LE(call.keyframeRequests - keyframesBefore, call.network->lost / 3);
    EXPECT_TRUE(call.errors.isEmpty());
}

TEST(WebRtcPeer, answersOverALongWayThatLosesGoTwice)
{
    Call call(protocol::Codec::Vp8, WebRtcPeer::Gathering::Trickle, 2s);
    call.network = std::make_unique<LossyNetwork>();
    call.network->delayFromSender = 200ms;
    call.start();
    ASSERT_TRUE(call.framesReach(30)) << call.story();
    call.network->lossFromSender = 0.1;
    ASSERT_TRUE(waitUntil([&] { return call.network->lostPackets >= 15; }, 20s)) << call.network->lostPackets;
    const int answersBefore = call.network->retransmissions;
    const int lostBefore = call.network->lostPackets;
    ASSERT_TRUE(waitUntil([&] { return call.network->lostPackets >= lostBefore + 20; }, 20s)) << call.network->lostPackets;
    const int lost = call.network->lostPackets - lostBefore;
    EXPECT_GE(call.network->retransmissions - answersBefore, lost * 3 / 2) << "for " << lost << " lost packets; once each would be a tenth more than they are";
    EXPECT_EQ(call.receiver->stats().packetsLost, 0) << "for good";
}

INSTANTIATE_TEST_SUITE_P(Codecs, WebRtcPeerCodecs, ::testing::Values(protocol::Codec::Vp8, protocol::Codec::H264),
                         [](const auto &codec) { return codec.param == protocol::Codec::Vp8 ? "Vp8" : "H264"; });

TEST(WebRtcPeer, statisticsTellWhatWasSentAndReceived)
{
    Call call(protocol::Codec::Vp8);
    call.start();
    ASSERT_TRUE(call.framesReach(60));
    EXPECT_TRUE(waitUntil([&] { return call.sender->stats().roundTripMs.has_value(); }));
    ASSERT_TRUE(waitUntil([&] { return call.sender->stats().congestionBitrateKbps.has_value(); }));
    const PeerStats sent = call.sender->stats();
    const PeerStats received = call.receiver->stats();
    EXPECT_GT(sent.packetsSent, 60u);
    EXPECT_GT(sent.bytesSent, 10'000u);
    EXPECT_GT(received.packetsReceived, 60u);
    EXPECT_GT(received.bytesReceived, 10'000u);
    EXPECT_LE(received.packetsReceived, sent.packetsSent + 200);
    EXPECT_LT(*sent.roundTripMs, 1000);
    EXPECT_GT(*sent.congestionBitrateKbps, 10);
    EXPECT_EQ(received.packetsLost, 0);
}

TEST_P(WebRtcPeerCodecs, theReceiverTellsWhenPacketsArrivedAndWhichDidNot)
{
    Call call(GetParam());
    call.network = std::make_unique<LossyNetwork>();
    std::vector<TransportFeedback::Packet> told;
    QObject::connect(call.sender.get(), &WebRtcPeer::transportFeedback, &call.context,
                     [&](const TransportFeedback &feedback) { told.insert(told.end(), feedback.packets.begin(), feedback.packets.end()); });
    call.start();
    ASSERT_TRUE(call.framesReach(60)) << call.story();
    ASSERT_GT(told.size(), 60u);
    EXPECT_TRUE(std::ranges::all_of(told, [](const auto &packet) { return packet.arrived.has_value(); }));
    for (size_t i = 1; i < told.size(); ++i) {
        EXPECT_GE(told[i].sent, told[i - 1].sent);
        const auto spentOnTheWay = (*told[i].arrived - *told[i - 1].arrived) - (told[i].sent - told[i - 1].sent);
        EXPECT_LT(std::chrono::abs(spentOnTheWay), 200ms);
        EXPECT_GT(told[i].bytes, packetOverheadBytes);
        EXPECT_LT(told[i].bytes, 1500);
    }
    call.network->lossFromSender = 0.1;
    const auto lost = [&] { return std::ranges::count_if(told, [](const auto &packet) { return !packet.arrived; }); };
    EXPECT_TRUE(waitUntil([&] { return call.network->lost >= 10 && lost() >= 5; }, 20s)) << call.network->lost << " lost, told of " << lost();
}

TEST_P(WebRtcPeerCodecs, moreThanThePicturesNeedCanBeSentWithoutDisturbingThem)
{
    Call call(GetParam());
    int64_t bytes = 0;
    QObject::connect(call.sender.get(), &WebRtcPeer::transportFeedback, &call.context, [&](const TransportFeedback &feedback) {
        for (const TransportFeedback::Packet &packet : feedback.packets)
            bytes += packet.arrived ? packet.bytes : 0;
    });
    call.start();
    ASSERT_TRUE(call.framesReach(60)) << call.story();
    const int keyframes = call.keyframeRequests;
    const int frames = call.frames->count;
    const int64_t before = bytes;
    const uint64_t sentBefore = call.sender->stats().bytesSent;
    ASSERT_TRUE(call.sender->resend(100'000));
    ASSERT_TRUE(call.framesReach(frames + 30));
    EXPECT_GT(bytes - before, 90'000) << "sent " << call.sender->stats().bytesSent - sentBefore;
    EXPECT_EQ(call.keyframeRequests, keyframes);
    EXPECT_EQ(call.receiver->stats().packetsLost, 0);
    EXPECT_TRUE(call.errors.isEmpty());
}

TEST(WebRtcPeer, badDescriptionsAreRefusedAsTypedErrors)
{
    WebRtcPeer receiver({.role = WebRtcPeer::Role::Receiver});
    receiver.start();
    EXPECT_EQ(receiver.setRemoteDescription(SdpType::Offer, u"garbage"_s).error().code, Error::Code::BadDescription);
    EXPECT_EQ(receiver.setRemoteDescription(SdpType::Answer, u"v=0"_s).error().code, Error::Code::BadDescription);
    receiver.addRemoteCandidate(0, u"candidate:nonsense"_s);
    receiver.addRemoteCandidate(-7, u"candidate:1 1 UDP 1 300.1.2.3 99999 typ host"_s);
    receiver.stop();
    EXPECT_FALSE(receiver.setRemoteDescription(SdpType::Offer, u"v=0"_s).has_value());
}

TEST(WebRtcPeer, noConnectionInTimeIsSaid)
{
    TestSender camera(protocol::Codec::Vp8);
    WebRtcPeer sender({.role = WebRtcPeer::Role::Sender, .format = camera.format(), .connectTimeout = 300ms});
    std::optional<Error> failure;
    QObject::connect(&sender, &WebRtcPeer::failed, &sender, [&](const Error &error) { failure = error; });
    sender.start();
    ASSERT_TRUE(waitUntil([&] { return failure.has_value(); }));
    EXPECT_EQ(failure->code, Error::Code::ConnectFailed);
    EXPECT_EQ(sender.state(), WebRtcPeer::State::Failed);
}

namespace {

// Keeps packets, for a decoder that gets them later.
class KeepingSink : public RtpSink {
public:
    void setFormat(const RtpFormat &) override { }
    void consume(const RtpPacket &packet) override
    {
        const std::scoped_lock lock{m_mutex};
        m_packets.push_back(packet);
    }
    [[nodiscard]] std::vector<RtpPacket> packets() const
    {
        const std::scoped_lock lock{m_mutex};
        return m_packets;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<RtpPacket> m_packets;
};

bool endsPicture(const RtpPacket &packet)
{
    guint8 second = 0;
    gst_buffer_extract(packet.buffer.get(), 1, &second, 1);
    return second & 0x80;  // the marker (RFC 3550 §5.1)
}

} // namespace

// So they come from a jitter buffer that waited for a packet, and so they come after a pause.
TEST_P(WebRtcPeerCodecs, picturesThatComeAllAtOnceAreAllDecoded)
{
    TestSender camera(GetParam());
    const auto kept = std::make_shared<KeepingSink>();
    camera.setSink(kept);
    camera.start();
    camera.forceKeyframe();
    const auto pictures = [&] {
        const auto packets = kept->packets();
        return std::ranges::count_if(packets, endsPicture);
    };
    ASSERT_TRUE(waitUntil([&] { return pictures() >= 45; }));
    camera.setSink({});

    QObject context;
    std::atomic<int> decoded{0};
    std::atomic<int> asked{0};
    {
        VideoDecoder decoder(&context, {[&](const DecodedFrame &) { ++decoded; }, [&] { ++asked; }, [](const Error &) {}});
        decoder.setFormat(camera.format());
        for (const RtpPacket &packet : kept->packets())
            decoder.consume(packet);
        // A parser may keep the last one until the next begins.
        EXPECT_TRUE(waitUntil([&] { return decoded >= pictures() - 1; }, 5s)) << decoded << " of " << pictures();
        EXPECT_LE(asked, 1) << "each depayloader asks once, when it begins";
    }
    EXPECT_TRUE(waitForStoppedPipelines(10s));
}

TEST(WebRtcPeer, destroyingItInTheMiddleOfAnythingIsSafe)
{
    for (int step = 0; step < 12; ++step) {
        Call call(step % 2 ? protocol::Codec::H264 : protocol::Codec::Vp8);
        call.start();
        const auto wait = std::chrono::milliseconds(step * 15);
        QElapsedTimer clock;
        clock.start();
        waitUntil([&] { return clock.elapsed() >= wait.count(); });
        (step % 3 ? call.receiver : call.sender).reset();
    }
    EXPECT_TRUE(waitForStoppedPipelines(10s));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto ready = initialiseGStreamer(); !ready) {
        std::fprintf(stderr, "%s\n", qPrintable(ready.error().message));
        return 1;
    }
    ::testing::InitGoogleTest(&argc, argv);
    const int result = RUN_ALL_TESTS();
    return waitForStoppedPipelines(10s) ? result : 1;
}
