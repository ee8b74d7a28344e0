#include "attendance/day_rules.h"

#include "attendance/presence.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace rollcall::attendance {

namespace {

using std::chrono::milliseconds;

// Only full minutes count, for and against.
Minutes fullMinutes(milliseconds duration) { return std::max(Minutes(0), std::chrono::floor<Minutes>(duration)); }

std::vector<Punch> manualPunches(const TurnEvents &events)
{
    std::vector<Punch> punches;
    for (const Correction *correction : events.corrections) {
        const bool isIn = correction->kind == Correction::Kind::CheckIn;
        if (correction->when && (isIn || correction->kind == Correction::Kind::CheckOut))
            punches.push_back({.direction = isIn ? Direction::In : Direction::Out, .from = *correction->when, .until = *correction->when,
                               .source = Source::Manual, .isSuggested = false});
    }
    return punches;
}

// What cameras saw, whatever was made of it.
void noteSightings(WorkDay &day, const TurnEvents &events)
{
    std::vector<const Sighting *> order = events.sightings;
    bool anyConfirmed = events.sightings.empty();
    for (const Sighting *sighting : events.sightings) {
        anyConfirmed = anyConfirmed || sighting->status == SightingStatus::Confirmed;
        day.firstSeen = std::min(day.firstSeen.value_or(sighting->firstSeen), sighting->firstSeen);
        day.lastSeen = std::max(day.lastSeen.value_or(sighting->lastSeen), sighting->lastSeen);
    }
    day.certainty = anyConfirmed ? SightingStatus::Confirmed : SightingStatus::Suggested;
    std::sort(order.begin(), order.end(), [](const Sighting *a, const Sighting *b) { return std::tie(a->firstSeen, a->camera) < std::tie(b->firstSeen, b->camera); });
    for (const Sighting *sighting : order) {
        if (std::find(day.cameras.begin(), day.cameras.end(), sighting->camera) == day.cameras.end())
            day.cameras.push_back(sighting->camera);
    }
}

void noteCorrections(WorkDay &day, const TurnEvents &events)
{
    for (const Correction *correction : events.corrections) {
        day.marks.add(Mark::Corrected);
        if (correction->kind != Correction::Kind::SetStatus || !correction->status)
            continue;
        day.status = *correction->status;
        day.note = correction->reason;
    }
}

// What was presence, before rules look at it.
struct Basis {
    Presence presence;
    std::size_t punches = 0;
    bool anySuggested = false;
    std::optional<UtcMs> last;  // of all punches
};

Basis findBasis(const TurnEvents &events, const Timetable &timetable, PunchMode mode, milliseconds duplicateWithin)
{
    const std::vector<Punch> punches = makePunches(countingSightings(events), timetable, duplicateWithin);
    Basis basis{.presence = findPresence(mode, punches, manualPunches(events)), .punches = punches.size(), .anySuggested = false, .last = {}};
    for (const Punch &punch : punches) {
        basis.anySuggested = basis.anySuggested || punch.isSuggested;
        basis.last = std::max(basis.last.value_or(punch.until), punch.until);
    }
    return basis;
}

void takePresence(WorkDay &day, Presence &presence)
{
    day.checkIn = presence.in;
    day.checkOut = presence.out;
    day.checkInSource = presence.inSource;
    day.checkOutSource = presence.outSource;
    day.departures = std::move(presence.departures);
}

UtcMs closingTime(const Turn &turn, UtcMs openSince, std::optional<UtcMs> last)
{
    if (turn.shift->missingCheckOut == MissingCheckOut::CloseAtShiftEnd)
        return std::max(openSince, turn.hours.until);
    return std::max(openSince, last.value_or(openSince));
}

// Once the window is over: an in without an out is closed as the shift says.
void closeOpenEnd(const Turn &turn, Basis &basis, WorkDay &day)
{
    Presence &presence = basis.presence;
    if (!presence.open)
        return;
    day.marks.add(Mark::MissingCheckOut);
    if (turn.shift->missingCheckOut == MissingCheckOut::LeaveOpen)
        return;
    const UtcMs out = closingTime(turn, *presence.open, basis.last);
    day.marks.add(Mark::ClosedByRule);
    presence.intervals.push_back({*presence.open, out});
    presence.out = out;
    presence.outSource.reset();
    presence.open.reset();
}

milliseconds unpaidBreaks(const Turn &turn, std::span<const Interval> intervals)
{
    milliseconds sum{0};
    for (const Interval &interval : intervals) {
        for (const Interval &pause : turn.unpaidBreaks)
            sum += overlap(interval, pause);
    }
    return sum;
}

void countTime(const Turn &turn, const Presence &presence, WorkDay &day)
{
    milliseconds inside{0};
    milliseconds before{0};
    milliseconds after{0};
    milliseconds away{0};
    for (std::size_t i = 0; i < presence.intervals.size(); ++i) {
        const Interval &interval = presence.intervals[i];
        inside += overlap(interval, turn.hours);
        before += overlap(interval, {UtcMs::min(), turn.hours.from});
        after += overlap(interval, {turn.hours.until, UtcMs::max()});
        if (i > 0)
            away += interval.from - presence.intervals[i - 1].until;
    }
    const milliseconds pauses = unpaidBreaks(turn, presence.intervals);
    day.breaks = fullMinutes(pauses + away);
    if (const auto &rule = turn.shift->overtime) {
        if (fullMinutes(after) >= rule->atLeast)
            day.overtime += fullMinutes(after);
        if (rule->beforeStart && fullMinutes(before) >= rule->atLeast)
            day.overtime += fullMinutes(before);
    }
    day.worked = fullMinutes(inside - pauses) + day.overtime;
    if (day.overtime > Minutes(0))
        day.marks.add(Mark::Overtime);
}

// Late at the start, gone before the end: beyond the grace, counted from the hour itself.
void countLateAndEarly(const Turn &turn, WorkDay &day, bool isFinal)
{
    const Minutes late = day.checkIn ? std::min(fullMinutes(*day.checkIn - turn.hours.from), fullMinutes(turn.hours.length())) : Minutes(0);
    if (late > turn.shift->lateGrace) {
        day.lateBy = late;
        day.marks.add(Mark::Late);
    }
    if (!isFinal || !day.checkOut || day.marks.has(Mark::ClosedByRule))
        return;
    const Minutes early = std::min(fullMinutes(turn.hours.until - *day.checkOut), fullMinutes(turn.hours.length()));
    if (early > turn.shift->earlyGrace) {
        day.earlyBy = early;
        day.marks.add(Mark::EarlyLeave);
    }
}

DayStatus statusOf(const Turn &turn, const Presence &presence, WorkDay &day, UtcMs asOf, bool isFinal)
{
    if (!presence.in && !presence.out)
        return !isFinal && asOf < turn.hours.from + turn.shift->lateGrace ? DayStatus::Expected : DayStatus::Absent;
    if (isFinal) {
        const bool neverPaired = presence.intervals.empty() && presence.isUnpaired;
        if (presence.isMissingIn() || presence.open || neverPaired)
            return DayStatus::Exception;
        if (day.worked < turn.shift->absentBelow || day.worked < turn.shift->halfDayBelow) {
            day.marks.add(Mark::TooShort);
            return day.worked < turn.shift->absentBelow ? DayStatus::Absent : DayStatus::HalfDay;
        }
    }
    if (day.marks.has(Mark::Late))
        return DayStatus::Late;
    return day.marks.has(Mark::EarlyLeave) ? DayStatus::EarlyLeave : DayStatus::Present;
}

} // namespace

