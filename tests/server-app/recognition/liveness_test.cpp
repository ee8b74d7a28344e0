#include "clip_run.h"

#include "recognition/alignment.h"
#include "recognition/blink_watch.h"
#include "recognition/challenge_watch.h"
#include "recognition/liveness_check.h"
#include "recognition/raster_watch.h"
#include "recognition/relief_watch.h"
#include "recognition/surroundings_watch.h"

#include "demo/head.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <functional>

namespace rollcall::recognition::test {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

// A drawn head before a wall with pictures.
class DrawnPerson {
public:
    DrawnPerson()
        : m_look(demo::enrolledPeople()[0].look)
        , m_head(m_look, 5)
        , m_wall(480, 640, CV_32FC3, cv::Scalar(170, 165, 150))
    {
        cv::RNG random(3);
        for (int i = 0; i < 50; ++i) {
            const cv::Point corner(random.uniform(0, 620), random.uniform(0, 460));
            const cv::Scalar colour(random.uniform(40, 220), random.uniform(40, 220), random.uniform(40, 220));
            cv::rectangle(m_wall, {corner, cv::Size(random.uniform(8, 60), random.uniform(8, 60))}, colour, cv::FILLED);
        }
    }

    [[nodiscard]] cv::Mat frame(const demo::Pose &pose) const
    {
        cv::Mat picture = m_wall.clone();
        m_head.draw(picture, pose, {});
        return developed(picture);
    }
    // A photo of the head that is held before the wall: `place` takes a point of the photo to one of the frame.
    [[nodiscard]] cv::Mat photoHeld(const cv::Matx33d &place) const
    {
        cv::Mat photo(480, 640, CV_32FC3, cv::Scalar(120, 150, 140));
        for (int x = 0; x < 640; x += 32)
            cv::line(photo, {x, 0}, {640 - x, 480}, cv::Scalar(90, 90, 160), 3);
        m_head.draw(photo, straight(), {});
        const cv::Rect cut(120, 40, 400, 400);
        cv::Mat held = m_wall.clone();
        cv::Mat cover(cut.size(), CV_8U, cv::Scalar(255));
        cv::Mat warped;
        cv::Mat mask;
        const cv::Matx33d there = place * cv::Matx33d(1, 0, cut.x, 0, 1, cut.y, 0, 0, 1);
        cv::warpPerspective(photo(cut), warped, there, held.size());
        cv::warpPerspective(cover, mask, there, held.size());
        warped.copyTo(held, mask > 127);
        return developed(held);
    }
    [[nodiscard]] static demo::Pose straight() { return {.centre = {320, 220}, .scale = 110}; }
    [[nodiscard]] static Box box(const demo::Pose &pose)
    {
        const cv::Rect area = demo::Head::faceBox(pose);
        return {static_cast<float>(area.x), static_cast<float>(area.y), static_cast<float>(area.width),
            static_cast<float>(area.height)};
    }
    // Where the points are while the head looks straight ahead.
    [[nodiscard]] FivePoints points(const demo::Pose &pose) const
    {
        const auto at = [&](double x, double y) {
            return Point{static_cast<float>(pose.centre.x + x * pose.scale), static_cast<float>(pose.centre.y + y * pose.scale)};
        };
        return {at(-m_look.eyeDistance, 0), at(m_look.eyeDistance, 0), at(0, m_look.noseTip), at(-m_look.mouthHalfWidth, m_look.mouth),
            at(m_look.mouthHalfWidth, m_look.mouth)};
    }

private:
    [[nodiscard]] static cv::Mat developed(const cv::Mat &picture)
    {
        cv::Mat noise(picture.size(), CV_32FC3);
        cv::theRNG().fill(noise, cv::RNG::NORMAL, 0, 1.6);
        cv::Mat result;
        cv::Mat(picture + noise).convertTo(result, CV_8UC3);
        return result;
    }

