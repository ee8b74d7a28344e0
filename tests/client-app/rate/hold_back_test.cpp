#include "rate/hold_back.h"

#include <gtest/gtest.h>

using rollcall::rate::HoldBack;
using rollcall::rate::Time;
using Admission = HoldBack::Admission;
using namespace std::chrono_literals;

namespace {

constexpr Time frame = 33ms;

// A picture of this moment, which leaves at once when it passes.
Admission send(HoldBack &holdBack, Time at)
{
    const Admission admission = holdBack.admit(at, at);
    if (admission != Admission::No)
        holdBack.noteLeft(at, at);
    return admission;
}

// Pictures at 30 a second from `from` to `to`, without any report: how many passed.
int passing(HoldBack &holdBack, Time from, Time to)
{
    int passed = 0;
    for (Time at = from; at < to; at += frame)
        passed += send(holdBack, at) != Admission::No;
    return passed;
}

} // namespace

TEST(HoldBack, letsEverythingPassWithoutReports)
{
    HoldBack holdBack;
    EXPECT_EQ(passing(holdBack, 0s, 10s), 304);
}

TEST(HoldBack, letsEverythingPassWhileReportsCome)
{
    HoldBack holdBack;
    for (Time at = 0s; at < 10s; at += frame) {
        EXPECT_EQ(Admission::Yes, send(holdBack, at));
        holdBack.confirm(at, at + 20ms);
    }
}

TEST(HoldBack, aLongWayIsNoReasonToWait)
{
    HoldBack holdBack;
    constexpr Time roundTrip = 400ms;
    for (Time at = 0s; at < 10s; at += frame) {
        EXPECT_EQ(Admission::Yes, send(holdBack, at));
        if (at >= roundTrip)
            holdBack.confirm(at - roundTrip, at);
    }
}

TEST(HoldBack, waitsWhileWhatWasSentIsOnItsWay)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    holdBack.confirm(0ms, 10ms);
    // Nothing is confirmed from here on: after the round trip and the patience no more pass.
    EXPECT_FALSE(holdBack.isFull(210ms));
    EXPECT_EQ(passing(holdBack, 100ms, 500ms), 4);
    EXPECT_TRUE(holdBack.isFull(450ms));
    EXPECT_EQ(Admission::No, send(holdBack, 450ms));
    // All but the last arrived, late: that one is late as well.
    holdBack.confirm(166ms, 455ms);
    EXPECT_EQ(Admission::No, send(holdBack, 460ms));
    holdBack.confirm(199ms, 470ms);
    EXPECT_FALSE(holdBack.isFull(470ms));
    EXPECT_EQ(Admission::Yes, send(holdBack, 480ms));
}

// Cameras and encoders take their time: what is sent meanwhile says nothing of a picture that has not left.
TEST(HoldBack, aPictureIsOnItsWayFromWhenItLeft)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    holdBack.confirm(0ms, 10ms);
    ASSERT_EQ(Admission::Yes, holdBack.admit(20ms, 60ms));
    EXPECT_FALSE(holdBack.isFull(300ms)) << "it is in the encoder";
    holdBack.noteLeft(20ms, 300ms);
    holdBack.confirm(290ms, 305ms);
    EXPECT_FALSE(holdBack.isFull(400ms));
    EXPECT_TRUE(holdBack.isFull(420ms)) << "the report was of what had left before";
    holdBack.confirm(300ms, 425ms);
    EXPECT_FALSE(holdBack.isFull(425ms));
}

TEST(HoldBack, aPictureThatWasNeverMadeHoldsNothingBack)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    holdBack.confirm(0ms, 10ms);
    ASSERT_EQ(Admission::Yes, holdBack.admit(33ms, 33ms));
    ASSERT_EQ(Admission::Yes, send(holdBack, 66ms));
    EXPECT_TRUE(holdBack.isUnderWay(33ms));
    holdBack.confirm(66ms, 80ms);
    EXPECT_FALSE(holdBack.isUnderWay(33ms));
    EXPECT_FALSE(holdBack.isFull(1s));
}

