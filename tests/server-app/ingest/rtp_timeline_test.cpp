#include "ingest/rtp_timeline.h"

#include "media/gstreamer.h"

#include <gst/rtp/gstrtpbuffer.h>
#include <gtest/gtest.h>

#include <cstring>
#include <span>
#include <vector>

using namespace rollcall;
using namespace rollcall::ingest;
using namespace std::chrono_literals;

namespace {

struct Seen {
    uint16_t sequenceNumber = 0;
    uint32_t timestamp = 0;
    bool marker = false;
    bool hasExtension = false;
    bool beginsKeyframe = false;
    std::vector<uint8_t> payload;
};

Seen readPacket(const media::RtpPacket &packet)
{
    Seen seen;
    GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
    EXPECT_TRUE(gst_rtp_buffer_map(packet.buffer.get(), GST_MAP_READ, &rtp));
    seen.sequenceNumber = gst_rtp_buffer_get_seq(&rtp);
    seen.timestamp = gst_rtp_buffer_get_timestamp(&rtp);
    seen.marker = gst_rtp_buffer_get_marker(&rtp);
    seen.hasExtension = gst_rtp_buffer_get_extension(&rtp) || gst_rtp_buffer_get_csrc_count(&rtp) > 0;
    seen.beginsKeyframe = packet.beginsKeyframe;
    const auto *payload = static_cast<const uint8_t *>(gst_rtp_buffer_get_payload(&rtp));
    seen.payload.assign(payload, payload + gst_rtp_buffer_get_payload_len(&rtp));
    gst_rtp_buffer_unmap(&rtp);
    return seen;
}

struct Recorder : media::RtpSink {
    void setFormat(const media::RtpFormat &) override { ++formats; }
    void consume(const media::RtpPacket &packet) override { seen.push_back(readPacket(packet)); }
    int formats = 0;
    std::vector<Seen> seen;
};

class RtpTimelineTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() { ASSERT_TRUE(media::initialiseGStreamer().has_value()); }

    // With contributing sources, a header extension and padding: what webrtcbin may hand on.
    media::RtpPacket packet(uint32_t ssrc, uint16_t sequenceNumber, uint32_t timestamp, const std::vector<uint8_t> &payload, bool marker = false)
    {
        auto buffer = media::GstRef<GstBuffer>::adopt(gst_rtp_buffer_new_allocate(guint(payload.size()), 4, 2));
        GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
        gst_rtp_buffer_map(buffer.get(), GST_MAP_READWRITE, &rtp);
        gst_rtp_buffer_set_ssrc(&rtp, ssrc);
        gst_rtp_buffer_set_seq(&rtp, sequenceNumber);
        gst_rtp_buffer_set_timestamp(&rtp, timestamp);
        gst_rtp_buffer_set_marker(&rtp, marker);
        gst_rtp_buffer_set_payload_type(&rtp, 96);
        if (!payload.empty())
            std::memcpy(gst_rtp_buffer_get_payload(&rtp), payload.data(), payload.size());
        const uint8_t extension = 0x42;
        gst_rtp_buffer_add_extension_onebyte_header(&rtp, 3, &extension, 1);
        gst_rtp_buffer_unmap(&rtp);
        now += 33ms;
        return {buffer, now, {}};
    }

    const std::shared_ptr<Recorder> recorder = std::make_shared<Recorder>();
    const std::shared_ptr<RtpTimeline> timeline = std::make_shared<RtpTimeline>(recorder);
    media::MonotonicTime now{1h};
    const std::vector<uint8_t> key{0x10, 0x10, 0xaa};
    const std::vector<uint8_t> inter{0x10, 0x11, 0xbb};
};

} // namespace

TEST_F(RtpTimelineTest, payloadsStayAndWhatIsBetweenCameraAndServerIsLeftOut)
{
    const auto connection = RtpTimeline::connect(timeline);
    connection->setFormat({protocol::Codec::Vp8, {}});
    connection->consume(packet(1, 10, 0, key));
    connection->consume(packet(1, 11, 0, inter, true));
    ASSERT_EQ(recorder->seen.size(), 2u);
    EXPECT_EQ(recorder->formats, 1);
    EXPECT_EQ(recorder->seen[0].payload, key);
    EXPECT_EQ(recorder->seen[1].payload, inter);
    EXPECT_FALSE(recorder->seen[0].hasExtension);
    EXPECT_FALSE(recorder->seen[0].marker);
    EXPECT_TRUE(recorder->seen[1].marker);
    EXPECT_EQ(recorder->seen[1].timestamp, recorder->seen[0].timestamp);
}

TEST_F(RtpTimelineTest, keyframesAreToldOnceEach)
{
    const auto connection = RtpTimeline::connect(timeline);
    connection->setFormat({protocol::Codec::H264, {}});
    connection->consume(packet(1, 10, 0, {0x67, 0x42, 0xe0, 0x1f}));
    connection->consume(packet(1, 11, 0, {0x65, 0x88}, true));
    connection->consume(packet(1, 12, 3'000, {0x41, 0x9a}, true));
    connection->consume(packet(1, 13, 6'000, {0x65, 0x88}, true));
    std::vector<bool> begins;
    for (const Seen &seen : recorder->seen)
        begins.push_back(seen.beginsKeyframe);
    EXPECT_EQ(begins, (std::vector<bool>{true, false, false, true}));
    EXPECT_EQ(timeline->keyframes(), 2u);
    EXPECT_EQ(timeline->h264Profile(), 0x42e01fu);
}

TEST_F(RtpTimelineTest, anotherConnectionGoesOnWhereTheLastOneEnded)
{
    const auto first = RtpTimeline::connect(timeline);
    first->setFormat({protocol::Codec::Vp8, {}});
    first->consume(packet(1, 10, 1'000, key, true));
    const auto second = RtpTimeline::connect(timeline);
    first->consume(packet(1, 11, 4'000, inter, true));  // too late: its camera has connected anew
    first->setFormat({protocol::Codec::H264, {}});
    second->setFormat({protocol::Codec::Vp8, {}});
    second->consume(packet(2, 50'000, 77, key, true));
    ASSERT_EQ(recorder->seen.size(), 2u);
    EXPECT_EQ(recorder->formats, 2);
    EXPECT_EQ(uint16_t(recorder->seen[1].sequenceNumber - recorder->seen[0].sequenceNumber), 1);
    EXPECT_NEAR(double(recorder->seen[1].timestamp - recorder->seen[0].timestamp), 2 * 33 * 90, 2);
}

TEST_F(RtpTimelineTest, packetsThatOnlyProbeTheNetworkAreNotHandedOn)
{
    const auto connection = RtpTimeline::connect(timeline);
    connection->setFormat({protocol::Codec::Vp8, {}});
    connection->consume(packet(1, 10, 0, key, true));
    connection->consume(packet(1, 11, 0, {}));
    connection->consume(packet(1, 12, 3'000, inter, true));
    ASSERT_EQ(recorder->seen.size(), 2u);
    EXPECT_EQ(uint16_t(recorder->seen[1].sequenceNumber - recorder->seen[0].sequenceNumber), 1);
}

TEST_F(RtpTimelineTest, whatIsNoRtpIsDropped)
{
    const auto connection = RtpTimeline::connect(timeline);
    connection->setFormat({protocol::Codec::Vp8, {}});
    connection->consume({media::GstRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, 5, nullptr)), now, {}});
    connection->consume({media::GstRef<GstBuffer>::adopt(gst_buffer_new()), now, {}});
    EXPECT_TRUE(recorder->seen.empty());
}