std::vector<const Sighting *> countingSightings(const TurnEvents &events)
{
    std::set<Uuid> ignored;
    for (const Correction *correction : events.corrections) {
        if (correction->kind == Correction::Kind::Ignore && correction->target)
            ignored.insert(*correction->target);
    }
    std::vector<const Sighting *> counting = events.sightings;
    std::erase_if(counting, [&](const Sighting *sighting) { return ignored.contains(sighting->id); });
    return counting;
}

WorkDay judgeTurn(const PersonId &person, const Turn &turn, const TurnEvents &events, const Timetable &timetable, UtcMs asOf)
{
    WorkDay day;
    day.person = person;
    day.day = turn.day;
    day.shift = turn.shift->id;
    day.shiftStart = turn.hours.from;
    day.shiftEnd = turn.hours.until;
    day.planned = turn.planned;
    noteSightings(day, events);
    Basis basis = findBasis(events, timetable, turn.shift->mode, turn.shift->duplicateWithin);
    Presence &presence = basis.presence;
    day.sightings = basis.punches;

    const bool isFinal = asOf >= turn.window.until;
    if (isFinal)
        closeOpenEnd(turn, basis, day);
    else
        day.marks.add(Mark::InProgress);
    takePresence(day, presence);
    if (isFinal && presence.isMissingIn())
        day.marks.add(Mark::MissingCheckIn);
    if (presence.isUnpaired)
        day.marks.add(Mark::UnpairedPunch);
    if (basis.anySuggested)
        day.marks.add(Mark::Suggested);
    if (events.wasSeenOutside)
        day.marks.add(Mark::OutsideWindow);
    countTime(turn, presence, day);
    countLateAndEarly(turn, day, isFinal);
    day.status = statusOf(turn, presence, day, asOf, isFinal);
    noteCorrections(day, events);
    return day;
}

WorkDay judgeFreeDay(const PersonId &person, Day date, DayStatus status, const TurnEvents &events, const Timetable &timetable,
                     milliseconds duplicateWithin)
{
    WorkDay day;
    day.person = person;
    day.day = date;
    day.status = status;
    noteSightings(day, events);
    Basis basis = findBasis(events, timetable, PunchMode::FirstInLastOut, duplicateWithin);
    takePresence(day, basis.presence);
    day.sightings = basis.punches;
    for (const Interval &interval : basis.presence.intervals)
        day.worked += fullMinutes(interval.length());
    if (basis.presence.isUnpaired)
        day.marks.add(Mark::UnpairedPunch);
    if (basis.anySuggested)
        day.marks.add(Mark::Suggested);
    const bool wasHere = day.checkIn || day.checkOut;
    if (wasHere && status != DayStatus::Present) {
        day.overtime = day.worked;
        day.marks.add(status == DayStatus::Holiday ? Mark::WorkedOnHoliday : Mark::WorkedOnDayOff);
        if (day.overtime > Minutes(0))
            day.marks.add(Mark::Overtime);
    }
    noteCorrections(day, events);
    return day;
}

} // namespace rollcall::attendance
