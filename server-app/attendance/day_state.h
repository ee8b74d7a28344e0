#pragma once

#include "attendance/work_day.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace rollcall::attendance {

// What is asked of a day at a glance; several may hold. The words of the API: "here", "not-yet".
enum class DayState {
    Here,     // was seen, or is present by a correction
    Late,
    Absent,   // so far, too: from the start and its grace on
    NotYet,   // the shift has not begun
    Excused,
    Left,     // here no longer; once the day is over everybody who was here
};
inline constexpr std::array allDayStates{DayState::Here, DayState::Late, DayState::Absent, DayState::NotYet, DayState::Excused, DayState::Left};

[[nodiscard]] std::string_view toWord(DayState state);
[[nodiscard]] std::optional<DayState> parseDayState(std::string_view word);

// `isOver`: nothing more can come that belongs to this day.
[[nodiscard]] bool holds(DayState state, const WorkDay &day, bool isOver);

// People in each state; somebody who works two shifts counts once.
struct DayCounts {
    int64_t expected = 0;   // have a shift that day and are not excused
    int64_t here = 0;
    int64_t unplanned = 0;  // of those, without a shift that day
    int64_t late = 0;
    int64_t absent = 0;
    int64_t notYet = 0;
    int64_t excused = 0;
    int64_t left = 0;
    // The entries of one person.
    void add(std::span<const WorkDay> days, bool isOver);
    friend bool operator==(const DayCounts &, const DayCounts &) = default;
};

} // namespace rollcall::attendance
