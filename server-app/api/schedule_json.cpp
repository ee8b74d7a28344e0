#include "api/schedule_json.h"

#include "api/json.h"
#include "attendance/local_zone.h"
#include "attendance/words.h"

#include <array>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using namespace attendance;

namespace {

constexpr int dayMinutes = 24 * 60;
constexpr int mostBreaks = 8;
const QStringList weekdays{u"monday"_s, u"tuesday"_s, u"wednesday"_s, u"thursday"_s, u"friday"_s, u"saturday"_s, u"sunday"_s};

QString fromView(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }
QJsonValue fromDay(const std::optional<Day> &day) { return day ? QJsonValue(QString::fromStdString(attendance::toText(*day))) : QJsonValue(); }
QString fromClock(Minutes time) { return QString::fromStdString(toClock(time)); }
int count(Minutes minutes) { return int(minutes.count()); }

template <typename Choice>
Choice choice(JsonFields &fields, const QString &key, const QStringList &words, const QString &otherwise)
{
    return parseWord<Choice>(fields.word(key, words, otherwise).toStdString()).value_or(Choice{});
}

std::string idOf(JsonFields &fields)
{
    return fields.optionalId(u"id"_s).value_or(QString()).toStdString();
}

Weekdays readWeekdays(JsonFields &fields)
{
    Weekdays days;
    const QJsonArray given = fields.array(u"days"_s);
    for (const QJsonValue &day : given) {
        const qsizetype place = weekdays.indexOf(day.toString());
        if (place < 0)
            fields.refuse(u"days"_s, u"be a list of days, out of "_s + weekdays.join(u", "_s));
        else
            days.bits = static_cast<uint8_t>(days.bits | 1 << place);
    }
    if (days.bits == 0)
        fields.refuse(u"days"_s, u"name at least one day of the week"_s);
    return days;
}

// Minutes from the shift's start, so that shifts over midnight compare as others do.
int sinceStart(Minutes time, Minutes start) { return (count(time) - count(start) + dayMinutes) % dayMinutes; }

void checkBreaks(JsonFields &fields, const Shift &shift)
{
    const int length = shift.end == shift.start ? dayMinutes : sinceStart(shift.end, shift.start);
    std::vector<std::pair<int, int>> taken;
    for (const Break &pause : shift.breaks) {
        const int from = sinceStart(pause.start, shift.start);
        const int until = from + (pause.end == pause.start ? dayMinutes : sinceStart(pause.end, pause.start));
        if (until > length)
            return fields.refuse(u"breaks"_s, u"lie within the shift"_s);
        for (const auto &[otherFrom, otherUntil] : taken) {
            if (from < otherUntil && otherFrom < until)
                return fields.refuse(u"breaks"_s, u"not overlap"_s);
        }
        taken.emplace_back(from, until);
    }
}

std::vector<Break> readBreaks(JsonFields &fields)
{
    std::vector<Break> breaks;
    const QJsonArray given = fields.array(u"breaks"_s);
    if (given.size() > mostBreaks)
        fields.refuse(u"breaks"_s, u"be at most %1"_s.arg(mostBreaks));
    for (qsizetype i = 0; i < given.size() && i < mostBreaks; ++i) {
        JsonFields one = fields.element(u"breaks"_s, given, i);
        breaks.push_back({.start = one.clock(u"start"_s), .end = one.clock(u"end"_s), .paid = one.flag(u"paid"_s, false)});
        fields.take(one);
    }
    return breaks;
}

std::optional<OvertimeRule> readOvertime(JsonFields &fields)
{
    auto given = fields.object(u"overtime"_s);
    if (!given)
        return std::nullopt;
    const OvertimeRule rule{.atLeast = Minutes(given->number(u"atLeast"_s, 30, 0, dayMinutes)), .beforeStart = given->flag(u"beforeStart"_s, false)};
    fields.take(*given);
    return rule;
}

} // namespace

