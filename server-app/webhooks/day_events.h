#pragma once

#include "attendance/correction.h"
#include "attendance/work_day.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rollcall::webhooks {

// Something of a person's day that somebody may want to be told of.
struct DayEvent {
    const char *name;     // checkIn, checkOut or late
    std::string subject;  // what makes it one, whatever is corrected later
    attendance::Day day{};
    attendance::UtcMs when{};
    std::optional<attendance::CameraId> camera = {};     // of a check-in that a camera saw
    std::optional<attendance::ShiftId> shift = {};
    std::optional<attendance::UtcMs> shiftStart = {};
    attendance::Minutes lateBy{};
    std::optional<attendance::Source> source = {};  // absent where a rule closed the day
    bool isFinal = false;       // of a check-out: the day's own, as the register has it
    bool isClosedByRule = false;
};

// All that is to be told of one person's days as they stand at `today`; `days` and `corrections` are of one person, the latter in any order.
// Pure: what was told already is left out by whoever notes it. The rules are in docs/api.md, under webhooks.
[[nodiscard]] std::vector<DayEvent> eventsOf(std::span<const attendance::WorkDay> days, std::span<const attendance::Correction> corrections, attendance::Day today);

} // namespace rollcall::webhooks