// Some encoders count in steps of their own.
TEST(HoldBack, knowsAPictureByARoundedTime)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    holdBack.confirm(0ms, 10ms);
    ASSERT_EQ(Admission::Yes, holdBack.admit(Time{33'333}, 40ms));
    holdBack.noteLeft(33ms, 50ms);
    holdBack.confirm(50ms, 60ms);
    EXPECT_FALSE(holdBack.isUnderWay(Time{33'333}));
}

TEST(HoldBack, goesOnWhenEverythingArrived)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    holdBack.confirm(0ms, 10ms);
    (void)passing(holdBack, 100ms, 600ms);
    ASSERT_EQ(Admission::No, send(holdBack, 600ms));
    holdBack.confirm(600ms, 640ms);
    EXPECT_EQ(Admission::Yes, send(holdBack, 650ms));
}

TEST(HoldBack, triesAgainWhenNoReportComes)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    holdBack.confirm(0ms, 10ms);
    const int atFirst = passing(holdBack, 33ms, 400ms);
    EXPECT_LT(atFirst, 8);
    // A picture passes every 0.6 s.
    Time last = 400ms;
    for (Time at = 400ms; at < 5s; at += frame) {
        if (send(holdBack, at) == Admission::No)
            continue;
        EXPECT_LE(at - last, HoldBack::longest + frame);
        last = at;
    }
    EXPECT_GT(last, 4s);
}

TEST(HoldBack, aNewConnectionBeginsAfresh)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    holdBack.confirm(0ms, 10ms);
    (void)passing(holdBack, 100ms, 600ms);
    ASSERT_EQ(Admission::No, send(holdBack, 600ms));
    holdBack.reset();
    EXPECT_EQ(Admission::Yes, send(holdBack, 600ms));
    EXPECT_EQ(passing(holdBack, 633ms, 2s), 42);
}

// What is on its way does not become less by another picture.
TEST(HoldBack, whileTheWayIsFullOnePassesAloneNowAndThen)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    holdBack.confirm(0ms, 10ms);
    ASSERT_EQ(passing(holdBack, 33ms, 500ms), 4);
    int alone = 0;
    for (Time at = 500ms; at < 3500ms; at += frame) {
        const Admission admission = send(holdBack, at);
        EXPECT_NE(admission, Admission::Yes);
        alone += admission == Admission::Alone;
    }
    EXPECT_EQ(alone, 5);
    holdBack.confirm(3400ms, 3500ms);
    EXPECT_EQ(Admission::Yes, send(holdBack, 3510ms));
}

TEST(HoldBack, noneIsAddedWhileReportsTellThatTheQueueDrains)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    holdBack.confirm(0ms, 10ms);
    ASSERT_EQ(passing(holdBack, 33ms, 200ms), 4);
    for (int arrived = 1; arrived <= 3; ++arrived) {
        EXPECT_EQ(passing(holdBack, 200ms * arrived, 200ms * (arrived + 1)), 0) << arrived;
        holdBack.confirm(frame * arrived, 200ms * (arrived + 1));
    }
    EXPECT_EQ(passing(holdBack, 800ms, 1390ms), 0);
    EXPECT_EQ(Admission::Alone, send(holdBack, 1400ms)) << "nothing was heard for long";
}

TEST(HoldBack, remembersForAWhileThatPicturesHadToWait)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    holdBack.confirm(0ms, 10ms);
    ASSERT_EQ(passing(holdBack, 33ms, 300ms), 4);
    holdBack.confirm(200ms, 310ms);
    EXPECT_FALSE(holdBack.isFull(310ms));
    EXPECT_TRUE(holdBack.wasFull(310ms));
    EXPECT_TRUE(holdBack.wasFull(2'200ms));
    EXPECT_FALSE(holdBack.wasFull(2'400ms)) << "the last one waited at 297 ms";
}

// Nothing follows the last packet before a wait, so that neither side knows that it was lost.
TEST(HoldBack, theLastPacketIsRepeatedInTheSilence)
{
    HoldBack holdBack;
    EXPECT_FALSE(holdBack.repeatLast(0ms));
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    holdBack.confirm(0ms, 10ms);
    ASSERT_EQ(passing(holdBack, 33ms, 200ms), 4);
    ASSERT_TRUE(holdBack.isFull(250ms));
    EXPECT_FALSE(holdBack.repeatLast(250ms)) << "it left at 132 ms";
    holdBack.confirm(66ms, 260ms);
    EXPECT_FALSE(holdBack.repeatLast(440ms)) << "a report came";
    EXPECT_TRUE(holdBack.repeatLast(460ms));
    EXPECT_FALSE(holdBack.repeatLast(560ms));
    EXPECT_TRUE(holdBack.repeatLast(660ms));
    holdBack.confirm(660ms, 700ms);
    EXPECT_FALSE(holdBack.repeatLast(2s)) << "all arrived";
    EXPECT_EQ(Admission::Yes, send(holdBack, 2s));
}

TEST(HoldBack, knowsWhatIsUnderWay)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, send(holdBack, 0ms));
    EXPECT_FALSE(holdBack.isUnderWay(0ms)) << "without reports nobody knows";
    holdBack.confirm(0ms, 10ms);
    ASSERT_EQ(Admission::Yes, send(holdBack, 33ms));
    ASSERT_EQ(Admission::Yes, send(holdBack, 66ms));
    holdBack.confirm(40ms, 70ms);
    EXPECT_FALSE(holdBack.isUnderWay(33ms));
    EXPECT_TRUE(holdBack.isUnderWay(66ms));
    EXPECT_FALSE(holdBack.isUnderWay(50ms)) << "none of that moment passed";
    ASSERT_EQ(Admission::Alone, send(holdBack, 20s));
    EXPECT_FALSE(holdBack.isUnderWay(66ms)) << "what was not reported for so long is not on its way any more";
    holdBack.reset();
    EXPECT_FALSE(holdBack.isUnderWay(20s));
}
