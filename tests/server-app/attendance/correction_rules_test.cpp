#include "rules_world.h"

#include <gtest/gtest.h>

using namespace rollcall::testing;
using Kind = Correction::Kind;

namespace {

Correction entered(const World &world, Kind kind, Minutes time)
{
    Correction correction;
    correction.day = monday;
    correction.kind = kind;
    correction.when = world.instant(monday, time);
    return correction;
}

Correction about(Kind kind, const Uuid &target)
{
    Correction correction;
    correction.day = monday;
    correction.kind = kind;
    correction.target = target;
    return correction;
}

Correction status(DayStatus status)
{
    Correction correction;
    correction.day = monday;
    correction.kind = Kind::SetStatus;
    correction.status = status;
    correction.reason = "doctor's note";
    return correction;
}

} // namespace

TEST(Corrections, enteredTimesTakeThePlaceOfSeenOnesAndTheOriginalStays)
{
    World world;
    world.seen(monday, at(9, 30));
    world.seen(monday, at(15));
    world.correct(entered(world, Kind::CheckIn, at(8)));
    world.correct(entered(world, Kind::CheckOut, at(16, 30)));
    world.correct(entered(world, Kind::CheckOut, at(16)));  // the last one counts
    const WorkDay day = world.day();
    EXPECT_EQ(told(world, day), "present 08:00-16:00 worked 450 breaks 30 +corrected");
    EXPECT_EQ(clock(world, day.firstSeen), "09:30");
    EXPECT_EQ(clock(world, day.lastSeen), "15:00");
}

TEST(Corrections, aDayNobodySawCanBeEntered)
{
    World world;
    world.correct(entered(world, Kind::CheckIn, at(8)));
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 450 breaks 30 +missing-check-out +closed-by-rule +corrected");
    world.correct(entered(world, Kind::CheckOut, at(7)));
    EXPECT_EQ(told(world, world.day()), "exception 08:00-07:00 early 480 +early-leave +unpaired +corrected");
}

TEST(Corrections, aMomentOfSomebodyElseIsIgnored)
{
    World world;
    world.seen(monday, at(8, 30));
    const Uuid wrong = world.seen(monday, at(7));
    world.seen(monday, at(16));
    EXPECT_EQ(clock(world, world.day().checkIn), "07:00");
    world.correct(about(Kind::Ignore, wrong));
    EXPECT_EQ(told(world, world.day()), "late 08:30-16:00 worked 420 breaks 30 late 30 +late +corrected");
    EXPECT_EQ(clock(world, world.day().firstSeen), "07:00");

    World plain;
    plain.assigned = false;
    plain.correct(about(Kind::Ignore, plain.seen(monday, at(7))));
    EXPECT_TRUE(plain.days(monday, monday).empty());
}

TEST(Corrections, aStatusThatWasSetStands)
{
    World world;
    world.correct(status(DayStatus::Excused));
    EXPECT_EQ(told(world, world.day()), "excused --- +corrected");
    EXPECT_EQ(world.day().note, "doctor's note");
    world.correct(status(DayStatus::HalfDay));
    EXPECT_EQ(world.day().status, DayStatus::HalfDay);
}

TEST(Corrections, areWithdrawnByLaterOnes)
{
    World world;
    const Uuid excused = world.correct(status(DayStatus::Excused));
    const Uuid withdrawal = world.correct(about(Kind::Withdraw, excused));
    EXPECT_EQ(told(world, world.day()), "absent ---");
    const Uuid again = world.correct(about(Kind::Withdraw, withdrawal));
    EXPECT_EQ(world.day().status, DayStatus::Excused);
    world.correct(about(Kind::Withdraw, again));
    EXPECT_EQ(world.day().status, DayStatus::Absent);
    EXPECT_EQ(world.corrections.size(), 4U);
}

TEST(Corrections, enteredMomentsStandBesideSeenOnesWhereEveryPairCounts)
{
    World world;
    world.shift.mode = PunchMode::EveryPair;
    world.seen(monday, at(8), "in");
    world.seen(monday, at(12), "out");
    world.seen(monday, at(16), "out");
    EXPECT_TRUE(world.day().marks.has(Mark::UnpairedPunch));
    world.correct(entered(world, Kind::CheckIn, at(12, 30)));
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 450 breaks 30 +corrected");
}