Shift readShift(JsonFields &fields)
{
    Shift shift;
    const int window = count(ScheduleLimits::window);
    const auto minutes = [&](const QString &key, Minutes otherwise, int highest) { return Minutes(fields.number(key, count(otherwise), 0, highest)); };
    shift.id = ShiftId(idOf(fields));
    shift.name = fields.text(u"name"_s).toStdString();
    shift.start = fields.clock(u"start"_s);
    shift.end = fields.clock(u"end"_s);
    shift.days = readWeekdays(fields);
    shift.validity = fields.validity();
    shift.breaks = readBreaks(fields);
    shift.mode = choice<PunchMode>(fields, u"mode"_s, {u"first-in-last-out"_s, u"alternating"_s, u"every-pair"_s}, u"first-in-last-out"_s);
    shift.lateGrace = minutes(u"lateGrace"_s, shift.lateGrace, window);
    shift.earlyGrace = minutes(u"earlyGrace"_s, shift.earlyGrace, window);
    shift.checkInBefore = minutes(u"checkInBefore"_s, shift.checkInBefore, window);
    shift.checkOutAfter = minutes(u"checkOutAfter"_s, shift.checkOutAfter, window);
    shift.halfDayBelow = minutes(u"halfDayBelow"_s, shift.halfDayBelow, dayMinutes);
    shift.absentBelow = minutes(u"absentBelow"_s, shift.absentBelow, dayMinutes);
    shift.missingCheckOut = choice<MissingCheckOut>(fields, u"missingCheckOut"_s, {u"shift-end"_s, u"last-seen"_s, u"leave-open"_s}, u"shift-end"_s);
    shift.duplicateWithin = std::chrono::seconds(fields.number(u"duplicateWithin"_s, 60, 0, 3'600));
    shift.overtime = readOvertime(fields);
    checkBreaks(fields, shift);
    return shift;
}

QJsonObject toJson(const Shift &shift)
{
    QJsonArray days;
    for (int i = 0; i < 7; ++i) {
        if (shift.days.bits >> i & 1)
            days.append(weekdays[i]);
    }
    QJsonArray breaks;
    for (const Break &pause : shift.breaks)
        breaks.append(QJsonObject{{u"start"_s, fromClock(pause.start)}, {u"end"_s, fromClock(pause.end)}, {u"paid"_s, pause.paid}});
    QJsonValue overtime;
    if (shift.overtime)
        overtime = QJsonObject{{u"atLeast"_s, count(shift.overtime->atLeast)}, {u"beforeStart"_s, shift.overtime->beforeStart}};
    return {{u"id"_s, toText(shift.id.toString())}, {u"name"_s, toText(shift.name)}, {u"start"_s, fromClock(shift.start)}, {u"end"_s, fromClock(shift.end)},
            {u"days"_s, days}, {u"validFrom"_s, fromDay(shift.validity.from)}, {u"validUntil"_s, fromDay(shift.validity.until)}, {u"breaks"_s, breaks},
            {u"mode"_s, fromView(toWord(shift.mode))}, {u"lateGrace"_s, count(shift.lateGrace)}, {u"earlyGrace"_s, count(shift.earlyGrace)},
            {u"checkInBefore"_s, count(shift.checkInBefore)}, {u"checkOutAfter"_s, count(shift.checkOutAfter)},
            {u"halfDayBelow"_s, count(shift.halfDayBelow)}, {u"absentBelow"_s, count(shift.absentBelow)},
            {u"missingCheckOut"_s, fromView(toWord(shift.missingCheckOut))},
            {u"duplicateWithin"_s, qint64(std::chrono::floor<std::chrono::seconds>(shift.duplicateWithin).count())}, {u"overtime"_s, overtime}};
}

Assignment readAssignment(JsonFields &fields)
{
    Assignment assignment;
    assignment.id = idOf(fields);
    assignment.shift = ShiftId(fields.text(u"shift"_s, EnrolmentLimits::idCharacters).toStdString());
    const auto person = fields.optionalText(u"person"_s, EnrolmentLimits::idCharacters);
    const auto group = fields.optionalText(u"group"_s);
    if (person.has_value() == group.has_value())
        fields.refuse(u"person"_s, u"be given, or \"group\", and not both"_s);
    else if (person)
        assignment.who = PersonId(person->toStdString());
    else
        assignment.who = GroupName(group->toStdString());
    assignment.validity = fields.validity();
    return assignment;
}

QJsonObject toJson(const Assignment &assignment)
{
    QJsonObject json{{u"id"_s, toText(assignment.id)}, {u"shift"_s, toText(assignment.shift.toString())},
                     {u"validFrom"_s, fromDay(assignment.validity.from)}, {u"validUntil"_s, fromDay(assignment.validity.until)}};
    if (const auto *person = std::get_if<PersonId>(&assignment.who))
        json.insert(u"person"_s, toText(person->toString()));
    else
        json.insert(u"group"_s, toText(std::get<GroupName>(assignment.who).toString()));
    return json;
}

Holiday readHoliday(JsonFields &fields)
{
    Holiday holiday;
    holiday.id = idOf(fields);
    holiday.name = fields.text(u"name"_s).toStdString();
    holiday.first = fields.day(u"first"_s);
    holiday.last = fields.optionalDay(u"last"_s).value_or(holiday.first);
    if (holiday.last < holiday.first)
        fields.refuse(u"last"_s, u"not be before \"first\""_s);
    holiday.yearly = fields.flag(u"yearly"_s, false);
    if (holiday.yearly && daysBetween(holiday.first, holiday.last) > 365)
        fields.refuse(u"last"_s, u"be within a year of \"first\" where the holiday is yearly"_s);
    if (const auto group = fields.optionalText(u"group"_s))
        holiday.group = GroupName(group->toStdString());
    return holiday;
}

QJsonObject toJson(const Holiday &holiday)
{
    return {{u"id"_s, toText(holiday.id)}, {u"name"_s, toText(holiday.name)}, {u"first"_s, fromDay(holiday.first)}, {u"last"_s, fromDay(holiday.last)},
            {u"yearly"_s, holiday.yearly}, {u"group"_s, holiday.group ? QJsonValue(toText(holiday.group->toString())) : QJsonValue()}};
}

CameraRule readCameraRule(JsonFields &fields)
{
    return {.direction = choice<Direction>(fields, u"direction"_s, {u"in"_s, u"out"_s, u"both"_s}, {}),
            .place = fields.optionalText(u"place"_s).value_or(QString()).toStdString()};
}

QJsonObject toJson(const CameraId &camera, const CameraRule &rule)
{
    return {{u"camera"_s, toText(camera.toString())}, {u"direction"_s, fromView(toWord(rule.direction))},
            {u"place"_s, toText(rule.place.empty() ? camera.toString() : rule.place)}};
}

} // namespace rollcall::api
