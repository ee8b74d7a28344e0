#include "attendance/day_state.h"

#include <algorithm>

namespace rollcall::attendance {

namespace {

// A last look that lasts longer than this after the exit is one of somebody who came back.
constexpr std::chrono::minutes lingering{5};

bool isHere(const WorkDay &day)
{
    switch (day.status) {
    case DayStatus::Present:
    case DayStatus::Late:
    case DayStatus::EarlyLeave:
    case DayStatus::HalfDay:
    case DayStatus::Exception:
        return true;
    case DayStatus::Holiday:
    case DayStatus::DayOff:
        return day.checkIn || day.checkOut;
    case DayStatus::Expected:
    case DayStatus::Absent:
    case DayStatus::Excused:
        break;
    }
    return false;
}

// Where exits are known. Without them a last look is not told from a leaving.
bool wentOut(const WorkDay &day)
{
    if (day.departures.empty() || !day.checkOut)
        return false;
    const bool seenSince = day.lastSeen && *day.lastSeen > *day.checkOut;
    return !seenSince && *day.checkOut - day.departures.back().when <= lingering;
}

} // namespace

std::string_view toWord(DayState state)
{
    switch (state) {
    case DayState::Here:
        return "here";
    case DayState::Late:
        return "late";
    case DayState::Absent:
        return "absent";
    case DayState::NotYet:
        return "not-yet";
    case DayState::Excused:
        return "excused";
    case DayState::Left:
        return "left";
    }
    return {};
}

std::optional<DayState> parseDayState(std::string_view word)
{
    const auto *known = std::ranges::find(allDayStates, word, [](DayState state) { return toWord(state); });
    return known == allDayStates.end() ? std::nullopt : std::optional(*known);
}

bool holds(DayState state, const WorkDay &day, bool isOver)
{
    switch (state) {
    case DayState::Here:
        return isHere(day);
    case DayState::Late:
        return day.marks.has(Mark::Late);
    case DayState::Absent:
        return day.status == DayStatus::Absent;
    case DayState::NotYet:
        return day.status == DayStatus::Expected;
    case DayState::Excused:
        return day.status == DayStatus::Excused;
    case DayState::Left:
        return isHere(day) && (isOver || wentOut(day));
    }
    return false;
}

void DayCounts::add(std::span<const WorkDay> days, bool isOver)
{
    const auto any = [&](DayState state) { return std::ranges::any_of(days, [&](const WorkDay &day) { return holds(state, day, isOver); }); };
    const bool isPlanned = std::ranges::any_of(days, [](const WorkDay &day) { return day.shift.has_value(); });
    const bool cameOnce = any(DayState::Here);
    expected += std::ranges::any_of(days, [](const WorkDay &day) { return day.shift && day.status != DayStatus::Excused; });
    here += cameOnce;
    unplanned += cameOnce && !isPlanned;
    late += any(DayState::Late);
    absent += any(DayState::Absent);
    notYet += any(DayState::NotYet);
    excused += any(DayState::Excused);
    left += any(DayState::Left);
}

} // namespace rollcall::attendance
