#include "rate/hold_back.h"

#include <gtest/gtest.h>

using rollcall::rate::HoldBack;
using rollcall::rate::Time;
using namespace std::chrono_literals;

namespace {

constexpr Time frame = 33ms;

// Pictures at 30 a second from `from` to `to`, without any report: how many passed.
int passing(HoldBack &holdBack, Time from, Time to)
{
    int passed = 0;
    for (Time at = from; at < to; at += frame)
        passed += holdBack.admits(at);
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
        EXPECT_TRUE(holdBack.admits(at));
        holdBack.confirm(at, at + 20ms);
    }
}

TEST(HoldBack, aLongWayIsNoReasonToWait)
{
    HoldBack holdBack;
    constexpr Time roundTrip = 400ms;
    for (Time at = 0s; at < 10s; at += frame) {
        EXPECT_TRUE(holdBack.admits(at));
        if (at >= roundTrip)
            holdBack.confirm(at - roundTrip, at);
    }
}

TEST(HoldBack, waitsWhileWhatWasSentIsOnItsWay)
{
    HoldBack holdBack;
    ASSERT_TRUE(holdBack.admits(0ms));
    holdBack.confirm(0ms, 10ms);
    // Nothing is confirmed from here on: after the round trip and the patience no more pass.
    EXPECT_EQ(passing(holdBack, 100ms, 500ms), 7);
    EXPECT_FALSE(holdBack.admits(450ms));
    // All but the last two arrived, late: those are not late yet.
    holdBack.confirm(240ms, 455ms);
    EXPECT_TRUE(holdBack.admits(460ms));
}

TEST(HoldBack, goesOnWhenEverythingArrived)
{
    HoldBack holdBack;
    ASSERT_TRUE(holdBack.admits(0ms));
    holdBack.confirm(0ms, 10ms);
    (void)passing(holdBack, 100ms, 600ms);
    ASSERT_FALSE(holdBack.admits(600ms));
    holdBack.confirm(600ms, 640ms);
    EXPECT_TRUE(holdBack.admits(650ms));
}

TEST(HoldBack, triesAgainWhenNoReportComes)
{
    HoldBack holdBack;
    ASSERT_TRUE(holdBack.admits(0ms));
    holdBack.confirm(0ms, 10ms);
    const int atFirst = passing(holdBack, 33ms, 400ms);
    EXPECT_LT(atFirst, 10);
    // A picture passes every 0.6 s at least, with those that follow before it is late.
    Time last = 400ms;
    for (Time at = 400ms; at < 5s; at += frame) {
        if (!holdBack.admits(at))
            continue;
        EXPECT_LE(at - last, HoldBack::longest + frame);
        last = at;
    }
    EXPECT_GT(last, 4s);
}

TEST(HoldBack, aNewConnectionBeginsAfresh)
{
    HoldBack holdBack;
    ASSERT_TRUE(holdBack.admits(0ms));
    holdBack.confirm(0ms, 10ms);
    (void)passing(holdBack, 100ms, 600ms);
    ASSERT_FALSE(holdBack.admits(600ms));
    holdBack.reset();
    EXPECT_TRUE(holdBack.admits(600ms));
    EXPECT_EQ(passing(holdBack, 633ms, 2s), 42);
}
