#pragma once

#include <chrono>
#include <functional>

namespace rollcall::attendance {

// UTC, milliseconds since 1970. Always an argument here: nothing in this folder reads a clock.
using UtcMs = std::chrono::sys_time<std::chrono::milliseconds>;

// A day of the local calendar.
using Day = std::chrono::year_month_day;

// The local day that an instant belongs to. Time zones and daylight-saving rules live at the edge that supplies this.
using DayOf = std::function<Day(UtcMs)>;

} // namespace rollcall::attendance
