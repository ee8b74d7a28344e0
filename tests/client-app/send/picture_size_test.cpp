#include "send/picture_size.h"

#include <gtest/gtest.h>

using namespace rollcall;
using send::PictureSize;

namespace {

protocol::Encoding box(std::optional<int> width, std::optional<int> height)
{
    protocol::Encoding wish;
    wish.width = width;
    wish.height = height;
    return wish;
}

TEST(PictureSize, keepsTheShape)
{
    EXPECT_EQ(send::fitted({1280, 720}, box(640, 480)), (PictureSize{640, 360}));
    EXPECT_EQ(send::fitted({720, 1280}, box(640, 480)), (PictureSize{270, 480}));
    EXPECT_EQ(send::fitted({1280, 720}, box(320, std::nullopt)), (PictureSize{320, 180}));
}

TEST(PictureSize, neverEnlarges)
{
    EXPECT_EQ(send::fitted({320, 240}, box(1920, 1080)), (PictureSize{320, 240}));
    EXPECT_EQ(send::fitted({320, 240}, box({}, {})), (PictureSize{320, 240}));
}

TEST(PictureSize, isEven)
{
    EXPECT_EQ(send::fitted({321, 241}, box({}, {})), (PictureSize{322, 242}));
    EXPECT_EQ(send::fitted({1000, 10}, box(100, {})), (PictureSize{100, 16}));
}

TEST(PictureSize, bitrateGrowsWithThePicture)
{
    EXPECT_EQ(send::automaticBitrateKbps({640, 480}, 30), 921);
    EXPECT_EQ(send::automaticBitrateKbps({160, 120}, 5), 150);
    EXPECT_EQ(send::automaticBitrateKbps({3840, 2160}, 30), 6000);
}

} // namespace
