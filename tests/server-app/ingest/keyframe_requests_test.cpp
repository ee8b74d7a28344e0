#include "ingest/keyframe_requests.h"

#include <gtest/gtest.h>

using rollcall::ingest::KeyframeRequests;
using namespace std::chrono_literals;

namespace {

const KeyframeRequests::Time start{1h};

} // namespace

TEST(KeyframeRequests, theFirstNeedIsAskedAtOnceAndTheNextOneWaits)
{
    KeyframeRequests requests;
    EXPECT_EQ(requests.need(start, 0), 0ms);
    EXPECT_EQ(requests.need(start + 100ms, 0), 400ms);
    EXPECT_EQ(requests.need(start + 200ms, 0), std::nullopt) << "shared with the one that waits";
    EXPECT_TRUE(requests.isDue(start + 500ms, 0));
}

TEST(KeyframeRequests, aKeyframeThatComesMeanwhileMeetsTheNeed)
{
    KeyframeRequests requests;
    EXPECT_EQ(requests.need(start, 7), 0ms);
    EXPECT_EQ(requests.need(start + 10ms, 7), 490ms);
    EXPECT_FALSE(requests.isDue(start + 500ms, 8));
    EXPECT_EQ(requests.need(start + 510ms, 8), 0ms);
}

TEST(KeyframeRequests, aThousandNeedsInFiveSecondsAreAtMostElevenRequests)
{
    KeyframeRequests requests;
    int asked = 0;
    auto lookAt = KeyframeRequests::Time::max();
    for (auto now = start; now <= start + 5s; now += 5ms) {
        if (now >= lookAt) {
            asked += requests.isDue(now, 0) ? 1 : 0;
            lookAt = KeyframeRequests::Time::max();
        }
        const auto wait = requests.need(now, 0);
        if (wait && wait->count() == 0)
            ++asked;
        else if (wait)
            lookAt = now + *wait;
    }
    EXPECT_GE(asked, 10);
    EXPECT_LE(asked, 11);
}