    demo::Look m_look;
    demo::Head m_head;
    cv::Mat m_wall;
};

cv::Mat smallLuma(const cv::Mat &bgr)
{
    cv::Mat grey;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    cv::resize(grey, grey, {}, 0.5, 0.5, cv::INTER_AREA);
    return grey;
}

Box half(const Box &box)
{
    return {box.x / 2, box.y / 2, box.width / 2, box.height / 2};
}

// A plane that is turned about its upright axis, before a lens.
cv::Matx33d tilted(double yaw, double shift)
{
    constexpr double focal = 700;
    const cv::Matx33d plane(std::cos(yaw), 0, 0, 0, 1, 0, -std::sin(yaw), 0, focal);
    const cv::Matx33d lens(focal, 0, 320 + shift, 0, focal, 220, 0, 0, 1);
    return lens * plane * cv::Matx33d(1, 0, -320, 0, 1, -220, 0, 0, 1);
}

float rasterOf(const cv::Mat &bgr)
{
    cv::Mat grey;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    RasterWatch watch;
    for (int i = 0; i < 6; ++i)
        watch.look(grey, DrawnPerson::box(DrawnPerson::straight()));
    return watch.strength().value_or(-1);
}

FivePoints turnedBy(float turn)
{
    return {Point{100, 100}, Point{150, 100}, Point{125 + 25 * turn, 130}, Point{105, 150}, Point{145, 150}};
}

// Goes on until what is asked is `wanted`.
ChallengeWatch asking(Challenge wanted, nanoseconds &time, LivenessSettings settings = {})
{
    for (settings.seed = 1; settings.seed < 100; ++settings.seed) {
        ChallengeWatch watch(settings);
        watch.look(turnedBy(0), {}, time);
        if (watch.asked() == wanted)
            return watch;
    }
    ADD_FAILURE() << "is never asked";
    return ChallengeWatch(settings);
}

} // namespace

TEST(Liveness, ADrawnFaceHasNoRasterAndDotsOfAPrintOrAScreenAreOne)
{
    const DrawnPerson person;
    const cv::Mat plain = person.frame(DrawnPerson::straight());
    EXPECT_LT(rasterOf(plain), 15);
    for (const double period : {2.4, 3.3, 4.7}) {
        cv::Mat dotted = plain.clone();
        for (int y = 0; y < dotted.rows; ++y) {
            for (int x = 0; x < dotted.cols; ++x) {
                const double wave = std::cos(2 * CV_PI * (x * 0.9 + y * 0.43) / period);
                dotted.at<cv::Vec3b>(y, x) = dotted.at<cv::Vec3b>(y, x) * (1 + 0.06 * wave);
            }
        }
        EXPECT_GT(rasterOf(dotted), 60) << period;
    }
}

TEST(Liveness, ABlinkIsSeenOnceAndAStillFaceNeverBlinks)
{
    const DrawnPerson person;
    BlinkWatch watch;
    demo::Pose pose = DrawnPerson::straight();
    for (int i = 0; i < 120; ++i) { // 30 a second; the eyes close at 1, 2 and 3 s
        const nanoseconds time = i * 33'333'333ns;
        pose.eyes = i >= 30 && i % 30 < 4 ? demo::Eyes::Closed : demo::Eyes::Open;
        pose.centre.x = 320 + 8 * std::sin(i * 0.1);
        const cv::Mat picture = person.frame(pose);
        watch.look(Picture(picture.clone()), person.points(pose), time);
        EXPECT_EQ(watch.blinks().size(), static_cast<size_t>(std::max(0, (i - 4) / 30))) << i;
    }
}

