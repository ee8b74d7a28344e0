#include "attendance/timetable.h"

#include <algorithm>
#include <tuple>

namespace rollcall::attendance {

namespace {

using std::chrono::month_day;

bool covers(const Holiday &holiday, Day day)
{
    if (!holiday.yearly)
        return holiday.first <= day && day <= holiday.last;
    if (day < holiday.first)
        return false;
    // 29 February is a day of leap years alone; a holiday from 24 December to 2 January goes over the turn of the year.
    const month_day first = holiday.first.month() / holiday.first.day();
    const month_day last = holiday.last.month() / holiday.last.day();
    const month_day asked = day.month() / day.day();
    return first <= last ? first <= asked && asked <= last : first <= asked || asked <= last;
}

// Of the day on which the shift starts, or the next one.
Minutes following(Minutes time, Minutes after)
{
    return time <= after ? time + ScheduleLimits::day : time;
}

} // namespace

Timetable::Timetable(Schedule schedule, LocalZone zone)
    : m_schedule(std::move(schedule))
    , m_zone(std::move(zone))
{
    for (const Shift &shift : m_schedule.shifts)
        m_shifts.emplace(shift.id, &shift);
    for (const Assignment &assignment : m_schedule.assignments)
        m_assignments[assignment.who].push_back(&assignment);
}

Timetable::Plan Timetable::planOf(const PersonId &person, std::span<const GroupName> groups) const
{
    Plan plan;
    plan.m_timetable = this;
    const auto add = [&](const std::variant<PersonId, GroupName> &who, std::vector<Plan::Entry> &entries) {
        const auto found = m_assignments.find(who);
        if (found == m_assignments.end())
            return;
        for (const Assignment *assignment : found->second) {
            if (const Shift *known = shift(assignment->shift))
                entries.push_back({known, assignment->validity});
        }
    };
    add(person, plan.m_own);
    for (const GroupName &group : groups)
        add(group, plan.m_ofGroups);
    for (const Holiday &holiday : m_schedule.holidays) {
        if (!holiday.group || std::find(groups.begin(), groups.end(), *holiday.group) != groups.end())
            plan.m_holidays.push_back(&holiday);
    }
    return plan;
}

CameraRule Timetable::camera(const CameraId &camera) const
{
    const auto found = m_schedule.cameras.find(camera);
    CameraRule rule = found == m_schedule.cameras.end() ? CameraRule{} : found->second;
    if (rule.place.empty())
        rule.place = camera.toString();
    return rule;
}

const Shift *Timetable::shift(const ShiftId &id) const
{
    const auto found = m_shifts.find(id);
    return found == m_shifts.end() ? nullptr : found->second;
}

Interval Timetable::windows(Day first, Day last) const
{
    Interval all{UtcMs::max(), UtcMs::min()};
    for (const Shift &shift : m_schedule.shifts) {
        all.from = std::min(all.from, turn(shift, first).window.from);
        all.until = std::max(all.until, turn(shift, last).window.until);
    }
    return all;
}

const Turn &Timetable::turn(const Shift &shift, Day day) const
{
    std::unique_ptr<const Turn> &known = m_turns[{&shift, day}];
    if (!known)
        known = std::make_unique<const Turn>(makeTurn(shift, day));
    return *known;
}

Turn Timetable::makeTurn(const Shift &shift, Day day) const
{
    using Occurrence = LocalZone::Occurrence;
    // A shift that begins or ends in the hour that comes twice has all of it.
    const Minutes end = following(shift.end, shift.start);
    Turn turn{.shift = &shift, .day = day, .hours = {m_zone.toUtc(day, shift.start, Occurrence::First), m_zone.toUtc(day, end, Occurrence::Last)},
              .window = {}, .unpaidBreaks = {}, .planned = {}};
    turn.hours.until = std::max(turn.hours.until, turn.hours.from);
    turn.window = {turn.hours.from - shift.checkInBefore, turn.hours.until + shift.checkOutAfter};
    std::chrono::milliseconds planned = turn.hours.length();
    for (const Break &pause : shift.breaks) {
        if (pause.paid)
            continue;
        const Minutes pauseStart = pause.start < shift.start ? pause.start + ScheduleLimits::day : pause.start;
        const Minutes pauseEnd = following(pause.end, pause.start) + (pauseStart - pause.start);
        const Interval away{m_zone.toUtc(day, pauseStart, Occurrence::First), m_zone.toUtc(day, pauseEnd, Occurrence::First)};
        planned -= overlap(away, turn.hours);
        turn.unpaidBreaks.push_back(away);
    }
    turn.planned = std::max(Minutes(0), std::chrono::floor<Minutes>(planned));
    return turn;
}

std::vector<const Shift *> Timetable::Plan::shifts(Day day) const
{
    std::vector<const Shift *> found;
    const auto add = [&](const std::vector<Entry> &entries) {
        for (const Entry &entry : entries) {
            const bool inForce = entry.validity.contains(day) && entry.shift->validity.contains(day);
            if (inForce && std::find(found.begin(), found.end(), entry.shift) == found.end())
                found.push_back(entry.shift);
        }
    };
    add(m_own);
    if (found.empty())
        add(m_ofGroups);
    return found;
}

bool Timetable::Plan::applies(Day day) const
{
    return (!m_own.empty() || !m_ofGroups.empty()) && !shifts(day).empty();
}

std::vector<const Turn *> Timetable::Plan::turns(Day day) const
{
    std::vector<const Turn *> found;
    const std::chrono::weekday weekday{std::chrono::sys_days(day)};
    for (const Shift *shift : shifts(day)) {
        if (shift->days.contains(weekday))
            found.push_back(&m_timetable->turn(*shift, day));
    }
    std::sort(found.begin(), found.end(), [](const Turn *a, const Turn *b) {
        return std::tie(a->hours.from, a->hours.until, a->shift->id) < std::tie(b->hours.from, b->hours.until, b->shift->id);
    });
    return found;
}

const Holiday *Timetable::Plan::holiday(Day day) const
{
    const auto found = std::find_if(m_holidays.begin(), m_holidays.end(), [&](const Holiday *holiday) { return covers(*holiday, day); });
    return found == m_holidays.end() ? nullptr : *found;
}

} // namespace rollcall::attendance
