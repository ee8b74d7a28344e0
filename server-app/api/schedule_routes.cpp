#include "api/schedule_routes.h"

#include "api/answering.h"
#include "api/list_query.h"
#include "api/person_patch.h"
#include "api/request_contract.h"
#include "api/schedule_json.h"
#include "store/schedule_records.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using store::ScheduleRecords;

namespace {

template <typename T>
std::expected<T, FormError> parseBody(const Request &request, T (*read)(JsonFields &))
{
    auto fields = JsonFields::ofBody(request);
    if (!fields)
        return std::unexpected(fields.error());
    T value = read(*fields);
    if (const auto problem = fields->problem())
        return std::unexpected(*problem);
    return value;
}

std::string idOf(const Request &request) { return request.parameter(u"id"_s).toStdString(); }

// A work for store.call over the schedules.
template <typename Work>
auto over(Work work)
{
    return [work = std::move(work)](store::Register &records) {
        ScheduleRecords schedules(records.database());
        return work(schedules);
    };
}

// What was read, and the version that a change must name.
template <typename T>
struct Read {
    int64_t version = 0;
    T value;
};

net::Headers tagged(int64_t version)
{
    return {{"ETag", '"' + QByteArray::number(qint64(version)) + '"'}};
}

template <typename T>
Expected<Read<T>> readVersioned(const Expected<int64_t> &version, const std::function<Expected<T>()> &read)
{
    if (!version)
        return std::unexpected(version.error());
    auto value = read();
    if (!value)
        return std::unexpected(std::move(value.error()));
    return Read<T>{*version, std::move(*value)};
}

template <typename T>
auto answeringVersioned(Responder responder)
{
    return answering<Read<T>>(std::move(responder), [](Responder &answerer, const Read<T> &read) { answerer.json(toJson(read.value), 200, tagged(read.version)); });
}

auto answeringReplaced(Responder responder, const QJsonObject &json)
{
    return answering<int64_t>(std::move(responder), [json](Responder &answerer, int64_t version) { answerer.json(json, 200, tagged(version)); });
}

template <typename T>
auto answeringOne(Responder responder)
{
    return answering<T>(std::move(responder), [](Responder &answerer, const T &value) { answerer.json(toJson(value)); });
}

// The version that "If-Match" names, nothing where any will do; else why not.
std::expected<ScheduleRecords::Version, FormError> matchedVersion(const Request &request)
{
    const QByteArray match = request.header("if-match").trimmed();
    if (match.isEmpty() || match == "*")
        return std::nullopt;
    const auto version = versionOf(match);
    if (!version)
        return std::unexpected(FormError{412, u"\"If-Match\" is not the ETag of this entry."_s});
    return version;
}

// Who replaces something says what they have read.
std::expected<ScheduleRecords::Version, FormError> requiredVersion(const Request &request)
{
    if (request.header("if-match").isEmpty())
        return std::unexpected(FormError{428, u"Send \"If-Match\" with the ETag of the entry that you read, so that nobody's changes are overwritten."_s});
    return matchedVersion(request);
}

template <typename T>
auto answeringPage(Responder responder)
{
    return answering<store::Page<T>>(std::move(responder), [](Responder &answerer, const store::Page<T> &page) {
        answerer.json(toPageJson(page, [](const T &item) { return toJson(item); }));
    });
}

// Once it is stored, the value itself is the answer.
auto answeringStored(Responder responder, const QJsonObject &json, int status, const net::Headers &headers = {})
{
    return [responder = net::share(std::move(responder)), json, status, headers](const Expected<void> &stored) {
        if (!stored)
            return responder->send(problemOf(stored.error()));
        responder->json(json, status, headers);
    };
}

auto answeringNothing(Responder responder)
{
    return [responder = net::share(std::move(responder))](const Expected<void> &done) {
        if (!done)
            return responder->send(problemOf(done.error()));
        responder->send({.status = 204, .contentType = {}, .body = {}});
    };
}

// The direction that must still be there when another one is written; nothing where any will do.
Expected<std::optional<ScheduleRecords::CameraRow>> knownDirection(ScheduleRecords &schedules, const attendance::CameraId &camera, const QByteArray &ifMatch)
{
    if (ifMatch.isEmpty() || ifMatch.trimmed() == "*")
        return std::nullopt;
    const auto row = schedules.camera(camera);
    if (!row)
        return std::unexpected(row.error());
    if (!namesTag(ifMatch, entityTagOf(toJson(camera, row->value_or(attendance::CameraRule())))))
        return std::unexpected(store::StoreError{store::StoreError::Code::Stale, "Which way this camera looks was changed in between. Read it again, and change that."});
    return *row;
}

net::Headers locationOf(const char *list, const std::string &id)
{
    return {{"Location", QByteArray("/api/v1/") + list + '/' + QByteArray::fromStdString(id)}};
}

} // namespace

