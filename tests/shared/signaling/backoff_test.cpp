#include "signaling/backoff.h"

#include <gtest/gtest.h>

#include <set>

using namespace std::chrono_literals;

namespace rollcall::signaling {
namespace {

// Always draws the longest wait.
struct Unlucky {
    using result_type = uint64_t;
    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return ~result_type{0}; }
    result_type operator()() { return max(); }
};

TEST(BackoffTest, theCeilingDoublesUpToTheCap)
{
    Backoff backoff{500ms, 10s};
    Unlucky unlucky;
    for (const auto expected : {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 10000ms, 10000ms})
        EXPECT_EQ(backoff.next(unlucky), expected);
}

TEST(BackoffTest, jitterSpreadsDrawsFromZeroToTheCeiling)
{
    std::mt19937 random{1};
    std::set<std::chrono::milliseconds::rep> quarters;
    for (int i = 0; i < 200; ++i) {
        const auto wait = Backoff{400ms, 10s}.next(random);
        ASSERT_GE(wait, 0ms);
        ASSERT_LE(wait, 400ms);
        quarters.insert(std::min<std::chrono::milliseconds::rep>(wait / 100ms, 3));
    }
    EXPECT_EQ(quarters.size(), 4U) << "full jitter, not a little around the ceiling";
}

TEST(BackoffTest, resetStartsAgain)
{
    Backoff backoff{500ms, 10s};
    Unlucky unlucky;
    for (int i = 0; i < 1000; ++i)
        EXPECT_LE(backoff.next(unlucky), 10s);
    backoff.reset();
    EXPECT_EQ(backoff.ceiling(), 500ms);
    EXPECT_EQ(backoff.next(unlucky), 500ms);
}

TEST(BackoffTest, theFirstWaitKeepsTheCapToo)
{
    Backoff backoff{1min, 5s};
    Unlucky unlucky;
    EXPECT_EQ(backoff.next(unlucky), 5s);
    backoff.reset();
    EXPECT_EQ(backoff.next(unlucky), 5s);
}

} // namespace
} // namespace rollcall::signaling
