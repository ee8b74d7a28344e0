#include "ingest/rtp_line.h"

#include <gtest/gtest.h>

using namespace rollcall;
using rollcall::ingest::RtpLine;
using namespace std::chrono_literals;

namespace {

constexpr uint32_t someone = 0x1111;
constexpr uint32_t someoneElse = 0x2222;
constexpr uint32_t pictureTicks = 3'000;  // at 30 a second
constexpr auto pictureTime = 33'333'333ns;

class RtpLineTest : public ::testing::Test {
protected:
    RtpLine::Place place(uint32_t ssrc, uint16_t sequenceNumber, uint32_t timestamp, media::MonotonicTime passed = pictureTime)
    {
        now += passed;
        return line.place(ssrc, {sequenceNumber, timestamp}, now);
    }
    RtpLine line{{100, 5'000}};
    media::MonotonicTime now{1h};
};

} // namespace

TEST_F(RtpLineTest, theLineBeginsWhereItWasToldAndGoesOnAsThePublisherDoes)
{
    const auto first = place(someone, 40'000, 1'000'000);
    EXPECT_EQ(first.sequenceNumber, 100);
    EXPECT_EQ(first.timestamp, 5'000u);
    const auto second = place(someone, 40'001, 1'000'000 + pictureTicks);
    EXPECT_EQ(second.sequenceNumber, 101);
    EXPECT_EQ(second.timestamp, 5'000u + pictureTicks);
}

TEST_F(RtpLineTest, gapsAndTheOrderOfPacketsStay)
{
    place(someone, 10, 0);
    EXPECT_EQ(place(someone, 13, pictureTicks).sequenceNumber, 103);
    const auto late = place(someone, 11, 0);
    EXPECT_EQ(late.sequenceNumber, 101);
    EXPECT_EQ(late.timestamp, 5'000u);
    EXPECT_EQ(place(someone, 14, pictureTicks).sequenceNumber, 104);
}

TEST_F(RtpLineTest, bothNumbersWrapInAndOut)
{
    RtpLine wrapping{{65'534, 0xffff'ff00}};
    const auto put = [&](uint16_t sequenceNumber, uint32_t timestamp) {
        now += pictureTime;
        return wrapping.place(someone, {sequenceNumber, timestamp}, now);
    };
    put(65'535, 0xffff'fff0);
    const auto second = put(0, 0xffff'fff0 + pictureTicks);
    EXPECT_EQ(second.sequenceNumber, 65'535);
    EXPECT_EQ(second.timestamp, uint32_t(0xffff'ff00 + pictureTicks));
    const auto third = put(1, 0xffff'fff0 + 2 * pictureTicks);
    EXPECT_EQ(third.sequenceNumber, 0);
    EXPECT_EQ(third.timestamp, uint32_t(0xffff'ff00 + 2 * pictureTicks));
}

TEST_F(RtpLineTest, anotherPublisherGoesOnAfterTheTimeInBetween)
{
    place(someone, 10, 777);
    const auto there = place(someoneElse, 60'000, 123'456'789, 12s);
    EXPECT_EQ(there.sequenceNumber, 101);
    EXPECT_EQ(there.timestamp, 5'000u + 12 * 90'000);
    const auto next = place(someoneElse, 60'001, 123'456'789 + pictureTicks);
    EXPECT_EQ(next.sequenceNumber, 102);
    EXPECT_EQ(next.timestamp, 5'000u + 12 * 90'000 + pictureTicks);
}

// As a camera app does after its network was away: the encoder ran on.
TEST_F(RtpLineTest, theSamePublisherAfterABreakKeepsItsTimestamps)
{
    place(someone, 10, 1'000);
    const auto there = place(someone, 3'010, 1'000 + 10 * 90'000 + 77, 10s);
    EXPECT_EQ(there.timestamp, 5'000u + 10 * 90'000 + 77);
    EXPECT_EQ(there.sequenceNumber, 3'100);
}

TEST_F(RtpLineTest, aLongGapIsNoLossOfThousands)
{
    place(someone, 10, 1'000);
    const auto there = place(someone, 9'010, 1'000 + 10 * 90'000, 10s);
    EXPECT_EQ(there.sequenceNumber, 101);
    EXPECT_EQ(there.timestamp, 5'000u + 10 * 90'000);
}

TEST_F(RtpLineTest, timestampsThatJumpAreBroughtBackToTheLine)
{
    place(someone, 10, 1'000);
    EXPECT_EQ(place(someone, 11, 2'000'000'000, 1s).timestamp, 5'000u + 90'000);
    EXPECT_EQ(place(someone, 12, 2'000'000'000 + pictureTicks).timestamp, 5'000u + 90'000 + pictureTicks);
}

TEST_F(RtpLineTest, twoPublishersAtTheSameMomentNeverShareATimestamp)
{
    const auto one = place(someone, 10, 1'000);
    EXPECT_NE(place(someoneElse, 10, 1'000, 0ns).timestamp, one.timestamp);
}

TEST_F(RtpLineTest, whatIsLeftOutLeavesNoGap)
{
    place(someone, 10, 1'000);
    place(someone, 11, 1'000);
    line.leaveOut({11, 1'000});
    EXPECT_EQ(place(someone, 12, 1'000 + pictureTicks).sequenceNumber, 101);
    EXPECT_EQ(place(someone, 13, 1'000 + pictureTicks).sequenceNumber, 102);
    EXPECT_EQ(place(someoneElse, 500, 9).sequenceNumber, 103);
}

TEST_F(RtpLineTest, aDayGoesByWithoutDrift)
{
    place(someone, 10, 1'000);
    EXPECT_EQ(place(someoneElse, 7, 0, 24h).timestamp, uint32_t(5'000ull + 24ull * 3'600 * 90'000));
}
