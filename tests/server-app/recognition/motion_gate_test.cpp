#include "recognition/motion_gate.h"

#include <gtest/gtest.h>

namespace rollcall::recognition::test {

namespace {

cv::Mat grey(uchar value = 100)
{
    return cv::Mat(240, 320, CV_8U, cv::Scalar::all(value));
}

cv::Mat withBlock(const cv::Rect &block)
{
    cv::Mat picture = grey();
    picture(block).setTo(cv::Scalar::all(200));
    return picture;
}

} // namespace

TEST(MotionGate, AChangeMovesAndNoiseDoesNot)
{
    MotionGate gate;
    EXPECT_TRUE(gate.hasMoved(grey())); // the first picture
    gate.remember();
    cv::Mat noisy = grey();
    cv::RNG random(1);
    cv::Mat noise(noisy.size(), CV_8U);
    random.fill(noise, cv::RNG::UNIFORM, 0, 6);
    EXPECT_FALSE(gate.hasMoved(noisy + noise - 3));
    EXPECT_TRUE(gate.hasMoved(withBlock({100, 100, 16, 16})));
}

TEST(MotionGate, ASlowChangeAddsUp)
{
    MotionGate gate;
    (void)gate.hasMoved(grey(100));
    gate.remember();
    EXPECT_FALSE(gate.hasMoved(grey(102)));
    EXPECT_TRUE(gate.hasMoved(grey(104)));
}

TEST(MotionGate, TheMovedAreaIsWhereAnythingWasSinceItWasRemembered)
{
    MotionGate gate;
    const cv::Rect all(0, 0, 320, 240);
    (void)gate.hasMoved(grey());
    EXPECT_EQ(gate.movedArea(8), all);
    gate.rememberAll();
    EXPECT_TRUE(gate.movedArea(8).empty());
    (void)gate.hasMoved(withBlock({80, 40, 16, 16}));
    gate.remember(); // for hasMoved alone
    (void)gate.hasMoved(withBlock({160, 120, 8, 24})); // it went on
    EXPECT_EQ(gate.movedArea(8), cv::Rect(80, 40, 88, 104));
    gate.rememberAll();
    (void)gate.hasMoved(grey()); // and left
    EXPECT_EQ(gate.movedArea(8), cv::Rect(160, 120, 8, 24));
    gate.clear();
    (void)gate.hasMoved(grey());
    EXPECT_EQ(gate.movedArea(8), all);
}

TEST(MotionGate, EdgesThatSwayAreNoPlaceForAFaceAndWhatIsAsBroadAsOneIs)
{
    MotionGate gate;
    (void)gate.hasMoved(grey());
    gate.rememberAll();
    cv::Mat swaying = grey();
    for (int x = 24; x < 320; x += 48) // the last one is at 312
        swaying(cv::Rect(x, 0, 8, 240)).setTo(cv::Scalar::all(200));
    (void)gate.hasMoved(swaying);
    EXPECT_TRUE(gate.movedArea(40).empty());
    EXPECT_EQ(gate.movedArea(16), cv::Rect(24, 0, 296, 240)); // as narrow as a small face
    cv::Mat somebody = swaying.clone();
    const cv::Rect body(176, 80, 40, 40);
    somebody(body).setTo(cv::Scalar::all(20));
    somebody(cv::Rect(192, 96, 8, 8)).setTo(cv::Scalar::all(100)); // like the wall behind
    (void)gate.hasMoved(somebody);
    const cv::Rect found = gate.movedArea(40);
    EXPECT_EQ(found & body, body);
    const cv::Rect around(168, 72, 56, 56);
    EXPECT_EQ(found | around, around);
    somebody(cv::Rect(280, 200, 40, 40)).setTo(cv::Scalar::all(20)); // in the corner
    (void)gate.hasMoved(somebody);
    EXPECT_EQ(gate.movedArea(40).br(), cv::Point(320, 240));
}

TEST(MotionGate, TheMovedAreaReachesThePicturesEdgeWhereItsSizeIsNoMultipleOfAnArea)
{
    MotionGate gate;
    const cv::Mat before(117, 213, CV_8U, cv::Scalar::all(100));
    cv::Mat after = before.clone();
    after(cv::Rect(200, 100, 13, 17)).setTo(cv::Scalar::all(0));
    (void)gate.hasMoved(before);
    gate.rememberAll();
    (void)gate.hasMoved(after);
    EXPECT_EQ(gate.movedArea(8).br(), cv::Point(213, 117));
}

} // namespace rollcall::recognition::test