TEST(Liveness, EyesThatStayClosedAndFacesThatAreCoveredAreNoBlinks)
{
    const DrawnPerson person;
    BlinkWatch watch;
    demo::Pose pose = DrawnPerson::straight();
    for (int i = 0; i < 120; ++i) {
        pose.eyes = i >= 30 && i < 75 ? demo::Eyes::Closed : demo::Eyes::Open; // 1.5 s
        cv::Mat picture = person.frame(pose);
        if (i >= 90 && i < 94)
            picture(cv::Rect(200, 100, 240, 240)).setTo(cv::Scalar(60, 90, 120)); // a hand passes by
        watch.look(Picture(picture.clone()), person.points(pose), i * 33'333'333ns);
    }
    EXPECT_TRUE(watch.blinks().empty());
}

TEST(Liveness, AHeadThatTurnsHasReliefAndATiltedPhotoOfItIsFlat)
{
    const DrawnPerson person;
    ReliefWatch head;
    ReliefWatch photo;
    for (int i = 0; i < 40; ++i) {
        const nanoseconds time = i * 100ms;
        const double wave = std::sin(i * 0.35);
        demo::Pose pose = DrawnPerson::straight();
        pose.yaw = 0.3 * wave;
        head.look(Picture(person.frame(pose)), DrawnPerson::box(DrawnPerson::straight()), time);
        const cv::Mat held = person.photoHeld(tilted(0.6 * wave, 0));
        photo.look(Picture(held.clone()), DrawnPerson::box(DrawnPerson::straight()), time);
    }
    EXPECT_GE(head.reliefs(), 8);
    EXPECT_LE(head.flats(), head.reliefs() / 4);
    EXPECT_GE(photo.flats(), 8);
    EXPECT_LE(photo.reliefs(), photo.flats() / 4);
}

TEST(Liveness, WhatIsBesideAHeldPhotoMovesWithItAndTheWallBehindAPersonDoesNot)
{
    const DrawnPerson person;
    SurroundingsWatch living;
    SurroundingsWatch held;
    for (int i = 0; i < 40; ++i) {
        const nanoseconds time = i * 100ms;
        const double shift = 35 * std::sin(i * 0.3);
        demo::Pose pose = DrawnPerson::straight();
        pose.centre.x += shift;
        living.look(smallLuma(person.frame(pose)), half(DrawnPerson::box(pose)), time);
        held.look(smallLuma(person.photoHeld(tilted(0, shift))), half(DrawnPerson::box(pose)), time);
    }
    EXPECT_EQ(living.fixed(), 0);
    EXPECT_GE(living.free(), 4);
    EXPECT_GE(held.fixed(), 4);
    EXPECT_EQ(held.free(), 0);
}

TEST(Liveness, ATurnIsTowardsThePersonsOwnLeftOrRight)
{
    EXPECT_FLOAT_EQ(turnOf(turnedBy(0)).value(), 0);
    EXPECT_GT(turnOf(turnedBy(0.7F)).value(), 0.6F); // the nose goes to the picture's right: the person's left
    EXPECT_LT(turnOf(turnedBy(-0.7F)).value(), -0.6F);
}

TEST(Liveness, AChallengeIsMetByDoingWhatIsAsked)
{
    for (const auto &[wanted, sign] : {std::pair{Challenge::TurnLeft, 1.F}, {Challenge::TurnRight, -1.F}}) {
        nanoseconds time = 0ns;
        ChallengeWatch watch = asking(wanted, time);
        for (const float turn : {0.F, 0.1F, 0.3F, 0.45F})
            watch.look(turnedBy(sign * turn), {}, time += 200ms);
        EXPECT_FALSE(watch.isMet());
        EXPECT_EQ(watch.asked(), wanted);
        watch.look(turnedBy(sign * 0.7F), {}, time += 200ms);
        watch.look(turnedBy(sign * 0.7F), {}, time += 200ms);
        EXPECT_TRUE(watch.isMet());
        EXPECT_FALSE(watch.asked());
    }
    nanoseconds time = 0ns;
    ChallengeWatch blinking = asking(Challenge::BlinkTwice, time);
    const std::vector<nanoseconds> before{-800ms, -300ms}; // before it was asked
    blinking.look(turnedBy(0), before, time += 200ms);
    const std::vector<nanoseconds> one{-300ms, 900ms};
    blinking.look(turnedBy(0), one, time += 1s);
    EXPECT_FALSE(blinking.isMet());
    const std::vector<nanoseconds> two{-300ms, 900ms, 1700ms};
    blinking.look(turnedBy(0), two, time += 700ms);
    EXPECT_TRUE(blinking.isMet());
}

