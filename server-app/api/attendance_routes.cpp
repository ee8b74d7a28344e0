#include "api/attendance_routes.h"

#include "api/answering.h"
#include "api/day_register.h"
#include "api/list_query.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

std::expected<DayQuery, QString> parseDayQuery(const Request &request, const attendance::Day &today, const reports::ReportSite &site)
{
    const auto page = parsePage(request);
    if (!page)
        return std::unexpected(page.error());
    const auto asked = request.queryValue(u"day"_s);
    const auto day = asked ? parseDay(*asked) : today;
    if (!day)
        return std::unexpected(u"\"day\" must be a date, like 2026-11-21."_s);
    const QString whom = request.queryValue(u"everybody"_s).value_or(u"false"_s);
    if (whom != u"true" && whom != u"false")
        return std::unexpected(u"\"everybody\" must be true or false."_s);
    DayQuery query{.day = *day, .everybody = whom == u"true", .site = site, .page = *page};
    if (const auto status = request.queryValue(u"status"_s); status && !(query.state = attendance::parseDayState(status->toStdString())))
        return std::unexpected(u"\"status\" must be here, late, absent, not-yet, excused or left."_s);
    if (const auto group = request.queryValue(u"group"_s))
        query.group = attendance::GroupName(group->toStdString());
    query.text = request.queryValue(u"q"_s).value_or(QString()).toStdString();
    return query;
}

} // namespace

AttendanceRoutes::AttendanceRoutes(const RegisterParts &parts, std::shared_ptr<DayBook> days, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_days(std::move(days))
{
}

void AttendanceRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/sightings"_s, Right::ViewSightings, handler(this, &AttendanceRoutes::listSightings));
    router.add(Method::Get, u"/api/v1/attendance"_s, Right::ViewAttendance, handler(this, &AttendanceRoutes::showRegister));
    router.add(Method::Get, u"/api/v1/attendance/days"_s, Right::ViewAttendance, handler(this, &AttendanceRoutes::showDays));
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
    const auto query = parseDayQuery(request, m_parts.calendar.dayOf(m_parts.now()), siteOf(m_parts));
    if (!query)
        return responder.problem(400, query.error());
    m_parts.store.call([query = *query, days = m_days](store::Register &records) { return days->page(records, query); }, this,
                       answering<store::Page<DayItem>>(std::move(responder), [day = query->day](Responder &answerer, const store::Page<DayItem> &items) {
        QJsonObject json = toPageJson(items);
        json.insert(u"day"_s, toText(day));
        answerer.json(json);
    }), store::Store::Kind::Report);
}

void AttendanceRoutes::showDays(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    const auto person = request.queryValue(u"person"_s);
    if (!person || person->isEmpty())
        return responder.problem(400, u"\"person\" must say whose days are wanted."_s);
    const auto range = parseDayRange(request);
    if (!range)
        return responder.problem(400, range.error());
    m_parts.store.call([person = attendance::PersonId(person->toStdString()), range = *range, site = siteOf(m_parts), page = *page](store::Register &records) {
        return personDays(records, person, range, site, page);
    }, this, answering<store::Page<DayItem>>(std::move(responder), [](Responder &answerer, const auto &items) { answerer.json(toPageJson(items)); }));
}

} // namespace rollcall::api
