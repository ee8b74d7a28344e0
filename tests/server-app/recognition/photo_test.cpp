#include "clip_run.h"

#include "recognition/photo.h"

#include <gtest/gtest.h>

#include <turbojpeg.h>

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
    const auto written = [](std::string text) {
        text.resize(3000, '\n');
        const auto view = std::as_bytes(std::span(text));
        return std::vector<std::byte>(view.begin(), view.end());
    };
    for (const char *text : {"%PDF-1.7\n1 0 obj", "<!DOCTYPE html><html><img src=a.jpg>", "\x7f" "ELF\x02\x01\x01", "II*\0", "{}"})
        EXPECT_EQ(reasonFor(written(text)), Reason::NotAPicture) << text;
}

// Which picture of several shows the person nobody can say.
TEST(Photo, WhatIsAnimatedIsRefusedAndSaysSo)
{
    const auto png = encoded(striped(40, 30), ".png");
    auto moving = png;
    const auto frames = bytes({0, 0, 0, 8, 'a', 'c', 'T', 'L', 0, 0, 0, 2, 0, 0, 0, 0, 0xF3, 0x8D, 0x93, 0x70});
    moving.insert(moving.begin() + 33, frames.begin(), frames.end()); // behind the header
    for (const auto &photo : {moving, bytes({'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0}),
             bytes({'R', 'I', 'F', 'F', 30, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'X', 10, 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 9, 0, 0})}) {
        const auto decoded = decodePhoto(photo, {});
        ASSERT_FALSE(decoded);
        EXPECT_EQ(decoded.error().reason, Reason::NotAPicture);
        EXPECT_NE(decoded.error().message.find("animated"), std::string::npos) << decoded.error().message;
    }
    EXPECT_TRUE(decodePhoto(png, {}));
}

// What printers and picture editors write; the ink values are upside down in it, as Adobe's programs have them.
TEST(Photo, AJpegOfFourInksHasTheColoursOfThePicture)
{
    std::vector<unsigned char> inks;
    for (int i = 0; i < 64 * 48; ++i)
        inks.insert(inks.end(), {200, 120, 60, 255});
    unsigned char *jpeg = nullptr;
    unsigned long size = 0;
    const tjhandle compressor = tjInitCompress();
    ASSERT_EQ(tjCompress2(compressor, inks.data(), 64, 0, 48, TJPF_CMYK, &jpeg, &size, TJSAMP_444, 95, 0), 0);
    const auto view = std::as_bytes(std::span(jpeg, size));
    const std::vector<std::byte> photo(view.begin(), view.end());
    tjFree(jpeg);
    tjDestroy(compressor);
    const auto decoded = decodePhoto(photo, {});
    ASSERT_TRUE(decoded) << decoded.error().message;
    ASSERT_EQ(decoded->size(), cv::Size(64, 48));
    const auto pixel = decoded->at<cv::Vec3b>(24, 32);
    EXPECT_NEAR(pixel[2], 200, 6);
    EXPECT_NEAR(pixel[1], 120, 6);
    EXPECT_NEAR(pixel[0], 60, 6);
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

// The eight ways in which a camera may have been held: what is stored, and how it is to be shown.
TEST(Photo, EveryExifOrientationIsShownUpright)
{
    // A picture with another colour in each quarter; the corners of what is shown name the orientation.
    cv::Mat stored(40, 60, CV_8UC3);
    const cv::Vec3b colours[] = {{250, 10, 10}, {10, 250, 10}, {10, 10, 250}, {240, 240, 240}}; // a b / c d
    for (int y = 0; y < stored.rows; ++y) {
        for (int x = 0; x < stored.cols; ++x)
            stored.at<cv::Vec3b>(y, x) = colours[(y >= 20 ? 2 : 0) + (x >= 30 ? 1 : 0)];
    }
    const std::string shown[] = {"abcd", "badc", "dcba", "cdab", "acbd", "cadb", "dbca", "bdac"};
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const auto decoded = decodePhoto(withOrientation(encoded(stored), orientation), {});
        ASSERT_TRUE(decoded) << orientation;
        EXPECT_EQ(decoded->size(), orientation <= 4 ? cv::Size(60, 40) : cv::Size(40, 60)) << orientation;
        std::string corners;
        for (const cv::Point at : {cv::Point(8, 8), cv::Point(decoded->cols - 9, 8), cv::Point(8, decoded->rows - 9),
                 cv::Point(decoded->cols - 9, decoded->rows - 9)}) {
            const auto nearest = std::ranges::min_element(colours, {}, [&](const cv::Vec3b &colour) {
                return cv::norm(cv::Vec3i(colour) - cv::Vec3i(decoded->at<cv::Vec3b>(at)));
            });
            corners += static_cast<char>('a' + (nearest - std::begin(colours)));
        }
        EXPECT_EQ(corners, shown[orientation - 1]) << orientation;
    }
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
