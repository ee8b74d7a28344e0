#pragma once

#include "attendance/schedule.h"
#include "attendance/words.h"
#include "store/database.h"
#include "store/day_values.h"

#include <array>
#include <optional>

namespace rollcall::store {

// Columns of schedules and corrections, in the words of attendance.
[[nodiscard]] inline Value dayValue(const std::optional<attendance::Day> &day) { return orNull(day); }
[[nodiscard]] inline attendance::Day toDay(const Value &value) { return toOptionalDay(value).value_or(attendance::Day{}); }
[[nodiscard]] inline attendance::Minutes toMinutes(const Value &value) { return attendance::Minutes(std::get<int64_t>(value)); }
[[nodiscard]] inline Value wordValue(std::string_view word) { return std::string(word); }

// All columns of table `shifts`, in their order, breaks apart.
inline constexpr std::string_view shiftColumns =
    "id, name, start_minute, end_minute, weekdays, valid_from, valid_until, mode, late_grace, early_grace, check_in_before, check_out_after, "
    "half_day_below, absent_below, missing_check_out, duplicate_within, overtime_at_least, overtime_before";
[[nodiscard]] std::array<Value, 18> shiftValues(const attendance::Shift &shift);
[[nodiscard]] attendance::Shift toShift(Row row);

inline constexpr std::string_view assignmentColumns = "id, shift_id, person_id, group_name, valid_from, valid_until";
[[nodiscard]] std::array<Value, 6> assignmentValues(const attendance::Assignment &assignment);
[[nodiscard]] attendance::Assignment toAssignment(Row row);

inline constexpr std::string_view holidayColumns = "id, name, first_day, last_day, yearly, group_name";
[[nodiscard]] std::array<Value, 6> holidayValues(const attendance::Holiday &holiday);
[[nodiscard]] attendance::Holiday toHoliday(Row row);

} // namespace rollcall::store
