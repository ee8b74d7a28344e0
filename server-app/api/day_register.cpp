#include "api/day_register.h"

#include "attendance/register.h"
#include "attendance/words.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using attendance::Mark;
using attendance::PersonId;
using attendance::UtcMs;
using attendance::WorkDay;

namespace {

QJsonValue timeJson(const std::optional<UtcMs> &when) { return when ? QJsonValue(toText(*when)) : QJsonValue(); }
QString fromView(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

} // namespace

Expected<store::Page<DayItem>> personDays(store::Register &records, const PersonId &person, const attendance::DayRange &range,
                                          const reports::ReportSite &site, const store::PageRequest &page)
{
    attendance::DayRange rest = range;
    if (page.cursor) {
        const auto next = attendance::parseDay(*page.cursor);
        if (!next || *next < range.first || range.last < *next)
            return std::unexpected(foreignCursor());
        rest.first = *next;
    }
    auto schedule = reports::ReportSource::schedule(records);
    if (!schedule)
        return std::unexpected(std::move(schedule.error()));
    const attendance::Timetable timetable(std::move(*schedule), site.zone);
    reports::ReportSource source({.kind = reports::Kind::Days, .person = person, .group = {}, .days = rest});
    auto batch = source.next(records, attendance::eventsNeeded(timetable, rest));
    if (!batch)
        return std::unexpected(std::move(batch.error()));
    const reports::PersonFacts &facts = batch->people.front();
    store::Page<DayItem> result;
    for (WorkDay &day : reports::daysOf(facts, timetable, rest, site)) {
        const bool isFull = result.items.size() >= static_cast<std::size_t>(page.limit);
        if (isFull && result.items.back().day.day != day.day) {
            result.next = attendance::toText(day.day);
            break;
        }
        result.items.push_back({std::move(day), facts.member.name});
    }
    return result;
}

QJsonObject toJson(const DayItem &item)
{
    const WorkDay &day = item.day;
    QJsonObject json = toJson(attendance::RegisterEntry{.person = day.person, .day = day.day, .checkIn = {}, .lastSeen = {}, .sightings = day.sightings,
                                                        .cameras = day.cameras, .status = day.certainty},
                              toText(item.name));
    QJsonArray marks;
    for (const Mark mark : attendance::allMarks) {
        if (day.marks.has(mark))
            marks.append(fromView(toWord(mark)));
    }
    const auto minutes = [](attendance::Minutes value) { return qint64(value.count()); };
    json.insert(u"checkIn"_s, timeJson(day.checkIn));
    json.insert(u"checkOut"_s, timeJson(day.checkOut));
    json.insert(u"checkInSource"_s, day.checkInSource ? QJsonValue(fromView(toWord(*day.checkInSource))) : QJsonValue());
    json.insert(u"checkOutSource"_s, day.checkOutSource ? QJsonValue(fromView(toWord(*day.checkOutSource))) : QJsonValue());
    json.insert(u"firstSeen"_s, timeJson(day.firstSeen));
    json.insert(u"lastSeen"_s, timeJson(day.lastSeen));
    json.insert(u"dayStatus"_s, fromView(toWord(day.status)));
    json.insert(u"marks"_s, marks);
    json.insert(u"shift"_s, day.shift ? QJsonValue(toText(day.shift->toString())) : QJsonValue());
    json.insert(u"shiftStart"_s, timeJson(day.shiftStart));
    json.insert(u"shiftEnd"_s, timeJson(day.shiftEnd));
    json.insert(u"planned"_s, minutes(day.planned));
    json.insert(u"worked"_s, minutes(day.worked));
    json.insert(u"breaks"_s, minutes(day.breaks));
    json.insert(u"late"_s, minutes(day.lateBy));
    json.insert(u"leftEarly"_s, minutes(day.earlyBy));
    json.insert(u"overtime"_s, minutes(day.overtime));
    json.insert(u"note"_s, toText(day.note));
    return json;
}

} // namespace rollcall::api
