#include "recognition/alignment.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rollcall::recognition::test {

namespace {

constexpr FivePoints face{Point{40, 59}, Point{87, 59}, Point{64, 82}, Point{45, 105}, Point{84, 105}};

FivePoints turned(const FivePoints &points, float angle, float scale, Point shift)
{
    FivePoints result = points;
    for (Point &p : result) {
        p = {scale * (std::cos(angle) * p.x - std::sin(angle) * p.y) + shift.x,
            scale * (std::sin(angle) * p.x + std::cos(angle) * p.y) + shift.y};
    }
    return result;
}

} // namespace

TEST(Alignment, RecoversTurnScaleAndShift)
{
    for (const float angle : {-0.5F, 0.F, 0.9F, 3.F}) {
        const FivePoints seen = turned(face, angle, 2.5F, {300, 120});
        const cv::Matx23f transform = similarity(seen, face);
        for (size_t i = 0; i < face.size(); ++i)
            EXPECT_LT(distance(transformed(transform, seen[i]), face[i]), 0.01F) << angle;
    }
}

TEST(Alignment, PointsThatCoincideDoNotBreakIt)
{
    FivePoints same;
    same.fill({10, 10});
    const Point moved = transformed(similarity(same, face), {10, 10});
    EXPECT_TRUE(std::isfinite(moved.x) && std::isfinite(moved.y));
}

TEST(Alignment, AChipShowsThePartOfThePictureThatItShould)
{
    cv::Mat pixels(480, 640, CV_8UC3, cv::Scalar(10, 20, 30));
    pixels(cv::Rect(200, 100, 50, 50)).setTo(cv::Scalar(200, 100, 50));
    const Picture picture(pixels);
    const cv::Mat chip = bgrChip(picture, {1, 0, -200, 0, 1, -100}, {50, 50});
    EXPECT_EQ(chip.at<cv::Vec3b>(25, 25), cv::Vec3b(200, 100, 50));
    const cv::Mat small = bgrChip(picture, {0.2F, 0, -40, 0, 0.2F, -20}, {10, 10});
    EXPECT_EQ(small.at<cv::Vec3b>(5, 5), cv::Vec3b(200, 100, 50));
}

TEST(Alignment, AChipOutsideThePictureIsEmptyAndOneAtTheEdgeIsNot)
{
    const Picture picture(cv::Mat(100, 100, CV_8UC3, cv::Scalar::all(77)));
    EXPECT_TRUE(bgrChip(picture, {1, 0, -500, 0, 1, 0}, {50, 50}).empty());
    EXPECT_TRUE(lumaChip(picture, {1, 0, -500, 0, 1, 0}, {50, 50}).empty());
    const cv::Mat edge = lumaChip(picture, {1, 0, -80, 0, 1, -80}, {50, 50});
    ASSERT_FALSE(edge.empty());
    EXPECT_EQ(edge.at<uchar>(49, 49), 77);
}

TEST(TurnOf, IsPositiveToThePersonsOwnLeftAndAbsentWithoutEyes)
{
    const auto points = [](float nose) { return FivePoints{{{40, 50}, {80, 50}, {nose, 70}, {45, 90}, {75, 90}}}; };
    EXPECT_FLOAT_EQ(turnOf(points(60)).value(), 0);
    EXPECT_FLOAT_EQ(turnOf(points(80)).value(), 1); // to the right of the picture: their left
    EXPECT_FLOAT_EQ(turnOf(points(50)).value(), -0.5F);
    EXPECT_FLOAT_EQ(turnOf(points(1000)).value(), 2);
    EXPECT_NEAR(turnOf(turned(points(80), 0.6F, 1.5F, {10, -20})).value(), 1, 1e-4);
    EXPECT_FALSE(turnOf(FivePoints{}));
}

} // namespace rollcall::recognition::test
