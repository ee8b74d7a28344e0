#include "api/attendance_routes.h"

#include "api/answering.h"
#include "api/list_query.h"
#include "attendance/register.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

struct NamedEntry {
    attendance::RegisterEntry entry;
    std::string name;
};

// The place of an entry in the day's order, so that entries that arrive between two pages disturb nothing.
std::string cursorOf(const attendance::RegisterEntry &entry)
{
    return std::to_string(entry.checkIn.time_since_epoch().count()) + '~' + entry.person.toString();
}

std::optional<std::pair<int64_t, std::string>> parseCursor(const std::string &cursor)
{
    const auto tilde = cursor.find('~');
    if (tilde == std::string::npos)
        return std::nullopt;
    bool isNumber = false;
    const qint64 time = QByteArray::fromStdString(cursor.substr(0, tilde)).toLongLong(&isNumber);
    if (!isNumber)
        return std::nullopt;
    return std::pair<int64_t, std::string>{time, cursor.substr(tilde + 1)};
}

Expected<store::Page<NamedEntry>> registerPage(store::Register &records, std::pair<attendance::UtcMs, attendance::UtcMs> bounds,
                                               const attendance::Rules &rules, const attendance::DayOf &dayOf, const store::PageRequest &page)
{
    std::optional<std::pair<int64_t, std::string>> after;
    if (page.cursor && !(after = parseCursor(*page.cursor)))
        return std::unexpected(store::StoreError{store::StoreError::Code::Invalid, "\"cursor\" is not one that this list gave out."});
    const auto sightings = records.sightingsBetween(bounds.first, bounds.second);
    if (!sightings)
        return std::unexpected(sightings.error());
    store::Page<NamedEntry> result;
    for (const attendance::RegisterEntry &entry : attendance::makeRegister(*sightings, rules, dayOf)) {
        if (after && std::pair<int64_t, std::string>(entry.checkIn.time_since_epoch().count(), entry.person.toString()) <= *after)
            continue;
        if (result.items.size() == static_cast<std::size_t>(page.limit)) {
            result.next = cursorOf(result.items.back().entry);
            break;
        }
        const auto person = records.person(entry.person);
        if (!person)
            return std::unexpected(person.error());
        result.items.push_back({entry, person->name});
    }
    return result;
}

} // namespace

AttendanceRoutes::AttendanceRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void AttendanceRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/sightings"_s, Right::ViewAttendance, handler(this, &AttendanceRoutes::listSightings));
    router.add(Method::Get, u"/api/v1/attendance"_s, Right::ViewAttendance, handler(this, &AttendanceRoutes::showRegister));
}

void AttendanceRoutes::listSightings(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    const auto filter = parseSightingFilter(request);
    if (!filter)
        return responder.problem(400, filter.error());
    m_parts.store.call([page = *page, filter = *filter](store::Register &records) { return records.sightings(filter, page); }, this,
                       answering<store::Page<store::Sighting>>(std::move(responder), [](Responder &answerer, const auto &sightings) {
        answerer.json(toPageJson(sightings));
    }));
}

void AttendanceRoutes::showRegister(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    const auto asked = request.queryValue(u"day"_s);
    const auto day = asked ? parseDay(*asked) : m_parts.calendar.dayOf(m_parts.now());
    if (!day)
        return responder.problem(400, u"\"day\" must be a date, like 2026-11-21."_s);
    const attendance::DayOf dayOf = [calendar = m_parts.calendar](attendance::UtcMs when) { return calendar.dayOf(when); };
    m_parts.store.call([bounds = m_parts.calendar.bounds(*day), rules = m_parts.rules, dayOf, page = *page](store::Register &records) {
        return registerPage(records, bounds, rules, dayOf, page);
    }, this, answering<store::Page<NamedEntry>>(std::move(responder), [day = *day](Responder &answerer, const store::Page<NamedEntry> &entries) {
        QJsonArray items;
        for (const NamedEntry &item : entries.items)
            items.append(toJson(item.entry, toText(item.name)));
        QJsonObject json = pageJson(items, entries.next);
        json.insert(u"day"_s, toText(day));
        answerer.json(json);
    }));
}

} // namespace rollcall::api
