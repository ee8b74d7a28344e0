#include "rate/hold_back.h"

#include <gtest/gtest.h>

using rollcall::rate::HoldBack;
using rollcall::rate::Time;
using Admission = HoldBack::Admission;
using namespace std::chrono_literals;

namespace {

constexpr Time frame = 33ms;

// Pictures at 30 a second from `from` to `to`, without any report: how many passed.
int passing(HoldBack &holdBack, Time from, Time to)
{
    int passed = 0;
    for (Time at = from; at < to; at += frame)
        passed += holdBack.admit(at) != HoldBack::Admission::No;
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
        EXPECT_EQ(Admission::Yes, holdBack.admit(at));
        holdBack.confirm(at, at + 20ms);
    }
}

TEST(HoldBack, aLongWayIsNoReasonToWait)
{
    HoldBack holdBack;
    constexpr Time roundTrip = 400ms;
    for (Time at = 0s; at < 10s; at += frame) {
        EXPECT_EQ(Admission::Yes, holdBack.admit(at));
        if (at >= roundTrip)
            holdBack.confirm(at - roundTrip, at);
    }
}

TEST(HoldBack, waitsWhileWhatWasSentIsOnItsWay)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, holdBack.admit(0ms));
    holdBack.confirm(0ms, 10ms);
    // Nothing is confirmed from here on: after the round trip and the patience no more pass.
    EXPECT_EQ(passing(holdBack, 100ms, 500ms), 5);
    EXPECT_EQ(Admission::No, holdBack.admit(450ms));
    // All but the last arrived, late: that one is late as well.
    holdBack.confirm(200ms, 455ms);
    EXPECT_EQ(Admission::No, holdBack.admit(460ms));
    holdBack.confirm(232ms, 470ms);
    EXPECT_EQ(Admission::Yes, holdBack.admit(480ms));
}

TEST(HoldBack, goesOnWhenEverythingArrived)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, holdBack.admit(0ms));
    holdBack.confirm(0ms, 10ms);
    (void)passing(holdBack, 100ms, 600ms);
    ASSERT_EQ(Admission::No, holdBack.admit(600ms));
    holdBack.confirm(600ms, 640ms);
    EXPECT_EQ(Admission::Yes, holdBack.admit(650ms));
}

TEST(HoldBack, triesAgainWhenNoReportComes)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, holdBack.admit(0ms));
    holdBack.confirm(0ms, 10ms);
    const int atFirst = passing(holdBack, 33ms, 400ms);
    EXPECT_LT(atFirst, 10);
    // A picture passes every 0.6 s.
    Time last = 400ms;
    for (Time at = 400ms; at < 5s; at += frame) {
        if (holdBack.admit(at) == Admission::No)
            continue;
        EXPECT_LE(at - last, HoldBack::longest + frame);
        last = at;
    }
    EXPECT_GT(last, 4s);
}

TEST(HoldBack, aNewConnectionBeginsAfresh)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, holdBack.admit(0ms));
    holdBack.confirm(0ms, 10ms);
    (void)passing(holdBack, 100ms, 600ms);
    ASSERT_EQ(Admission::No, holdBack.admit(600ms));
    holdBack.reset();
    EXPECT_EQ(Admission::Yes, holdBack.admit(600ms));
    EXPECT_EQ(passing(holdBack, 633ms, 2s), 42);
}

// What is on its way does not become less by another picture.
TEST(HoldBack, whileTheWayIsFullOnePassesAloneNowAndThen)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, holdBack.admit(0ms));
    holdBack.confirm(0ms, 10ms);
    ASSERT_EQ(passing(holdBack, 33ms, 500ms), 5);
    int alone = 0;
    for (Time at = 500ms; at < 3500ms; at += frame) {
        const Admission admission = holdBack.admit(at);
        EXPECT_NE(admission, Admission::Yes);
        alone += admission == Admission::Alone;
    }
    EXPECT_EQ(alone, 5);
    holdBack.confirm(3400ms, 3500ms);
    EXPECT_EQ(Admission::Yes, holdBack.admit(3510ms));
}

TEST(HoldBack, noneIsAddedWhileReportsTellThatTheQueueDrains)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, holdBack.admit(0ms));
    holdBack.confirm(0ms, 10ms);
    ASSERT_EQ(passing(holdBack, 33ms, 200ms), 5);
    for (int arrived = 1; arrived <= 4; ++arrived) {
        EXPECT_EQ(passing(holdBack, 200ms * arrived, 200ms * (arrived + 1)), 0) << arrived;
        holdBack.confirm(frame * arrived, 200ms * (arrived + 1));
    }
    EXPECT_EQ(passing(holdBack, 1000ms, 1590ms), 0);
    EXPECT_EQ(Admission::Alone, holdBack.admit(1600ms)) << "nothing was heard for long";
}

TEST(HoldBack, knowsWhatIsUnderWay)
{
    HoldBack holdBack;
    ASSERT_EQ(Admission::Yes, holdBack.admit(0ms));
    EXPECT_FALSE(holdBack.isUnderWay(0ms)) << "without reports nobody knows";
    holdBack.confirm(0ms, 10ms);
    ASSERT_EQ(Admission::Yes, holdBack.admit(33ms));
    ASSERT_EQ(Admission::Yes, holdBack.admit(66ms));
    holdBack.confirm(40ms, 70ms);
    EXPECT_FALSE(holdBack.isUnderWay(33ms));
    EXPECT_TRUE(holdBack.isUnderWay(66ms));
    EXPECT_FALSE(holdBack.isUnderWay(50ms)) << "none of that moment passed";
    ASSERT_EQ(Admission::Alone, holdBack.admit(20s));
    EXPECT_FALSE(holdBack.isUnderWay(66ms)) << "what was not reported for so long is not on its way any more";
    holdBack.reset();
    EXPECT_FALSE(holdBack.isUnderWay(20s));
}
