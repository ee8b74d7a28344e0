#include "reports/texts.h"

namespace rollcall::reports {

using attendance::DayStatus;
using attendance::Mark;

std::string_view text(Text which)
{
    switch (which) {
    case Text::Person: return "Person";
    case Text::Name: return "Name";
    case Text::Groups: return "Groups";
    case Text::Date: return "Date";
    case Text::Shift: return "Shift";
    case Text::Status: return "Status";
    case Text::CheckIn: return "Check-in";
    case Text::CheckOut: return "Check-out";
    case Text::CheckInSource: return "Check-in by";
    case Text::CheckOutSource: return "Check-out by";
    case Text::Planned: return "Planned";
    case Text::Worked: return "Worked";
    case Text::Breaks: return "Breaks";
    case Text::Late: return "Late";
    case Text::LeftEarly: return "Left early";
    case Text::Overtime: return "Overtime";
    case Text::Remarks: return "Remarks";
    case Text::DaysPlanned: return "Shifts";
    case Text::DaysPresent: return "Attended";
    case Text::DaysLate: return "Times late";
    case Text::DaysLeftEarly: return "Times left early";
    case Text::HalfDays: return "Half days";
    case Text::DaysAbsent: return "Absent";
    case Text::DaysExcused: return "Excused";
    case Text::Exceptions: return "Exceptions";
    case Text::Page: return "Page";
    case Text::TimesIn: return "Times in";
    case Text::Made: return "made";
    case Text::Everybody: return "everybody";
    case Text::Group: return "group";
    case Text::OnePerson: return "person";
    case Text::From: return "from";
    case Text::To: return "to";
    case Text::Rows: return "rows";
    case Text::Continued: return "continued";
    }
    return {};
}

std::string_view title(Kind kind)
{
    switch (kind) {
    case Kind::Days: return "Attendance";
    case Kind::Late: return "Late arrivals";
    case Kind::Early: return "Early leaves";
    case Kind::Absent: return "Absences";
    case Kind::Overtime: return "Overtime";
    case Kind::Exceptions: return "Exceptions";
    case Kind::Summary: return "Summary by person";
    }
    return {};
}

std::string_view words(DayStatus status)
{
    switch (status) {
    case DayStatus::Expected: return "expected";
    case DayStatus::Present: return "present";
    case DayStatus::Late: return "late";
    case DayStatus::EarlyLeave: return "left early";
    case DayStatus::HalfDay: return "half day";
    case DayStatus::Absent: return "absent";
    case DayStatus::Excused: return "excused";
    case DayStatus::Holiday: return "holiday";
    case DayStatus::DayOff: return "day off";
    case DayStatus::Exception: return "exception";
    }
    return {};
}

std::string_view words(Mark mark)
{
    switch (mark) {
    case Mark::Late: return "late";
    case Mark::EarlyLeave: return "left early";
    case Mark::MissingCheckIn: return "no check-in";
    case Mark::MissingCheckOut: return "no check-out";
    case Mark::ClosedByRule: return "closed by rule";
    case Mark::UnpairedPunch: return "in or out missing";
    case Mark::OutsideWindow: return "seen outside of the shift's window";
    case Mark::TooShort: return "too short";
    case Mark::WorkedOnHoliday: return "on a holiday";
    case Mark::WorkedOnDayOff: return "on a day off";
    case Mark::Overtime: return "overtime";
    case Mark::Suggested: return "not confirmed";
    case Mark::Corrected: return "corrected";
    case Mark::InProgress: return "so far";
    }
    return {};
}

} // namespace rollcall::reports
