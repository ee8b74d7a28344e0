#include "clip_run.h"

#include "recognition/photo.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <random>

namespace rollcall::recognition::test {

namespace {

using Reason = Refusal::Reason;

std::vector<std::byte> bytes(std::initializer_list<int> values)
{
    std::vector<std::byte> result;
    for (const int value : values)
        result.push_back(static_cast<std::byte>(value));
    return result;
}

cv::Mat striped(int width, int height)
{
    cv::Mat picture(height, width, CV_8UC3, cv::Scalar(40, 40, 40));
    picture.rowRange(0, height / 2).setTo(cv::Scalar(200, 200, 200)); // light above, dark below
    return picture;
}

// A JPEG with an APP1 segment that holds nothing but the orientation.
std::vector<std::byte> withOrientation(std::vector<std::byte> jpeg, int orientation)
{
    const auto exif = bytes({0xFF, 0xE1, 0x00, 0x22, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12,
        0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0});
    jpeg.insert(jpeg.begin() + 2, exif.begin(), exif.end());
    return jpeg;
}

Reason reasonFor(std::span<const std::byte> photo, const PhotoLimits &limits = {})
{
    const auto decoded = decodePhoto(photo, limits);
    if (decoded) {
        ADD_FAILURE() << "was taken";
        return Reason::Failed;
    }
    EXPECT_FALSE(decoded.error().message.empty());
    return decoded.error().reason;
}

} // namespace

TEST(Photo, TheSizeIsReadFromTheHeaderOfEachFormat)
{
    for (const char *extension : {".jpg", ".png", ".webp", ".bmp"}) {
        const auto photo = encoded(striped(93, 57), extension);
        EXPECT_EQ(readPhotoSize(photo), (PhotoSize{93, 57})) << extension;
        const auto decoded = decodePhoto(photo, {});
        ASSERT_TRUE(decoded) << extension;
        EXPECT_EQ(decoded->size(), cv::Size(93, 57)) << extension;
        EXPECT_EQ(decoded->type(), CV_8UC3) << extension;
    }
}

TEST(Photo, OnePixelIsAPicture)
{
    const auto decoded = decodePhoto(encoded(striped(1, 1), ".png"), {});
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->size(), cv::Size(1, 1));
}

TEST(Photo, WhatIsNotAPictureIsRefused)
{
    EXPECT_EQ(reasonFor({}), Reason::NotAPicture);
    EXPECT_EQ(reasonFor(bytes({0xFF, 0xD8})), Reason::NotAPicture);
    EXPECT_EQ(reasonFor(bytes({'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0})), Reason::NotAPicture);
    EXPECT_EQ(reasonFor(std::vector<std::byte>(5000, std::byte{'x'})), Reason::NotAPicture);
    EXPECT_EQ(reasonFor(bytes({'B', 'M', 0, 0})), Reason::NotAPicture);
}

TEST(Photo, APictureThatBreaksOffIsRefusedWhereverItBreaks)
{
    for (const char *extension : {".jpg", ".png", ".webp"}) {
        const auto whole = encoded(striped(200, 150), extension);
        for (size_t part = 1; part < 10; ++part) {
            const std::span half(whole.data(), whole.size() * part / 10);
            EXPECT_EQ(reasonFor(half), Reason::NotAPicture) << extension << " " << part;
        }
    }
}

TEST(Photo, TooManyPixelsAreRefusedByTheHeaderAlone)
{
    // A PNG that claims 20,000×20,000 and has no data at all.
    auto photo = bytes({0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0x4E, 0x20,
        0, 0, 0x4E, 0x20, 8, 2, 0, 0, 0});
    EXPECT_EQ(reasonFor(photo), Reason::TooLarge);
    photo[16] = photo[20] = std::byte{0x7F}; // sides of two thousand million: the product must not overflow
    EXPECT_EQ(reasonFor(photo), Reason::TooLarge);
}

TEST(Photo, TooManyBytesAreRefused)
{
    PhotoLimits limits;
    limits.maximumBytes = 100;
    EXPECT_EQ(reasonFor(encoded(striped(300, 200)), limits), Reason::TooLarge);
}

TEST(Photo, ALargePhotoIsScaledDown)
{
    const auto decoded = decodePhoto(encoded(striped(4000, 1000)), {});
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->size(), cv::Size(1600, 400));
}

TEST(Photo, ExifOrientationIsObeyed)
{
    const auto upsideDown = decodePhoto(withOrientation(encoded(striped(60, 40)), 3), {});
    ASSERT_TRUE(upsideDown);
    EXPECT_LT(upsideDown->at<cv::Vec3b>(5, 30)[0], 60); // what was below is above
    const auto onItsSide = decodePhoto(withOrientation(encoded(striped(60, 40)), 6), {});
    ASSERT_TRUE(onItsSide);
    EXPECT_EQ(onItsSide->size(), cv::Size(40, 60));
}

TEST(Photo, DamagedBytesNeverDoMoreThanFail)
{
    std::mt19937 random(11);
    for (const char *extension : {".jpg", ".png", ".webp", ".bmp"}) {
        const auto whole = encoded(striped(64, 48), extension);
        for (int round = 0; round < 60; ++round) {
            auto damaged = whole;
            for (int i = 0; i < 4; ++i)
                damaged[random() % damaged.size()] = static_cast<std::byte>(random() & 0xFF);
            PhotoLimits limits;
            limits.maximumPixels = 1'000'000;
            const auto decoded = decodePhoto(damaged, limits);
            EXPECT_TRUE(!decoded || !decoded->empty());
        }
    }
}

} // namespace rollcall::recognition::test
