#include "capture/capture.h"
#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "send/encoder_pipeline.h"
#include "send/rtp_format.h"
#include "support/media_testing.h"

#include <QCoreApplication>

#include <gst/rtp/rtp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace rollcall;
using namespace std::chrono_literals;
using protocol::Codec;
using rollcall::testing::waitUntil;

namespace {

struct Packet {
    std::vector<uint8_t> bytes;  // RTP, whole
    media::MonotonicTime time;
    [[nodiscard]] uint16_t sequence() const { return uint16_t(bytes[2] << 8 | bytes[3]); }
    [[nodiscard]] uint32_t timestamp() const { return uint32_t(bytes[4]) << 24 | uint32_t(bytes[5]) << 16 | uint32_t(bytes[6]) << 8 | bytes[7]; }
    [[nodiscard]] uint32_t ssrc() const { return uint32_t(bytes[8]) << 24 | uint32_t(bytes[9]) << 16 | uint32_t(bytes[10]) << 8 | bytes[11]; }
    [[nodiscard]] bool hasExtension() const { return bytes[0] & 0x10; }
    [[nodiscard]] std::span<const uint8_t> payload() const
    {
        size_t offset = 12 + 4 * size_t(bytes[0] & 0x0f);
        if (hasExtension())
            offset += 4 + 4 * size_t(bytes[offset + 2] << 8 | bytes[offset + 3]);
        return std::span(bytes).subspan(offset);
    }
};

class PacketSink final : public media::RtpSink {
public:
    void setFormat(const media::RtpFormat &format) override
    {
        const std::scoped_lock lock{m_mutex};
        m_format = format;
    }
    void consume(const media::RtpPacket &packet) override
    {
        Packet copy{std::vector<uint8_t>(gst_buffer_get_size(packet.buffer.get())), packet.time};
        gst_buffer_extract(packet.buffer.get(), 0, copy.bytes.data(), copy.bytes.size());
        const std::scoped_lock lock{m_mutex};
        m_packets.push_back(std::move(copy));
    }
    [[nodiscard]] std::deque<Packet> packets() const
    {
        const std::scoped_lock lock{m_mutex};
        return m_packets;
    }
    [[nodiscard]] size_t count() const { return packets().size(); }
    [[nodiscard]] std::optional<media::RtpFormat> format() const
    {
        const std::scoped_lock lock{m_mutex};
        return m_format;
    }
    void clear()
    {
        const std::scoped_lock lock{m_mutex};
        m_packets.clear();
    }

private:
    mutable std::mutex m_mutex;
    std::deque<Packet> m_packets;
    std::optional<media::RtpFormat> m_format;
};

// RFC 6184: the types of the NAL units in a packet; of a fragmented one the type of the whole, at its start.
std::vector<int> h264Units(const Packet &packet)
{
    const auto payload = packet.payload();
    const int type = payload[0] & 0x1f;
    if (type == 28)
        return payload[1] & 0x80 ? std::vector<int>{payload[1] & 0x1f} : std::vector<int>{};
    if (type != 24)
        return {type};
    std::vector<int> units;
    for (size_t at = 1; at + 2 < payload.size();) {
        const size_t size = size_t(payload[at] << 8 | payload[at + 1]);
        units.push_back(payload[at + 2] & 0x1f);
        at += 2 + size;
    }
    return units;
}

// RFC 7741 §4.2-4.3: whether the packet starts a key frame.
bool startsVp8Keyframe(const Packet &packet)
{
    const auto payload = packet.payload();
    size_t at = 1;
    const bool start = (payload[0] & 0x10) && !(payload[0] & 0x07);
    if (payload[0] & 0x80) {
        const uint8_t extension = payload[at++];
        if (extension & 0x80)
            at += payload[at] & 0x80 ? 2 : 1;
        at += (extension & 0x40) ? 1 : 0;
        at += (extension & 0x30) ? 1 : 0;
    }
    return start && !(payload[at] & 0x01);
}

bool startsKeyframe(Codec codec, const Packet &packet)
{
    if (codec == Codec::Vp8)
        return startsVp8Keyframe(packet);
    const auto units = h264Units(packet);
    return std::find(units.begin(), units.end(), 5) != units.end();
}

int keyframes(Codec codec, const std::deque<Packet> &packets)
{
    return int(std::count_if(packets.begin(), packets.end(), [codec](const Packet &packet) { return startsKeyframe(codec, packet); }));
}

protocol::Encoding wish(Codec codec, int width = 320, int height = 240, int frameRate = 30)
{
    return protocol::Encoding{codec, width, height, frameRate, std::nullopt};
}

// A test picture that is encoded.
struct Sending {
    explicit Sending(const protocol::Encoding &encoding, send::Catalogue catalogue = {})
        : Sending(send::SendSettings{.encoding = encoding}, std::move(catalogue))
    {
    }
    explicit Sending(const send::SendSettings &settings, send::Catalogue catalogue = {}, const capture::SourceSpec &source = capture::TestPicture{u"ball"_s})
        : encoder(settings, std::move(catalogue))
        , capture(capture::makeSource(source), {640, 480, 30}, encoder.frameInput())
    {
    }
    void start()
    {
        const auto started = encoder.start();
        ASSERT_TRUE(started) << started.error().message.toStdString();
        encoder.setOutput(sink);
        capture.start();
        ASSERT_TRUE(waitUntil([this] { return sink->count() >= 5; }));
    }
    std::shared_ptr<PacketSink> sink = std::make_shared<PacketSink>();
    send::EncoderPipeline encoder;
    capture::Capture capture;
};

send::EncoderKind vp8enc()
{
    return *std::ranges::find_if(send::knownEncoders(), [](const send::EncoderKind &kind) { return std::string_view(kind.factory) == "vp8enc"; });
}

class EncoderPipeline : public ::testing::TestWithParam<Codec> {};

TEST_P(EncoderPipeline, makesOneContinuousStreamOfSmallPackets)
{
    Sending sending(wish(GetParam()));
    sending.start();
    ASSERT_TRUE(waitUntil([&] { return sending.encoder.counters().frames >= 30; }));
    const auto packets = sending.sink->packets();
    ASSERT_TRUE(sending.sink->format());
    guint ssrc = 0;
    gst_structure_get_uint(gst_caps_get_structure(sending.sink->format()->caps.get(), 0), "ssrc", &ssrc);
    for (size_t i = 0; i < packets.size(); ++i) {
        EXPECT_LE(packets[i].bytes.size(), size_t(send::maximumPacketBytes));
        EXPECT_EQ(packets[i].ssrc(), ssrc);
        EXPECT_TRUE(packets[i].hasExtension()) << "transport-wide sequence number";
        if (i > 0) {
            EXPECT_EQ(packets[i].sequence(), uint16_t(packets[i - 1].sequence() + 1));
            const auto elapsed = packets[i].time - packets[i - 1].time;
            const auto ticks = int32_t(packets[i].timestamp() - packets[i - 1].timestamp());
            EXPECT_NEAR(double(ticks) / 90'000, std::chrono::duration<double>(elapsed).count(), 0.001) << "RTP and capture time agree";
        }
    }
    EXPECT_LT(std::chrono::abs(media::monotonicNow() - packets.back().time), media::MonotonicTime(1s));
    EXPECT_EQ(keyframes(GetParam(), packets), 1) << "one at the start, no other in the first second";
    EXPECT_TRUE(startsKeyframe(GetParam(), packets.front()) || GetParam() == Codec::H264);
}

TEST_P(EncoderPipeline, keyframeComesOnRequestAndAtMostTwoASecond)
{
    Sending sending(wish(GetParam()));
    sending.start();
    ASSERT_TRUE(waitUntil([&] { return sending.encoder.counters().frames >= 20; }));
    sending.sink->clear();
    sending.encoder.requestKeyframe();
    ASSERT_TRUE(waitUntil([&] { return keyframes(GetParam(), sending.sink->packets()) == 1; }, 2s));
    for (const quint64 until = sending.encoder.counters().frames + 10; sending.encoder.counters().frames < until;) {
        sending.encoder.requestKeyframe();
        ASSERT_TRUE(waitUntil([frames = sending.encoder.counters().frames, &sending] { return sending.encoder.counters().frames > frames; }));
    }
    EXPECT_LE(keyframes(GetParam(), sending.sink->packets()), 2);
}

// Whoever asks on a slow line asks again before it can be there; each answer would make the line slower.
TEST_P(EncoderPipeline, aKeyframeOnItsWayAnswersFurtherRequests)
{
    Sending sending(wish(GetParam()));
    sending.start();
    const auto count = [&] { return keyframes(GetParam(), sending.sink->packets()); };
    const auto confirmAll = [&] { sending.encoder.confirmSent(media::monotonicNow(), media::monotonicNow()); };
    ASSERT_TRUE(waitUntil([&] { return sending.encoder.counters().frames >= 20; }));
    confirmAll();
    sending.sink->clear();
    sending.encoder.requestKeyframe();
    ASSERT_TRUE(waitUntil([&] { return count() == 1; }, 2s));

    // Nothing is confirmed from here on, so that only few pictures pass.
    const quint64 frames = sending.encoder.counters().frames;
    ASSERT_TRUE(waitUntil([&] {
        sending.encoder.requestKeyframe();
        return sending.encoder.counters().frames >= frames + 5;
    }));
    EXPECT_EQ(count(), 1);

    confirmAll();
    sending.encoder.requestKeyframe();
    EXPECT_TRUE(waitUntil([&] { return count() == 2; }, 2s));
}

TEST_P(EncoderPipeline, sizeRateAndBitrateChangeInTheSameStream)
{
    Sending sending(wish(GetParam(), 640, 480));
    sending.start();
    EXPECT_EQ(sending.encoder.encoding().width, 640);
    const auto before = sending.sink->packets().back();
    ASSERT_TRUE(sending.encoder.apply({std::nullopt, 320, 240, 10, 200}));
    ASSERT_TRUE(waitUntil([&] { return sending.encoder.encoding().width == 320; }));
    sending.sink->clear();
    const quint64 frames = sending.encoder.counters().frames;
    const auto start = media::monotonicNow();
    ASSERT_TRUE(waitUntil([&] { return sending.encoder.counters().frames >= frames + 20; }));
    const double rate = 20 / std::chrono::duration<double>(media::monotonicNow() - start).count();
    EXPECT_NEAR(rate, 10, 2.5);
    EXPECT_EQ(sending.encoder.encoding(), (protocol::Encoding{GetParam(), 320, 240, 10, 200}));
    EXPECT_EQ(sending.sink->packets().back().ssrc(), before.ssrc());
}

TEST_P(EncoderPipeline, nothingIsEncodedForNobodyOrInAPause)
{
    Sending sending(wish(GetParam()));
    sending.start();
    sending.encoder.setPaused(true);
    // What the encoder holds may still come out; then nothing, while the source goes on.
    quint64 frames = 0;
    ASSERT_TRUE(waitUntil([&] {
        const bool same = frames == sending.encoder.counters().frames;
        frames = sending.encoder.counters().frames;
        return same && !waitUntil([&] { return sending.encoder.counters().frames != frames; }, 200ms);
    }));
    sending.sink->clear();
    sending.encoder.setPaused(false);
    ASSERT_TRUE(waitUntil([&] { return keyframes(GetParam(), sending.sink->packets()) == 1; }));
    sending.encoder.setOutput(nullptr);
    EXPECT_FALSE(waitUntil([&, after = sending.encoder.counters().frames] { return sending.encoder.counters().frames > after + 2; }, 300ms));
}

INSTANTIATE_TEST_SUITE_P(Codecs, EncoderPipeline, ::testing::Values(Codec::Vp8, Codec::H264));

namespace {

// It moves everywhere, so that there is a use for every bit, and yet can be made of few.
capture::CustomPipeline movingPattern()
{
    return {u"videotestsrc is-live=true pattern=zone-plate kx2=12 ky2=8 kt=1 ! video/x-raw,format=I420,width=640,height=480,framerate=30/1"_s};
}

struct Picture {
    media::MonotonicTime time{};
    size_t bytes = 0;
};

std::vector<Picture> pictures(const std::deque<Packet> &packets)
{
    std::vector<Picture> found;
    for (const Packet &packet : packets) {
        if (found.empty() || found.back().time != packet.time)
            found.push_back({packet.time, 0});
        found.back().bytes += packet.bytes.size();
    }
    return found;
}

} // namespace

// The caps keep the wished rate under a limit, and encoders differ in what they share the bitrate out by.
TEST(EncoderPipelineLimit, fewerPicturesShareTheWholeBitrate)
{
    constexpr int kbps = 600;
    constexpr int frameRate = 15;
    for (const send::EncoderKind &kind : send::knownEncoders()) {
        if (kind.hardware || !media::elementExists(kind.factory))
            continue;
        Sending sending(send::SendSettings{.encoding = {kind.codec, 480, 360, 30, kbps}, .encoder = QString::fromLatin1(kind.factory)}, {}, movingPattern());
        ASSERT_NO_FATAL_FAILURE(sending.start());
        sending.encoder.setLimit(send::NetworkLimit{1, frameRate, kbps});
        const auto passFrames = [&](quint64 count) {
            return waitUntil([&, until = sending.encoder.counters().frames + count] { return sending.encoder.counters().frames >= until; }, 10s);
        };
        ASSERT_TRUE(passFrames(20)) << kind.factory;
        const send::SendCounters before = sending.encoder.counters();
        ASSERT_TRUE(passFrames(40)) << kind.factory;
        const send::SendCounters after = sending.encoder.counters();
        const double made = double(after.bytes - before.bytes) * 8 / 1000 / double(after.frames - before.frames) * frameRate;
        EXPECT_GT(made, 0.65 * kbps) << kind.factory;
        EXPECT_LT(made, 1.5 * kbps) << kind.factory;
    }
}

// Its encoder would put what those before it would have had into the first picture that passes again, just when the way became free.
TEST(EncoderPipelineLimit, aPictureAfterAWaitIsNoLargerThanTheOthers)
{
    constexpr size_t before = 40;
    for (const send::EncoderKind &kind : send::knownEncoders()) {
        if (!kind.setBitrateForShare || !media::elementExists(kind.factory))
            continue;
        Sending sending(send::SendSettings{.encoding = {kind.codec, 480, 360, 30, 800}, .encoder = QString::fromLatin1(kind.factory)}, {}, movingPattern());
        ASSERT_NO_FATAL_FAILURE(sending.start());
        ASSERT_TRUE(waitUntil([&] { return sending.encoder.counters().frames >= before; }, 10s)) << kind.factory;
        sending.sink->clear();
        ASSERT_TRUE(waitUntil([&] { return pictures(sending.sink->packets()).size() >= before; }, 10s)) << kind.factory;
        sending.encoder.confirmSent(media::monotonicNow(), media::monotonicNow());
        const auto afterWait = [&]() -> std::optional<Picture> {
            const auto made = pictures(sending.sink->packets());
            const auto found = std::ranges::adjacent_find(made, [](const Picture &a, const Picture &b) { return b.time - a.time > 450ms; });
            return found == made.end() ? std::nullopt : std::optional(*std::next(found));
        };
        ASSERT_TRUE(waitUntil([&] { return afterWait().has_value(); }, 5s)) << kind.factory;
        ASSERT_TRUE(waitUntil([&] { return pictures(sending.sink->packets()).back().time > afterWait()->time; }, 5s)) << kind.factory;
        const auto made = pictures(sending.sink->packets());
        size_t usual = 0;
        for (size_t i = 0; i < before; ++i)
            usual += made[i].bytes / before;
        EXPECT_LT(afterWait()->bytes, 3 * usual) << kind.factory;
    }
}

TEST(EncoderPipelineH264, isConstrainedBaselineWithoutBFrames)
{
    Sending sending(wish(Codec::H264));
    sending.start();
    ASSERT_TRUE(waitUntil([&] { return sending.encoder.counters().frames >= 30; }));
    int parameterSets = 0;
    std::optional<uint32_t> previous;
    for (const Packet &packet : sending.sink->packets()) {
        // Without B-frames timestamps never step back in the order of sending.
        EXPECT_GE(int32_t(packet.timestamp() - previous.value_or(packet.timestamp())), 0);
        previous = packet.timestamp();
        const auto payload = packet.payload();
        for (size_t at = (payload[0] & 0x1f) == 24 ? 3 : 0; at + 3 < payload.size() && (payload[at] & 0x1f) == 7;) {
            EXPECT_EQ(payload[at + 1], 66) << "profile_idc: Baseline";
            EXPECT_TRUE(payload[at + 2] & 0x40) << "constraint_set1_flag: also Main, so no tool outside of both";
            ++parameterSets;
            break;
        }
    }
    EXPECT_GE(parameterSets, 1);
}

TEST(EncoderPipelineCodec, changesWithAnotherFormat)
{
    Sending sending(wish(Codec::Vp8));
    int changes = 0;
    QObject::connect(&sending.encoder, &send::EncoderPipeline::formatChanged, &sending.encoder, [&] { ++changes; });
    sending.start();
    ASSERT_TRUE(sending.encoder.apply({Codec::H264, {}, {}, {}, {}}));
    EXPECT_EQ(changes, 1);
    EXPECT_EQ(sending.encoder.format().codec, Codec::H264);
    sending.sink->clear();
    sending.encoder.setOutput(sending.sink);
    ASSERT_TRUE(waitUntil([&] { return keyframes(Codec::H264, sending.sink->packets()) == 1; }));
    EXPECT_EQ(sending.sink->format()->codec, Codec::H264);
}

TEST(EncoderPipelineCodec, thatIsNotInstalledIsRefusedAndTheOldOneGoesOn)
{
    send::Catalogue catalogue;
    catalogue.installed = [](const char *factory) { return std::string_view(factory) == "vp8enc"; };
    Sending sending(wish(Codec::Vp8), catalogue);
    sending.start();
    const auto applied = sending.encoder.apply({Codec::H264, {}, {}, {}, {}});
    ASSERT_FALSE(applied);
    EXPECT_TRUE(applied.error().message.contains(u"apt-get install"_s));
    sending.sink->clear();
    EXPECT_TRUE(waitUntil([&] { return sending.sink->count() > 5; }));
    EXPECT_EQ(sending.encoder.encoding().codec, Codec::Vp8);
}

// The longest time between two pictures of the stream, and whether its numbers go on without a gap.
struct Course {
    explicit Course(const std::deque<Packet> &packets)
    {
        for (size_t i = 1; i < packets.size(); ++i) {
            longestGap = std::max(longestGap, packets[i].time - packets[i - 1].time);
            continuous = continuous && packets[i].sequence() == uint16_t(packets[i - 1].sequence() + 1);
            sameStream = sameStream && packets[i].ssrc() == packets[0].ssrc();
        }
    }
    media::MonotonicTime longestGap{};
    bool continuous = true;
    bool sameStream = true;
};

TEST_P(EncoderPipeline, theStreamGoesOnThroughEveryChange)
{
    Sending sending(wish(GetParam(), 640, 480));
    sending.start();
    sending.sink->clear();
    const auto framesMore = [&](uint64_t count) {
        return waitUntil([&, until = sending.encoder.counters().frames + count] { return sending.encoder.counters().frames >= until; });
    };
    send::SendSettings settings = sending.encoder.settings();
    const auto changed = [&](const auto &change) {
        change(settings);
        EXPECT_TRUE(sending.encoder.change(settings));
        EXPECT_EQ(sending.encoder.encoding().width, settings.encoding.width);  // said at once, not with the next picture
        ASSERT_TRUE(framesMore(10));
    };
    changed([](auto &s) { s.encoding.width = 320; });
    changed([](auto &s) { s.encoding.frameRate = 15; });
    changed([](auto &s) { s.encoding.bitrateKbps = 300; });
    changed([](auto &s) { s.keyframeSeconds = 1; });
    changed([](auto &s) { s.encoder = s.encoding.codec == Codec::Vp8 ? u"vp8enc"_s : u"openh264enc"_s; });
    changed([](auto &s) { s.encoderOptions = s.encoding.codec == Codec::Vp8 ? u"cpu-used=-6"_s : u"complexity=medium"_s; });
    changed([](auto &s) { s.payloaderOptions = u"mtu=600"_s; });
    sending.encoder.setLimit(send::NetworkLimit{0.5, 10, 150});
    ASSERT_TRUE(framesMore(10));
    EXPECT_EQ(sending.encoder.encoding(), (protocol::Encoding{GetParam(), 160, 120, 10, 150}));
    EXPECT_EQ(sending.encoder.unlimitedEncoding().frameRate, 15);
    sending.encoder.setLimit(std::nullopt);
    ASSERT_TRUE(framesMore(10));

    const auto packets = sending.sink->packets();
    const Course course(packets);
    EXPECT_LT(course.longestGap, 500ms);
    EXPECT_TRUE(course.continuous);
    EXPECT_TRUE(course.sameStream);
    EXPECT_LE(packets.back().bytes.size(), 600u);
    std::printf("longest gap between pictures: %.0f ms\n", std::chrono::duration<double, std::milli>(course.longestGap).count());
}

TEST_P(EncoderPipeline, keyframesComeInTheIntervalThatIsSet)
{
    send::SendSettings settings{.encoding = wish(GetParam()), .keyframeSeconds = 1};
    Sending sending(settings);
    sending.start();
    ASSERT_TRUE(waitUntil([&] { return keyframes(GetParam(), sending.sink->packets()) >= 4; }, 8s));
    const auto packets = sending.sink->packets();
    EXPECT_NEAR(std::chrono::duration<double>(packets.back().time - packets.front().time).count(), 3, 0.7);
}

TEST_P(EncoderPipeline, aPauseFreesTheEncoderAndTheStreamGoesOnAfterIt)
{
    Sending sending(wish(GetParam()));
    QList<bool> told;
    QObject::connect(&sending.encoder, &send::EncoderPipeline::pausedChanged, &sending.encoder, [&](bool paused) { told.append(paused); });
    sending.start();
    ASSERT_TRUE(sending.encoder.encoder());
    sending.encoder.setPaused(true);
    EXPECT_FALSE(sending.encoder.encoder());
    EXPECT_TRUE(media::waitForStoppedPipelines(5s));
    EXPECT_TRUE(sending.encoder.apply({{}, 160, 120, {}, {}})) << "settings may change meanwhile";
    const auto before = sending.sink->packets().back();
    sending.sink->clear();
    sending.encoder.setPaused(false);
    ASSERT_TRUE(waitUntil([&] { return sending.sink->count() > 5; }));
    const auto after = sending.sink->packets().front();
    EXPECT_EQ(after.sequence(), uint16_t(before.sequence() + 1));
    EXPECT_EQ(after.ssrc(), before.ssrc());
    EXPECT_GT(int32_t(after.timestamp() - before.timestamp()), 0);
    EXPECT_EQ(sending.encoder.encoding().width, 160);
    EXPECT_EQ(told, (QList<bool>{true, false}));
}

TEST(EncoderPipelineChoice, theNamedEncoderIsTakenAndOthersStayAsFallBack)
{
    Sending sending(send::SendSettings{.encoder = u"openh264enc"_s});
    sending.start();
    EXPECT_STREQ(sending.encoder.encoder()->factory, "openh264enc");
    EXPECT_EQ(sending.encoder.format().codec, Codec::H264) << "the encoder's codec";
    ASSERT_TRUE(sending.encoder.change({.encoding = {Codec::H264, {}, {}, {}, {}}}));
    EXPECT_STREQ(sending.encoder.encoder()->factory, "x264enc") << "automatic: the better one";
}

TEST(EncoderPipelineChoice, whatIsWrongIsNamedAndTheOldOneGoesOn)
{
    Sending sending(wish(Codec::H264));
    sending.start();
    const send::EncoderKind *before = sending.encoder.encoder();
    const auto refused = [&](const send::SendSettings &settings) {
        const auto changed = sending.encoder.change(settings);
        return changed ? QString() : changed.error().message;
    };
    EXPECT_TRUE(refused({.encoder = u"x265enc"_s}).contains(u"\u201cx265enc\u201d is no encoder"_s));
    EXPECT_TRUE(refused({.encoder = u"vah264enc"_s}).contains(u"vah264enc is not installed"_s) || media::elementExists("vah264enc"));
    EXPECT_TRUE(refused({.encoding = wish(Codec::H264), .encoderOptions = u"threads=1 tune=fast"_s}).contains(u"\u201ctune=fast\u201d"_s));
    EXPECT_TRUE(refused({.encoding = wish(Codec::H264), .payloaderOptions = u"ssrc=1"_s}).contains(u"\u201cssrc=1\u201d"_s));
    EXPECT_EQ(sending.encoder.encoder(), before);
    sending.sink->clear();
    EXPECT_TRUE(waitUntil([&] { return sending.sink->count() > 5; }));
}

TEST(EncoderPipelineFallback, anEncoderThatFallsSilentHasFailed)
{
    const send::EncoderKind silent{Codec::Vp8, "vp8enc", true, "I420", "video/x-vp8", [](GstElement *encoder, const send::EncoderSettings &) {
        const auto pad = media::GstRef<GstPad>::adopt(gst_element_get_static_pad(encoder, "src"));
        gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_BUFFER, [](GstPad *, GstPadProbeInfo *, gpointer) { return GST_PAD_PROBE_DROP; }, nullptr, nullptr);
    }, [](GstElement *, int) {}};
    const std::array kinds{silent, vp8enc()};
    send::Catalogue catalogue;
    catalogue.known = kinds;
    Sending sending(wish(Codec::Vp8), catalogue);
    int fallBacks = 0;
    QObject::connect(&sending.encoder, &send::EncoderPipeline::fellBack, &sending.encoder, [&] { ++fallBacks; });
    sending.start();
    EXPECT_EQ(fallBacks, 1);
}

TEST(EncoderPipelineFallback, nextEncoderTakesOverFromOneThatFails)
{
    // "identity" lets raw video through, which is not what it promised: it fails with the first picture.
    const send::EncoderKind broken{Codec::Vp8, "identity", true, "I420", "video/x-vp8", [](GstElement *, const send::EncoderSettings &) {}, [](GstElement *, int) {}};
    const std::array kinds{broken, vp8enc()};
    send::Catalogue catalogue;
    catalogue.known = kinds;
    Sending sending(wish(Codec::Vp8), catalogue);
    sending.start();
    ASSERT_TRUE(sending.encoder.encoder());
    EXPECT_STREQ(sending.encoder.encoder()->factory, "vp8enc");
}

TEST(EncoderPipelineFallback, noneLeftIsSaid)
{
    const send::EncoderKind failing{Codec::Vp8, "vp8enc", true, "I420", "video/x-vp8", [](GstElement *encoder, const send::EncoderSettings &) {
        const auto pad = media::GstRef<GstPad>::adopt(gst_element_get_static_pad(encoder, "sink"));
        gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_BUFFER, [](GstPad *on, GstPadProbeInfo *, gpointer) {
            const auto element = media::GstRef<GstElement>::adopt(gst_pad_get_parent_element(on));
            GST_ELEMENT_ERROR(element.get(), LIBRARY, ENCODE, ("the hardware is gone"), (nullptr));
            return GST_PAD_PROBE_REMOVE;
        }, nullptr, nullptr);
    }, [](GstElement *, int) {}};
    const std::array kinds{failing};
    send::Catalogue catalogue;
    catalogue.known = kinds;
    Sending sending(wish(Codec::Vp8), catalogue);
    QString failure;
    QObject::connect(&sending.encoder, &send::EncoderPipeline::failed, &sending.encoder, [&](const media::Error &error) { failure = error.message; });
    ASSERT_TRUE(sending.encoder.start());
    sending.encoder.setOutput(sending.sink);
    sending.capture.start();
    ASSERT_TRUE(waitUntil([&] { return !failure.isEmpty(); }));
    EXPECT_EQ(failure, u"The encoder vp8enc failed."_s);
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
