#include "whep/viewer_stream.h"

#include "media/gstreamer.h"

#include <gtest/gtest.h>

#include <QtEndian>

#include <vector>

using namespace rollcall;
using rollcall::whep::ViewerStream;
using namespace std::chrono_literals;

namespace {

struct Sent {
    uint16_t sequenceNumber = 0;
    uint32_t timestamp = 0;
    uint32_t ssrc = 0;
    uint8_t payload = 0;
    bool marker = false;
    friend bool operator==(const Sent &, const Sent &) = default;
};

struct Outlet : media::RtpOutlet {
    void send(media::GstRef<GstBufferList> packets) override
    {
        ++pictures;
        for (guint i = 0; i < gst_buffer_list_length(packets.get()); ++i) {
            uint8_t header[12];
            ASSERT_EQ(gst_buffer_extract(gst_buffer_list_get(packets.get(), i), 0, header, sizeof header), sizeof header);
            sent.push_back({qFromBigEndian<uint16_t>(header + 2), qFromBigEndian<uint32_t>(header + 4), qFromBigEndian<uint32_t>(header + 8), uint8_t(header[1] & 0x7f), (header[1] & 0x80) != 0});
        }
    }
    [[nodiscard]] uint64_t unsentBytes() const override { return unsent; }
    std::vector<Sent> sent;
    int pictures = 0;
    uint64_t unsent = 0;
};

class ViewerStreamTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() { ASSERT_TRUE(media::initialiseGStreamer().has_value()); }

    // One picture of two packets; the first may be lost on the way here.
    void picture(bool isKeyframe, bool isFirstLost = false)
    {
        timestamp += 3'000;
        now += 33ms;
        if (!isFirstLost)
            stream.consume(packet(sequenceNumber, false, isKeyframe));
        stream.consume(packet(uint16_t(sequenceNumber + 1), true, false));
        sequenceNumber = uint16_t(sequenceNumber + 2);
    }
    media::RtpPacket packet(uint16_t number, bool marker, bool beginsKeyframe) const
    {
        uint8_t bytes[20] = {0x80, uint8_t((marker ? 0x80 : 0) | 96)};
        qToBigEndian(number, bytes + 2);
        qToBigEndian(timestamp, bytes + 4);
        qToBigEndian<uint32_t>(0xcafe, bytes + 8);
        auto buffer = media::GstRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, sizeof bytes, nullptr));
        gst_buffer_fill(buffer.get(), 0, bytes, sizeof bytes);
        return {buffer, now, {}, beginsKeyframe};
    }
    std::vector<uint16_t> numbers() const
    {
        std::vector<uint16_t> all;
        for (const Sent &sent : outlet->sent)
            all.push_back(sent.sequenceNumber);
        return all;
    }

    const std::shared_ptr<Outlet> outlet = std::make_shared<Outlet>();
    int asked = 0;
    int started = 0;
    int skipped = 0;
    int lost = 0;
    ViewerStream stream{outlet, {.codec = protocol::Codec::Vp8, .payload = 101, .ssrc = 0x1234, .firstSequenceNumber = 65'534},
                        {.keyframeNeeded = [this] { ++asked; }, .started = [this] { ++started; }, .skipped = [this] { ++skipped; }, .formatLost = [this] { ++lost; }}};
    uint16_t sequenceNumber = 500;
    uint32_t timestamp = 77'000;
    media::MonotonicTime now{1h};
};

} // namespace

