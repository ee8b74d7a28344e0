#include "recognition/tracker.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace rollcall::recognition::test {

using namespace std::chrono_literals;

namespace {

Detection at(float x, float y, float side = 100)
{
    return {{x, y, side, side}, 1, std::nullopt};
}

cv::Mat texture(cv::Size size)
{
    cv::Mat noise(size, CV_8UC1);
    cv::RNG random(5);
    random.fill(noise, cv::RNG::UNIFORM, 0, 255);
    cv::GaussianBlur(noise, noise, {}, 2);
    cv::normalize(noise, noise, 0, 255, cv::NORM_MINMAX);
    return noise;
}

cv::Mat shifted(const cv::Mat &picture, float dx, float dy)
{
    cv::Mat result;
    cv::warpAffine(
        picture, result, cv::Matx23f{1, 0, dx, 0, 1, dy}, picture.size(), cv::INTER_LINEAR, cv::BORDER_REFLECT);
    return result;
}

} // namespace

TEST(Tracker, KeepsTheIdentityOfAMovingFace)
{
    Tracker tracker;
    tracker.update(std::vector{at(100, 100)}, 0ms);
    ASSERT_EQ(tracker.tracks().size(), 1U);
    const TrackId id = tracker.tracks()[0].id;
    for (int step = 1; step <= 10; ++step)
        tracker.update(std::vector{at(100 + 30.F * static_cast<float>(step), 100)}, step * 200ms);
    ASSERT_EQ(tracker.tracks().size(), 1U);
    EXPECT_EQ(tracker.tracks()[0].id, id);
    EXPECT_TRUE(tracker.tracks()[0].isContinuous);
}

TEST(Tracker, TellsTwoFacesApartWhateverTheOrderOfDetections)
{
    Tracker tracker;
    tracker.update(std::vector{at(100, 100), at(300, 100)}, 0ms);
    const TrackId left = tracker.tracks()[0].id;
    tracker.update(std::vector{at(290, 105), at(110, 95)}, 200ms);
    ASSERT_EQ(tracker.tracks().size(), 2U);
    EXPECT_EQ(tracker.tracks()[0].id, left);
    EXPECT_FLOAT_EQ(tracker.tracks()[0].box.x, 110);
}

TEST(Tracker, StartsATrackForAFaceElsewhereAndOneOfAnotherSize)
{
    Tracker tracker;
    tracker.update(std::vector{at(100, 100)}, 0ms);
    tracker.update(std::vector{at(100, 100), at(400, 100)}, 200ms);
    EXPECT_EQ(tracker.tracks().size(), 2U);
    tracker.update(std::vector{at(100, 100, 20)}, 400ms); // IoU 0.04, centre far off
    EXPECT_EQ(tracker.tracks().size(), 3U);
}

TEST(Tracker, ForgetsAFaceAfterSomeMissesAndNeverUsesItsIdAgain)
{
    Tracker tracker;
    tracker.update(std::vector{at(100, 100)}, 0ms);
    const TrackId id = tracker.tracks()[0].id;
    for (int run = 1; run <= 3; ++run) {
        tracker.update({}, run * 200ms);
        ASSERT_EQ(tracker.tracks().size(), 1U) << run;
    }
    tracker.update({}, 800ms);
    EXPECT_TRUE(tracker.tracks().empty());
    tracker.update(std::vector{at(100, 100)}, 1000ms);
    EXPECT_NE(tracker.tracks()[0].id, id);
}

TEST(Tracker, ForgetsAFaceThatWasNotSeenForLong)
{
    Tracker tracker;
    tracker.update(std::vector{at(100, 100)}, 0ms);
    tracker.update({}, 2000ms);
    EXPECT_TRUE(tracker.tracks().empty());
}

TEST(Tracker, SaysWhenAnotherFaceMayHaveTakenThePlace)
{
    Tracker tracker;
    tracker.update(std::vector{at(100, 100)}, 0ms);
    tracker.update({}, 200ms);
    tracker.update(std::vector{at(100, 100)}, 400ms);
    EXPECT_FALSE(tracker.tracks()[0].isContinuous); // after a miss
    tracker.update(std::vector{at(102, 100)}, 600ms);
    EXPECT_TRUE(tracker.tracks()[0].isContinuous);
    tracker.update(std::vector{at(152, 100)}, 800ms);
    EXPECT_FALSE(tracker.tracks()[0].isContinuous); // after a jump
}

TEST(Tracker, AStillSceneKeepsTracksAlive)
{
    Tracker tracker;
    tracker.update(std::vector{at(100, 100)}, 0ms);
    for (int i = 1; i <= 20; ++i)
        tracker.stillThere(i * 200ms);
    tracker.update({}, 4200ms);
    EXPECT_EQ(tracker.tracks().size(), 1U);
}

TEST(Tracker, BoundsTheNumberOfTracks)
{
    TrackerSettings settings;
    settings.maximumTracks = 4;
    Tracker tracker(settings);
    std::vector<Detection> crowd;
    for (int i = 0; i < 10; ++i)
        crowd.push_back(at(200.F * static_cast<float>(i), 0));
    tracker.update(crowd, 0ms);
    EXPECT_EQ(tracker.tracks().size(), 4U);
}

TEST(Tracker, FollowsByOpticalFlowBetweenDetections)
{
    const cv::Mat before = texture({320, 240});
    Tracker tracker;
    tracker.update(std::vector{at(200, 150)}, 0ms); // pixels of a frame of 640×480: the small picture has half of it
    cv::Mat previous = before;
    for (int step = 1; step <= 5; ++step) {
        const cv::Mat current = shifted(before, 3.F * static_cast<float>(step), -2.F * static_cast<float>(step));
        tracker.follow(previous, current, 2);
        previous = current;
    }
    const Box box = tracker.tracks()[0].box;
    EXPECT_NEAR(box.x, 230, 2);
    EXPECT_NEAR(box.y, 130, 2);
    EXPECT_NEAR(box.width, 100, 4);
}

TEST(Tracker, FlowOverAFlatPictureLeavesTheBox)
{
    const cv::Mat flat(240, 320, CV_8UC1, cv::Scalar(128));
    Tracker tracker;
    tracker.update(std::vector{at(200, 150)}, 0ms);
    tracker.follow(flat, flat, 2);
    EXPECT_EQ(tracker.tracks()[0].box, at(200, 150).box);
}

} // namespace rollcall::recognition::test