// Whoever is turned already, or does something else, has not done it.
TEST(Liveness, AChallengeFailsByTheWrongTurnOrWhenItsTimeIsOver)
{
    nanoseconds time = 0ns;
    LivenessSettings once;
    once.challenges = 1;
    ChallengeWatch wrong = asking(Challenge::TurnLeft, time, once);
    wrong.look(turnedBy(0), {}, time += 200ms);
    for (int i = 0; i < 3; ++i)
        wrong.look(turnedBy(-0.8F), {}, time += 200ms);
    EXPECT_TRUE(wrong.isFailed());

    ChallengeWatch turnedAlready = asking(Challenge::TurnLeft, time, once);
    for (int i = 0; i < 10; ++i)
        turnedAlready.look(turnedBy(0.8F), {}, time += 200ms);
    EXPECT_FALSE(turnedAlready.isMet());
    turnedAlready.look(turnedBy(0.8F), {}, time += 8s);
    EXPECT_TRUE(turnedAlready.isFailed());

    LivenessSettings twice;
    ChallengeWatch second = asking(Challenge::TurnLeft, time, twice);
    second.look(turnedBy(0), {}, time += 9s);
    EXPECT_FALSE(second.isFailed());
    ASSERT_TRUE(second.asked());
    EXPECT_NE(*second.asked(), Challenge::TurnLeft); // another one, that it was not prepared for
    second.look(turnedBy(0), {}, time += 9s);
    EXPECT_TRUE(second.isFailed());
    EXPECT_FALSE(second.asked());
}

TEST(Liveness, ThePassiveCheckTakesADrawnHeadForAliveAndNeitherItsPhotoNorAStillPicture)
{
    const DrawnPerson person;
    LivenessSettings settings;
    settings.policy = LivenessPolicy::Passive;
    LivenessCheck living(settings);
    LivenessCheck photo(settings);
    LivenessCheck nothing(settings);
    for (int i = 0; i < 150; ++i) {
        const nanoseconds time = i * 33'333'333ns;
        const double wave = std::sin(i * 0.11);
        demo::Pose pose = DrawnPerson::straight();
        const Box box = DrawnPerson::box(pose);
        const cv::Mat still = person.frame(pose);
        nothing.look({Picture(still), smallLuma(still), box, person.points(pose), true, time}, true);
        const cv::Mat held = person.photoHeld(tilted(0.3 * wave, 30 * wave));
        const auto moved = [&](float by) { return Box{box.x + by, box.y, box.width, box.height}; };
        photo.look({Picture(held), smallLuma(held), moved(static_cast<float>(30 * wave)), person.points(pose), true, time}, true);
        pose.yaw = 0.2 * wave;
        pose.eyes = i % 60 > 55 ? demo::Eyes::Closed : demo::Eyes::Open;
        const cv::Mat alive = person.frame(pose);
        living.look({Picture(alive), smallLuma(alive), box, person.points(DrawnPerson::straight()), true, time}, true);
    }
    EXPECT_EQ(living.verdict().state, LivenessState::Live);
    EXPECT_GT(living.verdict().score, 0.5F);
    EXPECT_NE(photo.verdict().state, LivenessState::Live);
    EXPECT_EQ(nothing.verdict().state, LivenessState::Undecided); // neither a blink nor a turn
    EXPECT_FALSE(living.challenge());
}

} // namespace rollcall::recognition::test