ScheduleRoutes::ScheduleRoutes(const RegisterParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_ids(attendance::systemRandom())
{
}

void ScheduleRoutes::addRoutes(net::Router &router)
{
    const auto add = [&](Method method, const QString &path, void (ScheduleRoutes::*member)(const Request &, Responder)) {
        router.add(method, u"/api/v1/"_s + path, method == Method::Get ? Right::ViewAttendance : Right::ManageAttendance, handler(this, member));
    };
    add(Method::Get, u"shifts"_s, &ScheduleRoutes::listShifts);
    add(Method::Post, u"shifts"_s, &ScheduleRoutes::addShift);
    add(Method::Get, u"shifts/{id}"_s, &ScheduleRoutes::showShift);
    add(Method::Put, u"shifts/{id}"_s, &ScheduleRoutes::replaceShift);
    add(Method::Delete, u"shifts/{id}"_s, &ScheduleRoutes::removeShift);
    add(Method::Get, u"assignments"_s, &ScheduleRoutes::listAssignments);
    add(Method::Post, u"assignments"_s, &ScheduleRoutes::addAssignment);
    add(Method::Get, u"assignments/{id}"_s, &ScheduleRoutes::showAssignment);
    add(Method::Delete, u"assignments/{id}"_s, &ScheduleRoutes::removeAssignment);
    add(Method::Get, u"holidays"_s, &ScheduleRoutes::listHolidays);
    add(Method::Post, u"holidays"_s, &ScheduleRoutes::addHoliday);
    add(Method::Get, u"holidays/{id}"_s, &ScheduleRoutes::showHoliday);
    add(Method::Put, u"holidays/{id}"_s, &ScheduleRoutes::replaceHoliday);
    add(Method::Delete, u"holidays/{id}"_s, &ScheduleRoutes::removeHoliday);
    add(Method::Get, u"camera-directions"_s, &ScheduleRoutes::listDirections);
    add(Method::Get, u"camera-directions/{camera}"_s, &ScheduleRoutes::showDirection);
    add(Method::Put, u"camera-directions/{camera}"_s, &ScheduleRoutes::setDirection);
    add(Method::Delete, u"camera-directions/{camera}"_s, &ScheduleRoutes::resetDirection);
}

std::string ScheduleRoutes::freshId()
{
    return m_ids.next(m_parts.now()).toString();
}

void ScheduleRoutes::listShifts(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    m_parts.store.call(over([page = *page](ScheduleRecords &schedules) { return schedules.shifts(page); }), this,
                       answeringPage<attendance::Shift>(std::move(responder)));
}

void ScheduleRoutes::addShift(const Request &request, Responder responder)
{
    auto shift = parseBody(request, readShift);
    if (!shift)
        return responder.problem(shift.error().status, shift.error().detail);
    if (shift->id.isEmpty())
        shift->id = attendance::ShiftId(freshId());
    m_parts.store.call(over([shift = *shift](ScheduleRecords &schedules) { return schedules.addShift(shift); }), this,
                       answeringStored(std::move(responder), toJson(*shift), 201, locationOf("shifts", shift->id.toString())));
}

void ScheduleRoutes::showShift(const Request &request, Responder responder)
{
    m_parts.store.call(over([id = attendance::ShiftId(idOf(request))](ScheduleRecords &schedules) {
        return readVersioned<attendance::Shift>(schedules.shiftVersion(id), [&] { return schedules.shift(id); });
    }), this, answeringVersioned<attendance::Shift>(std::move(responder)));
}

void ScheduleRoutes::replaceShift(const Request &request, Responder responder)
{
    auto shift = parseBody(request, readShift);
    if (!shift)
        return responder.problem(shift.error().status, shift.error().detail);
    if (!shift->id.isEmpty() && shift->id.toString() != idOf(request))
        return responder.problem(422, u"\"id\" must be that of the address, or be left out."_s);
    shift->id = attendance::ShiftId(idOf(request));
    const auto version = requiredVersion(request);
    if (!version)
        return responder.problem(version.error().status, version.error().detail);
    m_parts.store.call(over([shift = *shift, version = *version](ScheduleRecords &schedules) { return schedules.replaceShift(shift, version); }), this,
                       answeringReplaced(std::move(responder), toJson(*shift)));
}

void ScheduleRoutes::removeShift(const Request &request, Responder responder)
{
    const auto version = matchedVersion(request);
    if (!version)
        return responder.problem(version.error().status, version.error().detail);
    m_parts.store.call(over([id = attendance::ShiftId(idOf(request)), version = *version](ScheduleRecords &schedules) { return schedules.removeShift(id, version); }), this,
                       answeringNothing(std::move(responder)));
}

void ScheduleRoutes::listAssignments(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    ScheduleRecords::AssignmentFilter filter;
    if (const auto person = request.queryValue(u"person"_s))
        filter.person = attendance::PersonId(person->toStdString());
    if (const auto group = request.queryValue(u"group"_s))
        filter.group = attendance::GroupName(group->toStdString());
    if (const auto shift = request.queryValue(u"shift"_s))
        filter.shift = attendance::ShiftId(shift->toStdString());
    m_parts.store.call(over([filter, page = *page](ScheduleRecords &schedules) { return schedules.assignments(filter, page); }), this,
                       answeringPage<attendance::Assignment>(std::move(responder)));
}

void ScheduleRoutes::addAssignment(const Request &request, Responder responder)
{
    auto assignment = parseBody(request, readAssignment);
    if (!assignment)
        return responder.problem(assignment.error().status, assignment.error().detail);
    if (assignment->id.empty())
        assignment->id = freshId();
    m_parts.store.call(over([assignment = *assignment](ScheduleRecords &schedules) { return schedules.addAssignment(assignment); }), this,
                       answeringStored(std::move(responder), toJson(*assignment), 201, locationOf("assignments", assignment->id)));
}

void ScheduleRoutes::showAssignment(const Request &request, Responder responder)
{
    m_parts.store.call(over([id = idOf(request)](ScheduleRecords &schedules) { return schedules.assignment(id); }), this,
                       answeringOne<attendance::Assignment>(std::move(responder)));
}

void ScheduleRoutes::removeAssignment(const Request &request, Responder responder)
{
    m_parts.store.call(over([id = idOf(request)](ScheduleRecords &schedules) { return schedules.removeAssignment(id); }), this,
                       answeringNothing(std::move(responder)));
}

void ScheduleRoutes::listHolidays(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    m_parts.store.call(over([page = *page](ScheduleRecords &schedules) { return schedules.holidays(page); }), this,
                       answeringPage<attendance::Holiday>(std::move(responder)));
}

void ScheduleRoutes::addHoliday(const Request &request, Responder responder)
{
    auto holiday = parseBody(request, readHoliday);
    if (!holiday)
        return responder.problem(holiday.error().status, holiday.error().detail);
    if (holiday->id.empty())
        holiday->id = freshId();
    m_parts.store.call(over([holiday = *holiday](ScheduleRecords &schedules) { return schedules.addHoliday(holiday); }), this,
                       answeringStored(std::move(responder), toJson(*holiday), 201, locationOf("holidays", holiday->id)));
}

void ScheduleRoutes::showHoliday(const Request &request, Responder responder)
{
    m_parts.store.call(over([id = idOf(request)](ScheduleRecords &schedules) {
        return readVersioned<attendance::Holiday>(schedules.holidayVersion(id), [&] { return schedules.holiday(id); });
    }), this, answeringVersioned<attendance::Holiday>(std::move(responder)));
}

void ScheduleRoutes::replaceHoliday(const Request &request, Responder responder)
{
    auto holiday = parseBody(request, readHoliday);
    if (!holiday)
        return responder.problem(holiday.error().status, holiday.error().detail);
    if (!holiday->id.empty() && holiday->id != idOf(request))
        return responder.problem(422, u"\"id\" must be that of the address, or be left out."_s);
    holiday->id = idOf(request);
    const auto version = requiredVersion(request);
    if (!version)
        return responder.problem(version.error().status, version.error().detail);
    m_parts.store.call(over([holiday = *holiday, version = *version](ScheduleRecords &schedules) { return schedules.replaceHoliday(holiday, version); }), this,
                       answeringReplaced(std::move(responder), toJson(*holiday)));
}

void ScheduleRoutes::removeHoliday(const Request &request, Responder responder)
{
    const auto version = matchedVersion(request);
    if (!version)
        return responder.problem(version.error().status, version.error().detail);
    m_parts.store.call(over([id = idOf(request), version = *version](ScheduleRecords &schedules) { return schedules.removeHoliday(id, version); }), this,
                       answeringNothing(std::move(responder)));
}

void ScheduleRoutes::listDirections(const Request &, Responder responder)
{
    using Directions = std::map<attendance::CameraId, attendance::CameraRule>;
    m_parts.store.call(over([](ScheduleRecords &schedules) { return schedules.cameras(); }), this,
                       answering<Directions>(std::move(responder), [](Responder &answerer, const Directions &directions) {
        QJsonArray items;
        for (const auto &[camera, rule] : directions)
            items.append(toJson(camera, rule));
        answerer.json(pageJson(items, std::nullopt));
    }));
}

// Every camera looks some way: one of which nothing was said looks both ways.
void ScheduleRoutes::showDirection(const Request &request, Responder responder)
{
    const attendance::CameraId camera(request.parameter(u"camera"_s).toStdString());
    using Row = ScheduleRecords::CameraRow;
    m_parts.store.call(over([camera](ScheduleRecords &schedules) { return schedules.camera(camera); }), this,
                       answering<Row>(std::move(responder), [camera](Responder &answerer, const Row &row) {
        const QJsonObject json = toJson(camera, row.value_or(attendance::CameraRule()));
        answerer.json(json, 200, {{"ETag", entityTagOf(json)}});
    }));
}

void ScheduleRoutes::setDirection(const Request &request, Responder responder)
{
    const auto rule = parseBody(request, readCameraRule);
    if (!rule)
        return responder.problem(rule.error().status, rule.error().detail);
    const QByteArray ifMatch = request.header("if-match");
    if (ifMatch.isEmpty())
        return responder.problem(428, u"Send \"If-Match\" with the ETag of the direction that you read, so that nobody's changes are overwritten."_s);
    const attendance::CameraId camera(request.parameter(u"camera"_s).toStdString());
    m_parts.store.call(over([camera, rule = *rule, ifMatch](ScheduleRecords &schedules) -> Expected<void> {
        const auto known = knownDirection(schedules, camera, ifMatch);
        if (!known)
            return std::unexpected(known.error());
        return schedules.setCamera(camera, rule, *known);
    }), this, answeringStored(std::move(responder), toJson(camera, *rule), 200));
}

void ScheduleRoutes::resetDirection(const Request &request, Responder responder)
{
    const attendance::CameraId camera(request.parameter(u"camera"_s).toStdString());
    m_parts.store.call(over([camera, ifMatch = request.header("if-match")](ScheduleRecords &schedules) -> Expected<void> {
        const auto known = knownDirection(schedules, camera, ifMatch);
        if (!known)
            return std::unexpected(known.error());
        return schedules.resetCamera(camera, *known);
    }), this, answeringNothing(std::move(responder)));
}

} // namespace rollcall::api
