#include "media/recent_answers.h"

#include <gtest/gtest.h>

using rollcall::media::MonotonicTime;
using rollcall::media::RecentAnswers;
using namespace std::chrono_literals;

namespace {

// Reports come thirty times a second, each about twenty packets.
class Reported : public RecentAnswers {
public:
    void report(int times, MonotonicTime roundTrip, size_t lost)
    {
        for (int i = 0; i < times; ++i)
            noteReport(m_now += 33ms, roundTrip, 20, lost);
    }

private:
    MonotonicTime m_now = 1s;
};

} // namespace

TEST(RecentAnswers, withoutARoundTripEverythingIsAnsweredOnce)
{
    RecentAnswers answers;
    EXPECT_TRUE(answers.admit(7, 1s));
    EXPECT_TRUE(answers.admit(7, 1s));
    EXPECT_FALSE(answers.goTwice());
}

TEST(RecentAnswers, whatMayBeOnItsWayIsNotSentAgain)
{
    RecentAnswers answers;
    answers.noteReport(900ms, 300ms, 10, 0);
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
    answers.noteReport(900ms, 10s, 10, 0);
    for (size_t i = 0; i <= RecentAnswers::kept; ++i)
        EXPECT_TRUE(answers.admit(uint16_t(i), 1s));
    EXPECT_TRUE(answers.admit(0, 1s)) << "the oldest was forgotten";
    EXPECT_FALSE(answers.admit(uint16_t(RecentAnswers::kept), 1s));
}

TEST(RecentAnswers, goTwiceWhereALineThatLosesBecameLong)
{
    Reported answers;
    answers.report(90, 40ms, 1);
    EXPECT_FALSE(answers.goTwice()) << "the next try is there soon";
    answers.report(1, 600ms, 0);
    EXPECT_TRUE(answers.goTwice());
    answers.report(1, 40ms, 0);
    EXPECT_FALSE(answers.goTwice());
}

TEST(RecentAnswers, goOnceIntoAFullQueue)
{
    Reported answers;
    answers.report(90, 40ms, 0);
    answers.report(90, 600ms, 5);
    EXPECT_FALSE(answers.goTwice()) << "the queue dropped them; more would be dropped";
}

TEST(RecentAnswers, aWayThatBecameLongerForGoodIsBelieved)
{
    Reported answers;
    answers.report(90, 40ms, 0);
    answers.report(30 * 25, 300ms, 1);
    EXPECT_TRUE(answers.goTwice());
}
