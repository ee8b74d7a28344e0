#include "media/recent_answers.h"

#include <gtest/gtest.h>

using rollcall::media::RecentAnswers;
using namespace std::chrono_literals;

TEST(RecentAnswers, withoutARoundTripEverythingIsAnswered)
{
    RecentAnswers answers;
    EXPECT_TRUE(answers.admit(7, 1s));
    EXPECT_TRUE(answers.admit(7, 1s));
}

TEST(RecentAnswers, whatMayBeOnItsWayIsNotSentAgain)
{
    RecentAnswers answers;
    answers.setRoundTrip(300ms);
    EXPECT_TRUE(answers.admit(65'535, 1000ms));
    EXPECT_TRUE(answers.admit(0, 1010ms));
    EXPECT_FALSE(answers.admit(65'535, 1100ms));
    EXPECT_FALSE(answers.admit(65'535, 1299ms));
    EXPECT_TRUE(answers.admit(65'535, 1300ms)) << "it was lost as well";
    EXPECT_FALSE(answers.admit(0, 1300ms));
}

TEST(RecentAnswers, keepsNoMoreThanItMay)
{
    RecentAnswers answers;
    answers.setRoundTrip(10s);
    for (size_t i = 0; i <= RecentAnswers::kept; ++i)
        EXPECT_TRUE(answers.admit(uint16_t(i), 1s));
    EXPECT_TRUE(answers.admit(0, 1s)) << "the oldest was forgotten";
    EXPECT_FALSE(answers.admit(uint16_t(RecentAnswers::kept), 1s));
}
