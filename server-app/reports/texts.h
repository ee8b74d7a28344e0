#pragma once

#include "attendance/work_day.h"
#include "reports/report_request.h"

#include <string_view>

namespace rollcall::reports {

// Every word that a reader of a report sees, in one place.
enum class Text {
    Person, Name, Groups, Date, Shift, Status, CheckIn, CheckOut, CheckInSource, CheckOutSource, Planned, Worked, Breaks, Late, LeftEarly, Overtime, Remarks,
    DaysPlanned, DaysPresent, DaysLate, DaysLeftEarly, HalfDays, DaysAbsent, DaysExcused, Exceptions,
    Page, TimesIn, Made, Everybody, Group, OnePerson, From, To, Rows, Continued,
};
[[nodiscard]] std::string_view text(Text which, Language language);
[[nodiscard]] std::string_view title(Kind kind, Language language);
[[nodiscard]] std::string_view words(attendance::DayStatus status, Language language);
[[nodiscard]] std::string_view words(attendance::Mark mark, Language language);
[[nodiscard]] std::string_view words(attendance::Source source, Language language);

} // namespace rollcall::reports
