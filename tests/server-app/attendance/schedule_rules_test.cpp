#include "rules_world.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace rollcall::testing;
using std::chrono::year;

TEST(ScheduleRules, weekendsAreDaysOffAndWorkOnThemIsOvertime)
{
    World world;
    const Day saturday = addDays(monday, 5);
    EXPECT_EQ(told(world, world.day(saturday)), "day-off ---");
    world.seen(saturday, at(10));
    world.seen(saturday, at(12));
    EXPECT_EQ(told(world, world.day(saturday)), "day-off 10:00-12:00 worked 120 over 120 +worked-on-day-off +overtime");
}

TEST(ScheduleRules, holidaysHaveNoShift)
{
    World world;
    world.extra.holidays = {{.id = "h", .name = "Founders' day", .first = monday, .last = addDays(monday, 1), .yearly = false, .group = {}}};
    EXPECT_EQ(told(world, world.day()), "holiday ---");
    EXPECT_EQ(world.day().note, "Founders' day");
    EXPECT_EQ(world.day(addDays(monday, 1)).status, DayStatus::Holiday);
    EXPECT_EQ(world.day(addDays(monday, 2)).status, DayStatus::Absent);
    world.seen(monday, at(8));
    world.seen(monday, at(9));
    EXPECT_EQ(told(world, world.day()), "holiday 08:00-09:00 worked 60 over 60 +worked-on-holiday +overtime");

    world.extra.holidays.front().group = GroupName("teachers");
    EXPECT_EQ(world.day(addDays(monday, 1)).status, DayStatus::Absent);
    world.groups = {GroupName("teachers")};
    EXPECT_EQ(world.day(addDays(monday, 1)).status, DayStatus::Holiday);
}

TEST(ScheduleRules, yearlyHolidaysComeAgainOverTheTurnOfTheYearAndInLeapYears)
{
    World world;
    world.shift.days.bits = Weekdays::all;
    world.extra.holidays = {{.id = "x", .name = "Winter", .first = year{2024} / 12 / 24, .last = year{2025} / 1 / 2, .yearly = true, .group = {}},
                            {.id = "l", .name = "Leap day", .first = year{2024} / 2 / 29, .last = year{2024} / 2 / 29, .yearly = true, .group = {}}};
    EXPECT_EQ(world.day(year{2026} / 12 / 24).note, "Winter");
    EXPECT_EQ(world.day(year{2027} / 1 / 2).note, "Winter");
    EXPECT_EQ(world.day(year{2027} / 1 / 3).status, DayStatus::Absent);
    EXPECT_EQ(world.day(year{2023} / 12 / 24).status, DayStatus::Absent);  // before the first one
    EXPECT_EQ(world.day(year{2028} / 2 / 29).note, "Leap day");
    EXPECT_EQ(world.day(year{2027} / 2 / 28).status, DayStatus::Absent);
    EXPECT_EQ(world.day(year{2027} / 3 / 1).status, DayStatus::Absent);
}

TEST(ScheduleRules, aLeapDayIsADay)
{
    World world;
    const Day leap = year{2028} / 2 / 29;  // a Tuesday
    world.seen(leap, at(8));
    world.seen(leap, at(16));
    EXPECT_EQ(world.day(leap).status, DayStatus::Present);
    const auto february = world.days(year{2028} / 2 / 1, year{2028} / 2 / 29);
    EXPECT_EQ(february.size(), 29U);
    EXPECT_EQ(february.back().day, leap);
}

TEST(ScheduleRules, validityHasBothEnds)
{
    World world;
    world.shift.validity = {.from = addDays(monday, 1), .until = addDays(monday, 2)};
    const auto days = world.days(monday, addDays(monday, 4));
    ASSERT_EQ(days.size(), 2U);
    EXPECT_EQ(days.front().day, addDays(monday, 1));
    EXPECT_EQ(days.back().day, addDays(monday, 2));
}

TEST(ScheduleRules, nothingIsExpectedOutsideOfMembership)
{
    World world;
    world.membership = {.from = addDays(monday, 1), .until = addDays(monday, 3)};
    EXPECT_EQ(world.days(monday, addDays(monday, 4)).size(), 3U);
    world.seen(monday, at(8));
    EXPECT_EQ(world.days(monday, addDays(monday, 4)).size(), 4U);  // but what was seen is not hidden
}

TEST(ScheduleRules, ownAssignmentsTakeThePlaceOfThoseOfGroups)
{
    World world;
    Shift late = world.shift;
    late.id = ShiftId("late");
    late.start = at(14);
    late.end = at(22);
    world.extra.shifts = {late};
    world.extra.assignments = {{.id = "g", .who = GroupName("staff"), .shift = late.id, .validity = {}}};
    world.assigned = false;
    EXPECT_TRUE(world.days(monday, monday).empty());
    world.groups = {GroupName("staff")};
    EXPECT_EQ(world.day().shift, ShiftId("late"));
    world.extra.assignments.push_back({.id = "own", .who = world.person, .shift = world.shift.id, .validity = {.from = {}, .until = monday}});
    EXPECT_EQ(world.day().shift, ShiftId("day"));
    EXPECT_EQ(world.day(addDays(monday, 1)).shift, ShiftId("late"));
}

