#include "app/time_share.h"

#include <gtest/gtest.h>

namespace rollcall::app {

using namespace std::chrono_literals;

TEST(TimeShare, allOfTheTimeIsNoLimit)
{
    TimeShare share(1);
    for (int i = 0; i < 100; ++i) {
        EXPECT_TRUE(share.hasLeft(1s));
        share.use(1s);
    }
}

// Work of 10 ms comes every 5 ms; a fifth of the time is allowed.
TEST(TimeShare, onAverageNoMoreThanTheShareIsUsed)
{
    TimeShare share(0.2);
    std::chrono::nanoseconds used{};
    for (std::chrono::nanoseconds now = 100s; now < 110s; now += 5ms) {
        if (!share.hasLeft(now))
            continue;
        share.use(10ms);
        used += 10ms;
    }
    EXPECT_GE(used, 2s);
    EXPECT_LE(used, 2s + 200ms + 20ms);  // what a second leaves may be used at the start
}

TEST(TimeShare, whatWasNotUsedIsKeptForASecondAlone)
{
    TimeShare share(0.5);
    EXPECT_TRUE(share.hasLeft(0s));
    EXPECT_TRUE(share.hasLeft(60s));
    share.use(600ms);
    EXPECT_FALSE(share.hasLeft(60s));
    EXPECT_FALSE(share.hasLeft(60s + 199ms));
    EXPECT_TRUE(share.hasLeft(60s + 202ms));
    EXPECT_TRUE(share.hasLeft(1s));  // a clock that went back takes nothing
}

} // namespace rollcall::app
