#include "api/day_register.h"

#include "attendance/register.h"
#include "attendance/words.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using attendance::Mark;
using attendance::PersonId;
using attendance::UtcMs;
using attendance::WorkDay;
using store::StoreError;

namespace {

constexpr int daysAround = 3;  // corrections of neighbouring shifts

struct Events {
    std::vector<attendance::Sighting> sightings;
    std::vector<attendance::Correction> corrections;
};
using EventsByPerson = std::map<PersonId, Events>;

Expected<EventsByPerson> eventsOf(store::Register &records, attendance::Day day, const attendance::Interval &needed)
{
    EventsByPerson events;
    auto sightings = records.sightingsBetween(needed.from, needed.until);
    if (!sightings)
        return std::unexpected(std::move(sightings.error()));
    for (attendance::Sighting &sighting : *sightings) {
        std::vector<attendance::Sighting> &own = events[sighting.person].sightings;
        own.push_back(std::move(sighting));
    }
    auto corrections = store::CorrectionRecords(records.database()).ofDays({}, attendance::addDays(day, -daysAround), attendance::addDays(day, daysAround));
    if (!corrections)
        return std::unexpected(std::move(corrections.error()));
    for (attendance::Correction &correction : *corrections) {
        std::vector<attendance::Correction> &own = events[correction.person].corrections;
        own.push_back(std::move(correction));
    }
    return events;
}

// Those whose day may have something to tell: everybody, or those with events.
Expected<std::vector<store::Member>> peopleOf(store::Register &records, const EventsByPerson &events, bool everybody)
{
    store::EventRecords people(records.database());
    if (!everybody) {
        std::vector<PersonId> ids;
        for (const auto &[person, theirs] : events)
            ids.push_back(person);
        return people.members(ids);
    }
    std::vector<store::Member> members;
    store::PageRequest page{.limit = store::PageRequest::maxLimit, .cursor = {}};
    do {
        auto some = people.members({}, page);
        if (!some)
            return std::unexpected(std::move(some.error()));
        std::ranges::move(some->items, std::back_inserter(members));
        page.cursor = some->next;
    } while (page.cursor);
    return members;
}

// A place in the day's order, so that entries that arrive between two pages disturb nothing.
using Place = std::tuple<int64_t, std::string, std::string>;

Place placeOf(const WorkDay &day)
{
    const UtcMs when = day.checkIn ? *day.checkIn : day.firstSeen.value_or(UtcMs::max());
    return {when.time_since_epoch().count(), day.person.toString(), day.shift ? day.shift->toString() : std::string()};
}

std::string cursorOf(const Place &place)
{
    return std::to_string(std::get<0>(place)) + '~' + std::get<1>(place) + '~' + std::get<2>(place);
}

std::optional<Place> parseCursor(const std::string &cursor)
{
    const QStringList parts = QString::fromStdString(cursor).split(u'~');
    bool isNumber = false;
    const qint64 time = parts.first().toLongLong(&isNumber);
    if (!isNumber || parts.size() != 3)
        return std::nullopt;
    return Place{time, parts[1].toStdString(), parts[2].toStdString()};
}

StoreError foreignCursor()
{
    return {StoreError::Code::Invalid, "\"cursor\" is not one that this list gave out."};
}

bool wasHere(const WorkDay &day) { return day.firstSeen || day.checkIn || day.checkOut; }

store::Page<DayItem> pageOf(std::vector<DayItem> items, const std::optional<Place> &after, int limit)
{
    std::sort(items.begin(), items.end(), [](const DayItem &a, const DayItem &b) { return placeOf(a.day) < placeOf(b.day); });
    store::Page<DayItem> page;
    for (DayItem &item : items) {
        if (after && placeOf(item.day) <= *after)
            continue;
        if (page.items.size() == static_cast<std::size_t>(limit)) {
            page.next = cursorOf(placeOf(page.items.back().day));
            break;
        }
        page.items.push_back(std::move(item));
    }
    return page;
}

QJsonValue timeJson(const std::optional<UtcMs> &when) { return when ? QJsonValue(toText(*when)) : QJsonValue(); }
QString fromView(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

} // namespace

Expected<store::Page<DayItem>> dayRegister(store::Register &records, const DayQuery &query)
{
    std::optional<Place> after;
    if (query.page.cursor && !(after = parseCursor(*query.page.cursor)))
        return std::unexpected(foreignCursor());
    auto schedule = reports::ReportSource::schedule(records);
    if (!schedule)
        return std::unexpected(std::move(schedule.error()));
    const attendance::Timetable timetable(std::move(*schedule), query.site.zone);
    const attendance::DayRange range{query.day, query.day};
    auto events = eventsOf(records, query.day, attendance::eventsNeeded(timetable, range));
    if (!events)
        return std::unexpected(std::move(events.error()));
    auto people = peopleOf(records, *events, query.everybody);
    if (!people)
        return std::unexpected(std::move(people.error()));
    std::vector<DayItem> items;
    for (store::Member &member : *people) {
        Events &theirs = (*events)[member.id];
        const reports::PersonFacts facts{.member = std::move(member), .sightings = std::move(theirs.sightings), .corrections = std::move(theirs.corrections)};
        for (WorkDay &day : reports::daysOf(facts, timetable, range, query.site)) {
            if (query.everybody || wasHere(day))
                items.push_back({std::move(day), facts.member.name});
        }
    }
    return pageOf(std::move(items), after, query.page.limit);
}

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
