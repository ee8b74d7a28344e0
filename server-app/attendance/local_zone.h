#pragma once

#include "attendance/time.h"

#include <chrono>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>

namespace rollcall::attendance {

// What clocks show, milliseconds since 1970-01-01 00:00 of that place.
using LocalMs = std::chrono::local_time<std::chrono::milliseconds>;

// Between UTC and the clocks of one place, daylight saving included. All it knows of the place is the offset at an instant, which the
// edge supplies. It remembers offsets: one thread at a time; copies are independent.
class LocalZone {
public:
    // How far the clocks are ahead of UTC.
    using OffsetAt = std::function<std::chrono::seconds(UtcMs)>;
    // Of a clock time that comes twice, in the night when clocks are set back: the one that is meant.
    enum class Occurrence { First, Last };

    explicit LocalZone(OffsetAt offsetAt);

    [[nodiscard]] LocalMs local(UtcMs when) const;
    [[nodiscard]] Day dayOf(UtcMs when) const;
    // When clocks show this time, counted from the midnight at which the day begins by the calendar; 24 hours and more are of the
    // next day. A time that clocks skip stands for the first instant after the gap.
    [[nodiscard]] UtcMs toUtc(Day day, std::chrono::minutes time, Occurrence occurrence = Occurrence::First) const;
    // [first, second): mostly 24 hours; 23 or 25 when clocks are set, none where a day was left out altogether.
    [[nodiscard]] std::pair<UtcMs, UtcMs> bounds(Day day) const;

private:
    [[nodiscard]] std::chrono::seconds offset(UtcMs when) const;
    [[nodiscard]] UtcMs firstAtOrAfter(LocalMs time, UtcMs before, UtcMs after) const;

    OffsetAt m_offsetAt;
    // By days since 1970 in UTC; no value where the offset changes during the day.
    mutable std::unordered_map<int64_t, std::optional<std::chrono::seconds>> m_known;
};

[[nodiscard]] inline Day addDays(Day day, int count) { return std::chrono::sys_days(day) + std::chrono::days(count); }
[[nodiscard]] inline int daysBetween(Day from, Day until) { return static_cast<int>((std::chrono::sys_days(until) - std::chrono::sys_days(from)).count()); }

} // namespace rollcall::attendance
