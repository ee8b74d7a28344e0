#pragma once

#include "attendance/work_day.h"
#include "reports/report_request.h"

#include <string_view>

namespace rollcall::reports {

// Every word that a reader of a report sees, in one place, in English.
enum class Text {
    Person, Name, Groups, Date, Shift, Status, CheckIn, CheckOut, CheckInSource, CheckOutSource, Planned, Worked, Breaks, Late, LeftEarly, Overtime, Remarks,
    DaysPlanned, DaysPresent, DaysLate, DaysLeftEarly, HalfDays, DaysAbsent, DaysExcused, Exceptions,
    Page, TimesIn, Made, Everybody, Group, OnePerson, From, To, Rows, Continued,
};
[[nodiscard]] std::string_view text(Text which);
[[nodiscard]] std::string_view title(Kind kind);
[[nodiscard]] std::string_view words(attendance::DayStatus status);
[[nodiscard]] std::string_view words(attendance::Mark mark);

} // namespace rollcall::reports
