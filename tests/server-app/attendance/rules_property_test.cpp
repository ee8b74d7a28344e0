// The register is a function of events, corrections and schedule: no order, no cutting up and no repetition changes it.
#include "rules_world.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

using namespace rollcall::testing;
using std::chrono::year;

namespace {

template <typename T>
T pick(std::initializer_list<T> values)
{
    return *rc::gen::elementOf(std::vector<T>(values));
}

int number(int from, int to) { return *rc::gen::inRange(from, to + 1); }

Shift anyShift(const char *id)
{
    Shift shift;
    shift.id = ShiftId(id);
    shift.start = Minutes(number(0, 1439));
    shift.end = Minutes(number(0, 1439));
    shift.days.bits = static_cast<uint8_t>(number(0, 127));
    shift.mode = pick({PunchMode::FirstInLastOut, PunchMode::Alternating, PunchMode::EveryPair});
    shift.missingCheckOut = pick({MissingCheckOut::CloseAtShiftEnd, MissingCheckOut::CloseAtLastSeen, MissingCheckOut::LeaveOpen});
    shift.lateGrace = Minutes(number(0, 20));
    shift.checkInBefore = Minutes(number(0, 720));
    shift.checkOutAfter = Minutes(number(0, 720));
    shift.halfDayBelow = Minutes(number(0, 300));
    shift.duplicateWithin = std::chrono::seconds(number(0, 600));
    if (pick({true, false}))
        shift.overtime = OvertimeRule{.atLeast = Minutes(number(0, 60)), .beforeStart = pick({true, false})};
    return shift;
}

void addCorrection(World &world, Day first, const std::vector<Uuid> &seen)
{
    Correction correction;
    correction.day = addDays(first, number(0, 6));
    correction.kind = pick({Correction::Kind::CheckIn, Correction::Kind::CheckOut, Correction::Kind::Ignore, Correction::Kind::SetStatus, Correction::Kind::Withdraw});
    if (correction.kind == Correction::Kind::CheckIn || correction.kind == Correction::Kind::CheckOut)
        correction.when = world.instant(correction.day, Minutes(number(0, 2'000)));
    if (correction.kind == Correction::Kind::SetStatus)
        correction.status = DayStatus::Excused;
    if (correction.kind == Correction::Kind::Ignore && !seen.empty())
        correction.target = *rc::gen::elementOf(seen);
    if (correction.kind == Correction::Kind::Withdraw && !world.corrections.empty())
        correction.target = (*rc::gen::elementOf(world.corrections)).id;
    world.correct(correction);
}

// A week around a day on which the clocks of Berlin are set, with any shifts, sightings and corrections.
World anyWorld(Day first)
{
    World world(berlin2026());
    world.shift = anyShift("one");
    if (pick({true, false})) {
        world.extra.shifts = {anyShift("two")};
        world.extra.assignments = {{.id = "two", .who = world.person, .shift = ShiftId("two"), .validity = {}}};
    }
    if (pick({true, false}))
        world.extra.holidays = {{.id = "h", .name = "Holiday", .first = addDays(first, number(0, 6)), .last = addDays(first, number(0, 6)), .yearly = false, .group = {}}};
    std::vector<Uuid> seen;
    const int count = number(0, 40);
    for (int i = 0; i < count; ++i)
        seen.push_back(world.seenFor(world.instant(first, 0min) + std::chrono::seconds(number(-200'000, 800'000)), std::chrono::seconds(number(0, 900)),
                                     pick({"in", "in2", "out", "door"})));
    const int corrected = number(0, 6);
    for (int i = 0; i < corrected; ++i)
        addCorrection(world, first, seen);
    return world;
}

const std::initializer_list<Day> weeks{year{2026} / 3 / 26, year{2026} / 10 / 22, year{2028} / 2 / 26};

} // namespace

RC_GTEST_PROP(RulesProperty, orderOfArrivalDoesNotMatter, ())
{
    const Day first = pick(weeks);
    World world = anyWorld(first);
    const auto expected = world.days(first, addDays(first, 6));
    std::mt19937 engine(static_cast<unsigned>(number(0, 1'000'000)));
    std::shuffle(world.sightings.begin(), world.sightings.end(), engine);
    std::shuffle(world.corrections.begin(), world.corrections.end(), engine);
    RC_ASSERT(world.days(first, addDays(first, 6)) == expected);
}

RC_GTEST_PROP(RulesProperty, computingAgainGivesTheSame, ())
{
    const Day first = pick(weeks);
    const World world = anyWorld(first);
    RC_ASSERT(world.days(first, addDays(first, 6)) == world.days(first, addDays(first, 6)));
}

// A day alone, from the events that it needs alone, is the day as part of a week.
RC_GTEST_PROP(RulesProperty, aDayDoesNotDependOnTheRangeAskedFor, ())
{
    const Day first = pick(weeks);
    World world = anyWorld(first);
    world.asOf = world.instant(addDays(first, 60), 0min);
    const auto week = world.days(first, addDays(first, 6));
    std::vector<WorkDay> single;
    for (int i = 0; i < 7; ++i) {
        const Day day = addDays(first, i);
        World part = world;
        const Interval needed = eventsNeeded(Timetable(world.schedule(), world.zone), {day, day});
        std::erase_if(part.sightings, [&](const Sighting &sighting) { return !needed.contains(sighting.firstSeen); });
        std::erase_if(part.corrections, [&](const Correction &correction) {
            return correction.kind != Correction::Kind::Withdraw && correction.kind != Correction::Kind::Ignore && std::abs(daysBetween(day, correction.day)) > 3;
        });
        const auto days = part.days(day, day);
        single.insert(single.end(), days.begin(), days.end());
    }
    RC_ASSERT(single == week);
}

RC_GTEST_PROP(RulesProperty, figuresStayWithinTheirBounds, ())
{
    const Day first = pick(weeks);
    const World world = anyWorld(first);
    for (const WorkDay &day : world.days(first, addDays(first, 6))) {
        RC_ASSERT(day.worked >= 0min);
        RC_ASSERT(day.overtime >= 0min);
        RC_ASSERT(day.overtime <= day.worked);
        RC_ASSERT(day.planned <= at(25));
        RC_ASSERT(day.lateBy >= 0min);
        RC_ASSERT(day.earlyBy >= 0min);
        if (day.checkIn && day.checkOut && *day.checkIn < *day.checkOut)
            RC_ASSERT(day.worked <= *day.checkOut - *day.checkIn);
    }
}
