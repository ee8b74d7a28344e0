#include "reports/report_table.h"

#include "attendance/words.h"
#include "reports/texts.h"

namespace rollcall::reports {

using attendance::DayStatus;
using attendance::Mark;
using attendance::WorkDay;

namespace {

std::string joined(const std::vector<attendance::GroupName> &groups)
{
    std::string names;
    for (const auto &group : groups)
        names += (names.empty() ? "" : ", ") + group.toString();
    return names;
}

std::string remarks(const WorkDay &day, Language language)
{
    std::string remarks = day.note;
    for (const Mark mark : attendance::allMarks) {
        const bool hasColumn = mark == Mark::Late || mark == Mark::EarlyLeave || mark == Mark::Overtime;
        if (!day.marks.has(mark) || hasColumn)
            continue;
        remarks += remarks.empty() ? "" : ", ";
        remarks += words(mark, language);
    }
    return remarks;
}

std::string sourceWord(const std::optional<attendance::Source> &source, Language language)
{
    return source ? std::string(words(*source, language)) : std::string();
}

Cell timeCell(const std::optional<attendance::UtcMs> &when, const attendance::LocalZone &zone)
{
    return when ? Cell(zone.local(*when)) : Cell();
}

Minutes ofDay(LocalMs time)
{
    return std::chrono::floor<Minutes>(time - std::chrono::floor<std::chrono::days>(time));
}

} // namespace

void Totals::add(const WorkDay &day)
{
    const bool wasHere = day.checkIn || day.checkOut;
    const bool counts = day.status != DayStatus::Absent && day.status != DayStatus::Excused;
    shifts += day.shift ? 1 : 0;
    attended += wasHere && counts ? 1 : 0;
    late += day.marks.has(Mark::Late) ? 1 : 0;
    leftEarly += day.marks.has(Mark::EarlyLeave) ? 1 : 0;
    halfDays += day.status == DayStatus::HalfDay ? 1 : 0;
    absent += day.status == DayStatus::Absent ? 1 : 0;
    excused += day.status == DayStatus::Excused ? 1 : 0;
    exceptions += belongs(Kind::Exceptions, day) ? 1 : 0;
    worked += day.worked;
    overtime += day.overtime;
    lateBy += day.lateBy;
    earlyBy += day.earlyBy;
}

std::vector<Column> columnsOf(Kind kind, Language language)
{
    const auto text = [language](Text which) { return reports::text(which, language); };
    const Column person{"person", text(Text::Person), CellKind::Text, 14};
    const Column name{"name", text(Text::Name), CellKind::Text, 26};
    const Column groups{"groups", text(Text::Groups), CellKind::Text, 18};
    const Column worked{"worked", text(Text::Worked), CellKind::Duration, 9};
    const Column overtime{"overtime", text(Text::Overtime), CellKind::Duration, 9};
    const Column late{"late", text(Text::Late), CellKind::Duration, 7};
    const Column early{"leftEarly", text(Text::LeftEarly), CellKind::Duration, 9};
    if (kind == Kind::Summary) {
        const auto count = [&](std::string_view key, Text title) { return Column{key, text(title), CellKind::Number, 10}; };
        return {person, name, groups, count("shifts", Text::DaysPlanned), count("attended", Text::DaysPresent), count("timesLate", Text::DaysLate),
                count("timesLeftEarly", Text::DaysLeftEarly), count("halfDays", Text::HalfDays), count("absent", Text::DaysAbsent),
                count("excused", Text::DaysExcused), count("exceptions", Text::Exceptions), worked, overtime, late, early};
    }
    return {person, name, {"groups", text(Text::Groups), CellKind::Text, 18, false}, {"date", text(Text::Date), CellKind::Date, 11},
            {"shift", text(Text::Shift), CellKind::Text, 14}, {"status", text(Text::Status), CellKind::Text, 10},
            {"checkIn", text(Text::CheckIn), CellKind::Time, 17}, {"checkOut", text(Text::CheckOut), CellKind::Time, 17},
            {"planned", text(Text::Planned), CellKind::Duration, 8, false}, worked, {"breaks", text(Text::Breaks), CellKind::Duration, 8, false},
            late, early, overtime, {"remarks", text(Text::Remarks), CellKind::Text, 34},
            {"checkInSource", text(Text::CheckInSource), CellKind::Text, 12, false}, {"checkOutSource", text(Text::CheckOutSource), CellKind::Text, 12, false}};
}

void toCells(const Member &member, const WorkDay &day, const std::string &shiftName, const attendance::LocalZone &zone, Language language,
             std::vector<Cell> &cells)
{
    const auto duration = [](Minutes minutes) { return minutes == Minutes(0) ? Cell() : Cell(minutes); };
    cells.clear();
    cells.emplace_back(member.id.toString());
    cells.emplace_back(member.name);
    cells.emplace_back(joined(member.groups));
    cells.emplace_back(day.day);
    cells.emplace_back(shiftName);
    cells.emplace_back(std::string(words(day.status, language)));
    cells.push_back(timeCell(day.checkIn, zone));
    cells.push_back(timeCell(day.checkOut, zone));
    cells.push_back(duration(day.planned));
    cells.push_back(duration(day.worked));
    cells.push_back(duration(day.breaks));
    cells.push_back(duration(day.lateBy));
    cells.push_back(duration(day.earlyBy));
    cells.push_back(duration(day.overtime));
    cells.emplace_back(remarks(day, language));
    cells.emplace_back(sourceWord(day.checkInSource, language));
    cells.emplace_back(sourceWord(day.checkOutSource, language));
}

void toCells(const Member &member, const Totals &totals, std::vector<Cell> &cells)
{
    cells.assign({member.id.toString(), member.name, joined(member.groups), totals.shifts, totals.attended, totals.late, totals.leftEarly, totals.halfDays,
                  totals.absent, totals.excused, totals.exceptions, totals.worked, totals.overtime, totals.lateBy, totals.earlyBy});
}

std::string clockText(LocalMs time, const Day *day)
{
    std::string clock = attendance::toClock(ofDay(time));
    if (!day)
        return clock;
    const auto away = (std::chrono::floor<std::chrono::days>(time) - std::chrono::local_days(*day)).count();
    if (away != 0)
        clock += (away > 0 ? " +" : " -") + std::to_string(away > 0 ? away : -away);
    return clock;
}

std::string plainText(const Cell &cell)
{
    return std::visit([](const auto &value) -> std::string {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::monostate>)
            return {};
        else if constexpr (std::is_same_v<T, std::string>)
            return value;
        else if constexpr (std::is_same_v<T, int64_t>)
            return std::to_string(value);
        else if constexpr (std::is_same_v<T, Day>)
            return attendance::toText(value);
        else if constexpr (std::is_same_v<T, LocalMs>)
            return attendance::toText(Day(std::chrono::floor<std::chrono::days>(value))) + ' ' + attendance::toClock(ofDay(value));
        else
            return std::to_string(value.count() / 60) + ':' + attendance::toClock(value % 60).substr(3);
    }, cell);
}

} // namespace rollcall::reports
