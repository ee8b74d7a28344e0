#include "capture/loop_clock.h"

#include <gtest/gtest.h>

using namespace rollcall::capture;
using namespace std::chrono_literals;

namespace {

constexpr rollcall::media::MonotonicTime frame = 40ms;

TEST(LoopClock, goesOnOverTheSeamWithoutGapOrStep)
{
    LoopClock clock;
    auto now = rollcall::media::MonotonicTime(1h);
    std::optional<rollcall::media::MonotonicTime> previous;
    for (int round = 0; round < 3; ++round) {
        clock.startRound();
        for (int i = 0; i < 25; ++i) {
            const auto due = clock.place(i * frame, frame, now);
            EXPECT_EQ(due, previous ? *previous + frame : now) << "round " << round << " picture " << i;
            previous = due;
            now = due;
        }
    }
}

TEST(LoopClock, startsNow)
{
    LoopClock clock;
    EXPECT_EQ(clock.place(7s, frame, 1h), rollcall::media::MonotonicTime(1h));
}

TEST(LoopClock, picturesWithoutTimeFollowTheirForerunner)
{
    LoopClock clock;
    const auto first = clock.place(std::nullopt, frame, 10s);
    EXPECT_EQ(clock.place(std::nullopt, frame, 10s), first + frame);
}

TEST(LoopClock, neverStepsBackForPicturesOutOfOrder)
{
    LoopClock clock;
    const auto first = clock.place(0ms, frame, 10s);
    const auto second = clock.place(80ms, frame, 10s);
    const auto third = clock.place(40ms, frame, 10s);
    EXPECT_LT(first, second);
    EXPECT_LT(second, third);
}

TEST(LoopClock, catchesUpAfterASleepWithoutABurst)
{
    LoopClock clock;
    (void)clock.place(0ms, frame, 10s);
    const auto woken = clock.place(40ms, frame, 20s);
    EXPECT_EQ(woken, rollcall::media::MonotonicTime(20s));
    EXPECT_EQ(clock.place(80ms, frame, 20s), woken + frame);
}

} // namespace
