#include "clip_run.h"

#include "recognition/picture.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace rollcall::recognition::test {

namespace {

cv::Mat gradient(cv::Size size)
{
    cv::Mat bgr(size, CV_8UC3);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x)
            bgr.at<cv::Vec3b>(y, x) =
                cv::Vec3b(cv::saturate_cast<uchar>(40 + x / 4), cv::saturate_cast<uchar>(60 + y / 4), 120);
    }
    return bgr;
}

double largestDifference(const cv::Mat &a, const cv::Mat &b)
{
    return cv::norm(a, b, cv::NORM_INF);
}

} // namespace

TEST(Picture, ARegionOfAFrameHasTheColoursOfThePicture)
{
    const cv::Mat bgr = gradient({320, 240});
    const FrameView frame = frameOf(bgr, {});
    const Picture picture(frame);
    const auto [region, origin] = picture.bgrAround({101.5F, 51.5F, 60, 40});
    ASSERT_FALSE(region.empty());
    EXPECT_EQ(origin, (Point{100, 50}));
    const cv::Rect place(100, 50, region.cols, region.rows);
    EXPECT_LE(largestDifference(region, bgr(place)), 6);
}

TEST(Picture, ScalingAFrameKeepsItsColours)
{
    const cv::Mat bgr = gradient({320, 240});
    const FrameView frame = frameOf(bgr, {});
    for (const cv::Size size : {cv::Size(160, 120), cv::Size(107, 81), cv::Size(61, 45), cv::Size(40, 30), cv::Size(320, 240), cv::Size(640, 480)}) {
        cv::Mat expected;
        cv::resize(bgr, expected, size, 0, 0, cv::INTER_AREA);
        const cv::Mat scaled = Picture(frame).bgrScaled(size);
        ASSERT_EQ(scaled.size(), size);
        EXPECT_LE(largestDifference(scaled, expected), 8) << size;
    }
}

TEST(Picture, ARegionOutsideIsEmpty)
{
    const FrameView frame = frameOf(gradient({320, 240}), {});
    EXPECT_TRUE(Picture(frame).bgrAround({400, 10, 50, 50}).bgr.empty());
    EXPECT_TRUE(Picture(frame).bgrAround({-80, 10, 50, 50}).bgr.empty());
}

TEST(Picture, AnOddFrameIsReadWithinItsPlanes)
{
    // 5×3 with chroma of 3×2, rows without padding: reading past a plane would be seen by the address sanitizer.
    const std::vector<uint8_t> y(15, 120);
    const std::vector<uint8_t> u(6, 100);
    const std::vector<uint8_t> v(6, 150);
    FrameView frame;
    frame.width = 5;
    frame.height = 3;
    frame.y = y.data();
    frame.u = u.data();
    frame.v = v.data();
    frame.yStride = 5;
    frame.uStride = frame.vStride = 3;
    ASSERT_TRUE(frame.isValid());
    EXPECT_EQ(Picture(frame).bgrAround({0, 0, 5, 3}).bgr.size(), cv::Size(4, 2));
    EXPECT_EQ(Picture(frame).bgrScaled({5, 3}).size(), cv::Size(5, 3));
    EXPECT_TRUE(evidenceJpeg(frame, {0, 0, 5, 3}));
}

TEST(Picture, AFrameWithoutPixelsIsNotValid)
{
    FrameView frame = frameOf(gradient({320, 240}), {});
    EXPECT_TRUE(frame.isValid());
    frame.uStride = 10;
    EXPECT_FALSE(frame.isValid());
    EXPECT_FALSE(FrameView{}.isValid());
    EXPECT_FALSE(evidenceJpeg(FrameView{}, {0, 0, 10, 10}));
}

TEST(Picture, EvidenceIsAJpegOfTheFace)
{
    const FrameView frame = frameOf(gradient({1280, 720}), {});
    const auto jpeg = evidenceJpeg(frame, {600, 300, 300, 300}, 200);
    ASSERT_TRUE(jpeg);
    EXPECT_EQ(readPhotoSize(*jpeg), (PhotoSize{200, 200}));
    EXPECT_FALSE(evidenceJpeg(frame, {3000, 300, 30, 30}));
}

} // namespace rollcall::recognition::test
