#include "rules_world.h"

#include "attendance/words.h"

#include <gtest/gtest.h>

using namespace rollcall::testing;

namespace {

// Two looks a day, and what the register says of them.
struct Case {
    const char *name;
    Minutes in;
    Minutes out;
    const char *expected;
};

class Shift8To16 : public testing::TestWithParam<Case> { };

} // namespace

TEST_P(Shift8To16, isJudged)
{
    World world;
    world.shift.lateGrace = 5min;
    world.shift.earlyGrace = 10min;
    world.shift.halfDayBelow = at(5);
    world.shift.absentBelow = at(2);
    world.shift.overtime = OvertimeRule{.atLeast = 30min, .beforeStart = false};
    world.seen(monday, GetParam().in);
    world.seen(monday, GetParam().out);
    EXPECT_EQ(told(world, world.day()), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Table, Shift8To16, testing::Values(
    Case{"onTime", at(8), at(16), "present 08:00-16:00 worked 450 breaks 30"},
    Case{"earlyArrivalCountsNothing", at(7, 10), at(16), "present 07:10-16:00 worked 450 breaks 30"},
    Case{"withinTheGrace", at(8, 5), at(15, 50), "present 08:05-15:50 worked 435 breaks 30"},
    Case{"lateByAMinuteBeyondTheGrace", at(8, 6), at(16), "late 08:06-16:00 worked 444 breaks 30 late 6 +late"},
    Case{"leavesEarly", at(8), at(15, 49), "early-leave 08:00-15:49 worked 439 breaks 30 early 11 +early-leave"},
    Case{"lateAndEarly", at(9), at(15), "late 09:00-15:00 worked 330 breaks 30 late 60 early 60 +late +early-leave"},
    Case{"halfDay", at(8), at(12, 10), "half-day 08:00-12:10 worked 240 breaks 10 early 230 +early-leave +too-short"},
    Case{"tooShortToCount", at(8), at(9, 59), "absent 08:00-09:59 worked 119 early 361 +early-leave +too-short"},
    Case{"atTheAbsentThreshold", at(8), at(10), "half-day 08:00-10:00 worked 120 early 360 +early-leave +too-short"},
    Case{"staysOn", at(8), at(16, 29), "present 08:00-16:29 worked 450 breaks 30"},
    Case{"overtime", at(8), at(16, 30), "present 08:00-16:30 worked 480 breaks 30 over 30 +overtime"},
    Case{"lateButStaysOn", at(8, 30), at(17), "late 08:30-17:00 worked 480 breaks 30 late 30 over 60 +late +overtime"},
    Case{"firstMomentOfTheWindow", at(6), at(16), "present 06:00-16:00 worked 450 breaks 30"},
    Case{"beforeTheWindow", at(5, 59), at(16), "absent 16:00-16:00 late 480 +late +missing-check-out +closed-by-rule +outside-window +too-short"},
    Case{"afterTheWindow", at(8), at(20), "present 08:00-16:00 worked 450 breaks 30 +missing-check-out +closed-by-rule +outside-window"}),
    [](const auto &tried) { return std::string(tried.param.name); });

TEST(DayRules, onlyFullMinutesCount)
{
    World world;
    world.seenFor(world.instant(monday, at(8)) + 59s, 0s);
    world.seenFor(world.instant(monday, at(15, 59)) + 1s, 0s);
    EXPECT_EQ(told(world, world.day()), "present 08:00-15:59 worked 448 breaks 30");
}

TEST(DayRules, aDayWithoutAnybodyIsAbsentOnceItIsOver)
{
    World world;
    world.shift.lateGrace = 10min;
    const auto told_at = [&](Minutes time) {
        world.asOf = world.instant(monday, time);
        return told(world, world.day());
    };
    EXPECT_EQ(told_at(at(7)), "expected --- +in-progress");
    EXPECT_EQ(told_at(at(8, 9)), "expected --- +in-progress");
    EXPECT_EQ(told_at(at(8, 10)), "absent --- +in-progress");
    EXPECT_EQ(told_at(at(20)), "absent ---");
}

TEST(DayRules, aDayUnderWayIsNotJudgedByItsEnd)
{
    World world;
    world.shift.halfDayBelow = at(5);
    world.asOf = world.instant(monday, at(11));
    world.seen(monday, at(8, 20));
    EXPECT_EQ(told(world, world.day()), "late 08:20-- late 20 +late +in-progress");
    world.seen(monday, at(10));
    EXPECT_EQ(told(world, world.day()), "late 08:20-10:00 worked 100 late 20 +late +in-progress");
    world.asOf = world.instant(monday, at(20));
    EXPECT_EQ(told(world, world.day()), "half-day 08:20-10:00 worked 100 late 20 early 360 +late +early-leave +too-short");
}

TEST(DayRules, closesAMissingCheckOutAsTheShiftSays)
{
    World world;
    world.seenFor(world.instant(monday, at(8)), 10min);
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 450 breaks 30 +missing-check-out +closed-by-rule");
    world.shift.missingCheckOut = MissingCheckOut::CloseAtLastSeen;
    EXPECT_EQ(told(world, world.day()), "present 08:00-08:10 worked 10 +missing-check-out +closed-by-rule");
    world.shift.missingCheckOut = MissingCheckOut::LeaveOpen;
    EXPECT_EQ(told(world, world.day()), "exception 08:00-- +missing-check-out");
}

TEST(DayRules, seesDirections)
{
    World world;
    world.seen(monday, at(7, 50), "out");
    world.seen(monday, at(8), "in");
    world.seen(monday, at(15), "in");  // came back
    world.seen(monday, at(14), "out");
    world.seen(monday, at(16), "out");
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 450 breaks 30");

    World left;
    left.seen(monday, at(16), "out");
    EXPECT_EQ(told(left, left.day()), "exception --16:00 +missing-check-in");
}

TEST(DayRules, everyPairCountsTheTimeBetweenInAndOut)
{
    World world;
    world.shift.mode = PunchMode::EveryPair;
    for (const auto &[time, camera] : {std::pair{at(8), "in"}, {at(10), "out"}, {at(11), "in"}, {at(16), "out"}})
        world.seen(monday, time, camera);
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 390 breaks 90");
    world.seen(monday, at(9), "in");  // nobody saw the leaving in between
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 390 breaks 90 +unpaired");
    world.seen(monday, at(17), "in");
    EXPECT_EQ(told(world, world.day()), "present 08:00-17:00 worked 390 breaks 150 +missing-check-out +closed-by-rule +unpaired");
}

TEST(DayRules, noTimeCountsTwiceWhereInAndOutOverlap)
{
    World world;
    world.shift.mode = PunchMode::EveryPair;
    world.seen(monday, at(8), "in");
    world.seenFor(world.instant(monday, at(10)), 15min, "out");
    world.seen(monday, at(10, 5), "in");
    world.seen(monday, at(11), "out");
    EXPECT_EQ(told(world, world.day()), "early-leave 08:00-11:00 worked 180 early 300 +early-leave");
}

TEST(DayRules, alternatingTakesEveryOtherMomentForLeaving)
{
    World world;
    world.shift.mode = PunchMode::Alternating;
    for (const Minutes time : {at(8), at(12), at(12, 30), at(16)})
        world.seen(monday, time, "in");  // directions play no part
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 450 breaks 30");
    world.seen(monday, at(15));
    world.shift.missingCheckOut = MissingCheckOut::LeaveOpen;
    EXPECT_EQ(told(world, world.day()), "exception 08:00-- worked 390 breaks 30 +missing-check-out");
}

TEST(DayRules, joinsDuplicatesByTimeAndPlace)
{
    World world;
    world.shift.mode = PunchMode::Alternating;
    world.shift.duplicateWithin = 2min;
    world.seen(monday, at(8), "in");
    world.seen(monday, at(8, 2), "in2");   // the same gate
    world.seen(monday, at(8, 4), "in");    // still there
    world.seen(monday, at(12), "in");
    world.seen(monday, at(12, 1), "door");  // another place
    world.seen(monday, at(16), "in");
    const WorkDay day = world.day();
    EXPECT_EQ(told(world, day), "present 08:00-16:00 worked 450 breaks 30");
    EXPECT_EQ(day.sightings, 4U);
    EXPECT_EQ(day.cameras, (std::vector{CameraId("in"), CameraId("in2"), CameraId("door")}));
}

TEST(DayRules, paidBreaksCountAndMissedBreaksAreNotTakenTwice)
{
    World world;
    world.shift.breaks.push_back({.start = at(10), .end = at(10, 15), .paid = true});
    world.seen(monday, at(8));
    world.seen(monday, at(16));
    EXPECT_EQ(world.day().planned, at(7, 30));
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 450 breaks 30");
    world.shift.mode = PunchMode::Alternating;
    world.seen(monday, at(11, 50));
    world.seen(monday, at(12, 40));  // away for lunch and a little more
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 430 breaks 50");
}

TEST(DayRules, comingEarlyIsOvertimeWhereTheShiftSaysSo)
{
    World world;
    world.shift.overtime = OvertimeRule{.atLeast = 15min, .beforeStart = true};
    world.seen(monday, at(7, 15));
    world.seen(monday, at(16, 10));
    EXPECT_EQ(told(world, world.day()), "present 07:15-16:10 worked 495 breaks 30 over 45 +overtime");
}

TEST(DayRules, withoutAScheduleADayIsItsFirstAndLastSight)
{
    World world;
    world.assigned = false;
    EXPECT_TRUE(world.days(monday, addDays(monday, 6)).empty());
    world.seenFor(world.instant(monday, at(3)), 1min);
    EXPECT_EQ(told(world, world.day()), "present 03:00--");
    world.seenFor(world.instant(monday, at(23)), 1min);
    const WorkDay day = world.day();
    EXPECT_EQ(told(world, day), "present 03:00-23:01 worked 1201");
    EXPECT_FALSE(day.shift);
    EXPECT_EQ(day.lastSeen, world.instant(monday, at(23, 1)));
}

TEST(DayRules, suggestionsCountWithAMarkAndRejectedSightingsDoNot)
{
    World world;
    world.seen(monday, at(7));
    world.seen(monday, at(8));
    world.seen(monday, at(16));
    world.sightings[0].status = SightingStatus::Rejected;
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 450 breaks 30");
    world.sightings[1].status = SightingStatus::Suggested;
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 450 breaks 30 +suggested");
    world.seenFor(world.instant(monday, at(8)), 1s);  // confirmed a moment later
    EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 450 breaks 30");
}

namespace {

Correction entered(Correction::Kind kind, UtcMs when)
{
    Correction correction;
    correction.day = monday;
    correction.kind = kind;
    correction.when = when;
    return correction;
}

std::string departures(const World &world)
{
    std::string text;
    for (const Departure &departure : world.day().departures)
        text += (text.empty() ? "" : " ") + clock(world, departure.when) + '/' + std::string(toWord(departure.source));
    return text;
}

} // namespace

TEST(DayRules, aDepartureIsKnownAtAnExitByTurnsOrWhenSomebodyEntersIt)
{
    World world;
    for (const auto &[time, camera] : {std::pair(at(8), "in"), {at(12), "out"}, {at(13), "in"}, {at(16), "out"}})
        world.seen(monday, time, camera);
    EXPECT_EQ(departures(world), "12:00/face 16:00/face");
    world.correct(entered(Correction::Kind::CheckOut, world.instant(monday, at(15))));
    EXPECT_EQ(departures(world), "12:00/face 16:00/face 15:00/manual");

    World turns;  // one door that sees both ways
    for (const Minutes time : {at(8), at(12), at(13), at(16)})
        turns.seen(monday, time);
    EXPECT_EQ(departures(turns), "");
    turns.shift.mode = PunchMode::Alternating;
    EXPECT_EQ(departures(turns), "12:00/face 16:00/face");
    turns.assigned = false;  // without a schedule nobody knows
    EXPECT_EQ(departures(turns), "");
}

TEST(DayRules, whatATimeStandsOnIsTold)
{
    World world;
    const auto told = [&] {
        const WorkDay day = world.day();
        const auto word = [](const std::optional<Source> &source) { return source ? std::string(toWord(*source)) : "-"; };
        return word(day.checkInSource) + ' ' + word(day.checkOutSource);
    };
    world.seen(monday, at(8));
    EXPECT_EQ(told(), "face -");  // closed by rule
    world.sightings.back().source = Source::Pin;
    world.seen(monday, at(15));
    EXPECT_EQ(told(), "pin face");
    world.seen(monday, at(16));
    world.sightings.back().source = Source::Pin;
    EXPECT_EQ(told(), "pin pin");
    world.correct(entered(Correction::Kind::CheckIn, world.instant(monday, at(7))));
    world.correct(entered(Correction::Kind::CheckOut, world.instant(monday, at(17))));
    EXPECT_EQ(told(), "manual manual");
}
