#include "ingest/jitter_policy.h"

#include <gtest/gtest.h>

using rollcall::ingest::JitterPolicy;
using namespace std::chrono_literals;

TEST(JitterPolicy, waitsForARetransmissionWherePacketsGetLost)
{
    JitterPolicy policy(40ms);
    EXPECT_EQ(policy.look(0, 200), 40ms) << "nothing is lost: a long way alone is no reason";
    EXPECT_EQ(policy.look(3, 200), 320ms);
    EXPECT_EQ(policy.look(5, 100), 320ms) << "not shorter while it loses";
    EXPECT_EQ(policy.look(9, 2000), JitterPolicy::longest);
}

TEST(JitterPolicy, aShortWayNeedsNoMore)
{
    JitterPolicy policy(40ms);
    EXPECT_EQ(policy.look(3, 5), 40ms);
    EXPECT_EQ(policy.look(6, std::nullopt), 40ms);
}

TEST(JitterPolicy, isShortAgainAfterACalmTime)
{
    JitterPolicy policy(40ms);
    ASSERT_EQ(policy.look(1, 200), 320ms);
    for (int i = 1; i < JitterPolicy::calmLooks; ++i)
        EXPECT_EQ(policy.look(1, 200), 320ms);
    EXPECT_EQ(policy.look(1, 200), 40ms);
    EXPECT_EQ(policy.look(2, 200), 320ms);
}

TEST(JitterPolicy, whatIsSetLongerStays)
{
    JitterPolicy policy(600ms);
    EXPECT_EQ(policy.look(5, 200), 600ms);
}
