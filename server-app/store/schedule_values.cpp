#include "store/schedule_values.h"

namespace rollcall::store {

using namespace attendance;

namespace {

bool isNull(const Value &value) { return std::holds_alternative<std::monostate>(value); }
bool toBool(const Value &value) { return std::get<int64_t>(value) != 0; }
int64_t fromBool(bool value) { return value ? 1 : 0; }

} // namespace

std::array<Value, 18> shiftValues(const Shift &shift)
{
    return {shift.id.toString(), shift.name, int64_t{shift.start.count()}, int64_t{shift.end.count()}, int64_t{shift.days.bits},
            dayValue(shift.validity.from), dayValue(shift.validity.until), wordValue(toWord(shift.mode)),
            int64_t{shift.lateGrace.count()}, int64_t{shift.earlyGrace.count()}, int64_t{shift.checkInBefore.count()}, int64_t{shift.checkOutAfter.count()},
            int64_t{shift.halfDayBelow.count()}, int64_t{shift.absentBelow.count()}, wordValue(toWord(shift.missingCheckOut)),
            int64_t{shift.duplicateWithin.count()}, shift.overtime ? Value(int64_t{shift.overtime->atLeast.count()}) : Value(),
            fromBool(shift.overtime && shift.overtime->beforeStart)};
}

Shift toShift(Row row)
{
    Shift shift;
    shift.id = ShiftId(std::get<std::string>(row[0]));
    shift.name = std::get<std::string>(row[1]);
    shift.start = toMinutes(row[2]);
    shift.end = toMinutes(row[3]);
    shift.days.bits = static_cast<uint8_t>(std::get<int64_t>(row[4]));
    shift.validity = {toOptionalDay(row[5]), toOptionalDay(row[6])};
    shift.mode = parseWord<PunchMode>(std::get<std::string>(row[7])).value_or(PunchMode::FirstInLastOut);
    shift.lateGrace = toMinutes(row[8]);
    shift.earlyGrace = toMinutes(row[9]);
    shift.checkInBefore = toMinutes(row[10]);
    shift.checkOutAfter = toMinutes(row[11]);
    shift.halfDayBelow = toMinutes(row[12]);
    shift.absentBelow = toMinutes(row[13]);
    shift.missingCheckOut = parseWord<MissingCheckOut>(std::get<std::string>(row[14])).value_or(MissingCheckOut::CloseAtShiftEnd);
    shift.duplicateWithin = std::chrono::milliseconds(std::get<int64_t>(row[15]));
    if (!isNull(row[16]))
        shift.overtime = OvertimeRule{.atLeast = toMinutes(row[16]), .beforeStart = toBool(row[17])};
    return shift;
}

std::array<Value, 6> assignmentValues(const Assignment &assignment)
{
    const auto *person = std::get_if<PersonId>(&assignment.who);
    const auto *group = std::get_if<GroupName>(&assignment.who);
    return {assignment.id, assignment.shift.toString(), person ? Value(person->toString()) : Value(), group ? Value(group->toString()) : Value(),
            dayValue(assignment.validity.from), dayValue(assignment.validity.until)};
}

Assignment toAssignment(Row row)
{
    Assignment assignment;
    assignment.id = std::get<std::string>(row[0]);
    assignment.shift = ShiftId(std::get<std::string>(row[1]));
    if (isNull(row[2]))
        assignment.who = GroupName(std::get<std::string>(row[3]));
    else
        assignment.who = PersonId(std::get<std::string>(row[2]));
    assignment.validity = {toOptionalDay(row[4]), toOptionalDay(row[5])};
    return assignment;
}

std::array<Value, 6> holidayValues(const Holiday &holiday)
{
    return {holiday.id, holiday.name, dayValue(holiday.first), dayValue(holiday.last), fromBool(holiday.yearly),
            holiday.group ? Value(holiday.group->toString()) : Value()};
}

Holiday toHoliday(Row row)
{
    return {.id = std::get<std::string>(row[0]), .name = std::get<std::string>(row[1]), .first = toDay(row[2]), .last = toDay(row[3]), .yearly = toBool(row[4]),
            .group = isNull(row[5]) ? std::nullopt : std::optional(GroupName(std::get<std::string>(row[5])))};
}

} // namespace rollcall::store
