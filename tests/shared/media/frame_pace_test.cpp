#include "media/frame_pace.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace std::chrono_literals;

namespace {

// How many of the pictures that a source of this rate gives in ten seconds pass.
int passing(double sourceRate, std::optional<int> limit, std::chrono::nanoseconds jitter = 0ns)
{
    media::FramePace pace;
    pace.setLimit(limit);
    int passed = 0;
    const int pictures = int(sourceRate * 10);
    for (int i = 0; i < pictures; ++i) {
        const auto time = std::chrono::nanoseconds(int64_t(i * 1e9 / sourceRate)) + (i % 2 ? jitter : -jitter) + 1h;
        passed += pace.accepts(time);
    }
    return passed;
}

TEST(FramePace, withoutLimitEverythingPasses)
{
    EXPECT_EQ(passing(60, std::nullopt), 600);
}

TEST(FramePace, halvesTheRate)
{
    EXPECT_NEAR(passing(30, 15), 150, 1);
    EXPECT_NEAR(passing(60, 15), 150, 1);
}

TEST(FramePace, hitsRatesThatDoNotDivide)
{
    EXPECT_NEAR(passing(30, 20), 200, 2);
    EXPECT_NEAR(passing(25, 10), 100, 2);
}

TEST(FramePace, sourceAtTheLimitPassesWholeInSpiteOfJitter)
{
    EXPECT_EQ(passing(30, 30), 300);
    EXPECT_EQ(passing(30, 30, 5ms), 300);
    EXPECT_EQ(passing(29.97, 30, 5ms), 299);
}

TEST(FramePace, doesNotCatchUpAfterAPause)
{
    media::FramePace pace;
    pace.setLimit(10);
    EXPECT_TRUE(pace.accepts(1s));
    EXPECT_TRUE(pace.accepts(9s));
    EXPECT_FALSE(pace.accepts(9s + 33ms));
    EXPECT_TRUE(pace.accepts(9s + 100ms));
}

TEST(FramePace, aNewLimitCountsAtOnce)
{
    media::FramePace pace;
    pace.setLimit(1);
    EXPECT_TRUE(pace.accepts(1h));
    EXPECT_FALSE(pace.accepts(1h + 100ms));
    pace.setLimit(10);
    EXPECT_TRUE(pace.accepts(1h + 200ms));
    EXPECT_FALSE(pace.accepts(1h + 230ms));
}

} // namespace