TEST(ScheduleRules, splitShiftsShareTheDayByNearness)
{
    World world;
    world.shift.end = at(12);
    world.shift.breaks.clear();
    Shift evening = world.shift;
    evening.id = ShiftId("evening");
    evening.start = at(14);
    evening.end = at(18);
    world.extra.shifts = {evening};
    world.extra.assignments = {{.id = "e", .who = world.person, .shift = evening.id, .validity = {}}};
    for (const Minutes time : {at(8), at(12, 59), at(13, 1), at(18)})  // the windows part at 13:00
        world.seen(monday, time);
    const auto days = world.days(monday, monday);
    ASSERT_EQ(days.size(), 2U);
    EXPECT_EQ(told(world, days[0]), "present 08:00-12:59 worked 240");
    EXPECT_EQ(told(world, days[1]), "present 13:01-18:00 worked 240");
}

TEST(ScheduleRules, aWindowIsPartedButNeverWidened)
{
    World world;
    world.shift.end = at(12);
    world.shift.checkOutAfter = 10min;
    Shift evening = world.shift;
    evening.id = ShiftId("evening");
    evening.start = at(18);
    evening.end = at(20);
    evening.checkInBefore = at(8);
    world.extra.shifts = {evening};
    world.extra.assignments = {{.id = "e", .who = world.person, .shift = evening.id, .validity = {}}};
    for (const Minutes time : {at(8), at(12), at(12, 30), at(20)})  // 12:30 is nearer to the first shift, but after its window
        world.seen(monday, time);
    const auto days = world.days(monday, monday);
    ASSERT_EQ(days.size(), 2U);
    EXPECT_EQ(clock(world, days[0].checkOut), "12:00");
    EXPECT_EQ(clock(world, days[1].checkIn), "12:30");
}

namespace {

World nightWorld(LocalZone zone = fixedZone(0s))
{
    World world(std::move(zone));
    world.shift.start = at(22);
    world.shift.end = at(6);
    world.shift.days.bits = Weekdays::all;
    world.shift.breaks = {{.start = at(1), .end = at(1, 30)}};
    return world;
}

} // namespace

TEST(ScheduleRules, aNightShiftBelongsToTheDayOnWhichItStarts)
{
    World world = nightWorld();
    world.seen(monday, at(21, 55));
    world.seen(monday, at(23, 59));
    world.seen(monday, at(24 + 0, 10));
    world.seen(monday, at(24 + 6, 5));
    EXPECT_EQ(told(world, world.day()), "present 21:55-06:05 worked 450 breaks 30");
    EXPECT_EQ(world.day(addDays(monday, 1)).status, DayStatus::Absent);
    EXPECT_EQ(world.day(addDays(monday, -1)).status, DayStatus::Absent);
}

TEST(ScheduleRules, aShiftOfAWholeDayFollowsTheNext)
{
    World world;
    world.shift.end = world.shift.start;
    world.shift.days.bits = 0b0000011;  // Monday and Tuesday
    world.shift.breaks.clear();
    world.seen(monday, at(8));
    world.seen(monday, at(24 + 7, 59));
    world.seen(monday, at(24 + 8, 1));
    world.seen(monday, at(48 + 8));
    EXPECT_EQ(told(world, world.day()), "early-leave 08:00-07:59 worked 1439 early 1 +early-leave");
    EXPECT_EQ(told(world, world.day(addDays(monday, 1))), "late 08:01-08:00 worked 1439 late 1 +late");
}

// 29 March 2026 has 23 hours in Berlin, 25 October 25: a night of eight hours by the clock has seven and nine.
TEST(ScheduleRules, nightsInWhichClocksAreSetAreAsLongAsTheyAre)
{
    World world = nightWorld(berlin2026());
    for (const Day night : {year{2026} / 3 / 28, year{2026} / 10 / 24}) {
        world.seen(night, at(22));
        world.seen(night, at(30));
    }
    const WorkDay spring = world.day(year{2026} / 3 / 28);
    EXPECT_EQ(told(world, spring), "present 22:00-06:00 worked 390 breaks 30");
    EXPECT_EQ(spring.planned, at(6, 30));
    const WorkDay autumn = world.day(year{2026} / 10 / 24);
    EXPECT_EQ(told(world, autumn), "present 22:00-06:00 worked 510 breaks 30");
    EXPECT_EQ(autumn.planned, at(8, 30));
}

TEST(ScheduleRules, hoursThatDoNotExistOrComeTwiceAreWhole)
{
    World world(berlin2026());
    world.shift.days.bits = Weekdays::all;
    world.shift.breaks.clear();
    world.shift.start = at(2, 30);
    world.shift.end = at(8);
    const Day spring = year{2026} / 3 / 29;
    world.seenFor(world.instant(spring, at(3)), 0s);  // the clock's next minute after 01:59
    world.seen(spring, at(8));
    EXPECT_EQ(told(world, world.day(spring)), "present 03:00-08:00 worked 300");

    const Day autumn = year{2026} / 10 / 25;
    world.seenFor(world.instant(autumn, at(2, 30), LocalZone::Occurrence::Last), 0s);
    world.seen(autumn, at(8));
    EXPECT_EQ(told(world, world.day(autumn)), "late 02:30-08:00 worked 330 late 60 +late");
}

// The same events in places far apart: each counts by its own clocks.
TEST(ScheduleRules, everyPlaceHasItsOwnDay)
{
    for (const auto offset : {std::chrono::seconds(-11h), std::chrono::seconds(5h + 45min), std::chrono::seconds(14h)}) {
        World world(fixedZone(offset));
        world.seenFor(UtcMs(std::chrono::sys_days(monday) + at(8)) - offset, 0s);
        world.seenFor(UtcMs(std::chrono::sys_days(monday) + at(16)) - offset, 0s);
        EXPECT_EQ(told(world, world.day()), "present 08:00-16:00 worked 450 breaks 30") << offset.count();
    }
}
