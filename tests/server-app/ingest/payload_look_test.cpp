#include "ingest/payload_look.h"

#include <gtest/gtest.h>

#include <vector>

using namespace rollcall;
using namespace rollcall::ingest;

namespace {

using Bytes = std::vector<uint8_t>;

bool isVp8Key(const Bytes &payload)
{
    return lookAt(protocol::Codec::Vp8, payload).ofKeyframe;
}

PayloadLook h264(const Bytes &payload)
{
    return lookAt(protocol::Codec::H264, payload);
}

constexpr uint8_t key = 0x10;    // of a VP8 frame's header: shown, not an inter frame
constexpr uint8_t inter = 0x11;

} // namespace

TEST(PayloadLook, vp8KeyframesBeginWithTheirFirstPartition)
{
    EXPECT_TRUE(isVp8Key({0x10, key}));
    EXPECT_FALSE(isVp8Key({0x10, inter}));
    EXPECT_FALSE(isVp8Key({0x00, key})) << "goes on with a partition";
    EXPECT_FALSE(isVp8Key({0x11, key})) << "begins a later partition";
}

TEST(PayloadLook, vp8DescriptorsOfEveryLengthAreSkipped)
{
    EXPECT_TRUE(isVp8Key({0x90, 0x80, 0x12, key})) << "short picture id";
    EXPECT_TRUE(isVp8Key({0x90, 0x80, 0x92, 0x34, key})) << "long picture id";
    EXPECT_TRUE(isVp8Key({0x90, 0xe0, 0x92, 0x34, 0x01, 0x20, key})) << "and levels";
    EXPECT_FALSE(isVp8Key({0x90, 0xe0, 0x92, 0x34, 0x01, 0x20, inter}));
    EXPECT_TRUE(isVp8Key({0x90, 0x10, 0x05, key})) << "a key index alone";
}

TEST(PayloadLook, h264KeyframesBeginWithParametersOrAnIdrPicture)
{
    EXPECT_TRUE(h264({0x67, 0x42, 0xe0, 0x1f}).ofKeyframe);
    EXPECT_EQ(h264({0x67, 0x42, 0xe0, 0x1f}).h264Profile, 0x42e01fu);
    EXPECT_TRUE(h264({0x65, 0x88}).ofKeyframe);
    EXPECT_FALSE(h264({0x41, 0x9a}).ofKeyframe);
    EXPECT_FALSE(h264({0x68, 0xce}).ofKeyframe) << "picture parameters come with others";
    EXPECT_TRUE(h264({0x7c, 0x85, 0x88}).ofKeyframe) << "first fragment of an IDR picture";
    EXPECT_FALSE(h264({0x7c, 0x05, 0x88}).ofKeyframe) << "a later one";
    EXPECT_FALSE(h264({0x7c, 0x81, 0x9a}).ofKeyframe);
}

TEST(PayloadLook, h264AggregatesAreLookedInto)
{
    const PayloadLook look = h264({0x78, 0x00, 0x04, 0x67, 0x4d, 0x40, 0x28, 0x00, 0x02, 0x68, 0xce});
    EXPECT_TRUE(look.ofKeyframe);
    EXPECT_EQ(look.h264Profile, 0x4d4028u);
    EXPECT_FALSE(h264({0x78, 0x00, 0x02, 0x06, 0x05, 0x00, 0x02, 0x41, 0x9a}).ofKeyframe);
}

TEST(PayloadLook, whatIsCutShortSaysNothing)
{
    const Bytes vp8{0x90, 0xe0, 0x92, 0x34, 0x01, 0x20, key};
    for (std::size_t size = 0; size < vp8.size(); ++size)
        EXPECT_FALSE(isVp8Key(Bytes(vp8.begin(), vp8.begin() + std::ptrdiff_t(size)))) << size;
    const Bytes aggregate{0x78, 0x00, 0x04, 0x67, 0x4d, 0x40, 0x28};
    for (std::size_t size = 0; size < aggregate.size(); ++size)
        EXPECT_FALSE(h264(Bytes(aggregate.begin(), aggregate.begin() + std::ptrdiff_t(size))).h264Profile.has_value()) << size;
}
