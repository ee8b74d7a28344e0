#include "attendance/work_day.h"

#include <algorithm>

namespace rollcall::attendance {

std::string_view toWord(DayStatus status)
{
    switch (status) {
    case DayStatus::Expected:
        return "expected";
    case DayStatus::Present:
        return "present";
    case DayStatus::Late:
        return "late";
    case DayStatus::EarlyLeave:
        return "early-leave";
    case DayStatus::HalfDay:
        return "half-day";
    case DayStatus::Absent:
        return "absent";
    case DayStatus::Excused:
        return "excused";
    case DayStatus::Holiday:
        return "holiday";
    case DayStatus::DayOff:
        return "day-off";
    case DayStatus::Exception:
        return "exception";
    }
    return {};
}

std::string_view toWord(Mark mark)
{
    switch (mark) {
    case Mark::Late:
        return "late";
    case Mark::EarlyLeave:
        return "early-leave";
    case Mark::MissingCheckIn:
        return "missing-check-in";
    case Mark::MissingCheckOut:
        return "missing-check-out";
    case Mark::ClosedByRule:
        return "closed-by-rule";
    case Mark::UnpairedPunch:
        return "unpaired";
    case Mark::OutsideWindow:
        return "outside-window";
    case Mark::TooShort:
        return "too-short";
    case Mark::WorkedOnHoliday:
        return "worked-on-holiday";
    case Mark::WorkedOnDayOff:
        return "worked-on-day-off";
    case Mark::Overtime:
        return "overtime";
    case Mark::Suggested:
        return "suggested";
    case Mark::Corrected:
        return "corrected";
    case Mark::InProgress:
        return "in-progress";
    }
    return {};
}

std::optional<DayStatus> parseStatus(std::string_view word)
{
    const auto *known = std::find_if(allStatuses.begin(), allStatuses.end(), [&](DayStatus status) { return toWord(status) == word; });
    if (known == allStatuses.end())
        return std::nullopt;
    return *known;
}

} // namespace rollcall::attendance