TEST_F(ViewerStreamTest, aViewBeginsAtAKeyframeUnderItsOwnNumbers)
{
    stream.setFormat({protocol::Codec::Vp8, {}});
    picture(false);
    EXPECT_TRUE(outlet->sent.empty());
    EXPECT_EQ(asked, 1);
    picture(true);
    picture(false);
    ASSERT_EQ(outlet->sent.size(), 4u);
    EXPECT_EQ(outlet->sent[0], (Sent{65'534, 77'000 + 2 * 3'000, 0x1234, 101, false}));
    EXPECT_EQ(outlet->sent[1], (Sent{65'535, 77'000 + 2 * 3'000, 0x1234, 101, true}));
    EXPECT_EQ(outlet->sent[2], (Sent{0, 77'000 + 3 * 3'000, 0x1234, 101, false}));
    EXPECT_EQ(outlet->pictures, 2) << "a picture's packets go together";
    EXPECT_EQ(started, 1);
}

TEST_F(ViewerStreamTest, aKeyframeIsAskedForAgainWhereNoneComes)
{
    stream.setFormat({protocol::Codec::Vp8, {}});
    for (int i = 0; i < 60; ++i)  // two seconds
        picture(false);
    EXPECT_EQ(asked, 2);
    EXPECT_TRUE(outlet->sent.empty());
}

TEST_F(ViewerStreamTest, whatWasLostBeforeIsMissingHereToo)
{
    stream.setFormat({protocol::Codec::Vp8, {}});
    picture(true);
    picture(false, true);
    picture(false);
    EXPECT_EQ(numbers(), (std::vector<uint16_t>{65'534, 65'535, 1, 2, 3}));
}

TEST_F(ViewerStreamTest, anotherConnectionOfTheCameraGoesOnWithoutAGap)
{
    stream.setFormat({protocol::Codec::Vp8, {}});
    picture(true);
    stream.setFormat({protocol::Codec::Vp8, {}});
    sequenceNumber = 9'000;
    picture(false);
    EXPECT_EQ(outlet->sent.size(), 2u) << "it begins with a key frame again";
    picture(true);
    picture(false);
    EXPECT_EQ(numbers(), (std::vector<uint16_t>{65'534, 65'535, 0, 1, 2, 3}));
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(started, 1);
}

TEST_F(ViewerStreamTest, aSlowViewerIsSkippedForwardToTheNextKeyframe)
{
    stream.setFormat({protocol::Codec::Vp8, {}});
    picture(true);
    outlet->unsent = ViewerStream::mostUnsentBytes + 1;
    picture(false);
    picture(false);
    EXPECT_EQ(skipped, 1);
    picture(true);
    EXPECT_EQ(outlet->sent.size(), 2u) << "as long as it has not caught up, not even that";
    for (int i = 0; i < 40; ++i)
        picture(false);
    EXPECT_GE(asked, 1);
    outlet->unsent = 0;
    picture(false);
    EXPECT_EQ(outlet->sent.size(), 2u);
    picture(true);
    EXPECT_EQ(numbers(), (std::vector<uint16_t>{65'534, 65'535, 0, 1}));
    EXPECT_EQ(skipped, 1);
}

TEST_F(ViewerStreamTest, anotherCodecIsNotSent)
{
    stream.setFormat({protocol::Codec::H264, {}});
    picture(true);
    EXPECT_TRUE(outlet->sent.empty());
    EXPECT_EQ(lost, 1);
    stream.setFormat({protocol::Codec::Vp8, {}});
    picture(true);
    EXPECT_EQ(outlet->sent.size(), 2u);
}

TEST_F(ViewerStreamTest, aPictureThatNeverEndsGoesInPartsAndIsSkippedLikeOthers)
{
    stream.setFormat({protocol::Codec::Vp8, {}});
    stream.consume(packet(sequenceNumber++, false, true));
    const auto more = [this](guint packets) {
        for (guint i = 0; i < packets; ++i)
            stream.consume(packet(sequenceNumber++, false, false));
    };
    more(2 * ViewerStream::mostPacketsAtOnce);
    EXPECT_EQ(outlet->sent.size(), 2 * ViewerStream::mostPacketsAtOnce) << "the last one still waits for its picture";
    EXPECT_EQ(outlet->pictures, 2);
    EXPECT_EQ(outlet->sent.back().sequenceNumber, uint16_t(65'533 + 2 * ViewerStream::mostPacketsAtOnce)) << "without a gap";
    outlet->unsent = ViewerStream::mostUnsentBytes + 1;
    more(3 * ViewerStream::mostPacketsAtOnce);
    EXPECT_EQ(skipped, 1);
    EXPECT_EQ(outlet->sent.size(), 3 * ViewerStream::mostPacketsAtOnce) << "what was gathered before is the last that goes";
}

TEST_F(ViewerStreamTest, aPictureWithoutItsLastPacketGoesWithTheNextOne)
{
    stream.setFormat({protocol::Codec::Vp8, {}});
    picture(true);
    timestamp += 3'000;
    stream.consume(packet(sequenceNumber++, false, false));
    EXPECT_EQ(outlet->sent.size(), 2u);
    ++sequenceNumber;
    picture(false);
    EXPECT_EQ(numbers(), (std::vector<uint16_t>{65'534, 65'535, 0, 2, 3}));
}
