#include "api/correction_routes.h"

#include "api/answering.h"
#include "api/list_query.h"
#include "api/request_contract.h"
#include "attendance/words.h"
#include "store/correction_records.h"
#include "store/sighting_decisions.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using attendance::Correction;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using Kind = Correction::Kind;

namespace {

QString fromView(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

} // namespace

QJsonObject toJson(const Correction &correction)
{
    QJsonObject json{{u"id"_s, toText(correction.id.toString())}, {u"person"_s, toText(correction.person.toString())}, {u"day"_s, toText(correction.day)},
                     {u"kind"_s, fromView(toWord(correction.kind))}, {u"reason"_s, toText(correction.reason)}, {u"by"_s, toText(correction.by)},
                     {u"made"_s, toText(correction.made)}};
    if (correction.shift)
        json.insert(u"shift"_s, toText(correction.shift->toString()));
    if (correction.when)
        json.insert(u"at"_s, toText(*correction.when));
    if (correction.target)
        json.insert(u"target"_s, toText(correction.target->toString()));
    if (correction.status)
        json.insert(u"status"_s, fromView(toWord(*correction.status)));
    return json;
}

namespace {

constexpr qsizetype reasonCharacters = 500;

// Of a correction that names another thing, the day is that of the thing.
Expected<Correction> withDay(store::Register &records, Correction correction, const LocalCalendar &calendar)
{
    if (correction.kind == Kind::Withdraw) {
        const auto target = store::CorrectionRecords(records.database()).correction(*correction.target);
        if (!target)
            return std::unexpected(target.error());
        correction.day = target->day;
        correction.shift = target->shift;
    } else if (correction.kind == Kind::Ignore) {
        const auto target = store::SightingDecisions(records.database()).sighting(*correction.target);
        if (!target)
            return std::unexpected(target.error());
        correction.day = calendar.dayOf(target->firstSeen);
    }
    return correction;
}

QJsonObject toListJson(const store::Page<Correction> &found)
{
    return toPageJson(found, [](const Correction &one) { return toJson(one); });
}

// Whether that person's day has the corrections that the sender knows of: those whose list had this ETag. Where the header is absent, any.
Expected<void> checkKnown(store::CorrectionRecords &records, const Correction &correction, const QByteArray &ifMatch)
{
    if (ifMatch.isEmpty())
        return {};
    const auto found = records.corrections({.person = correction.person, .from = correction.day, .until = correction.day}, {});
    if (!found)
        return std::unexpected(found.error());
    if (namesTag(ifMatch, entityTagOf(toListJson(*found))))
        return {};
    return std::unexpected(store::StoreError{store::StoreError::Code::Stale, "Somebody else corrected this day in the meantime. Look at it again, and correct what is still wrong."});
}

std::optional<attendance::Uuid> readTarget(JsonFields &fields)
{
    const auto target = attendance::Uuid::parse(fields.text(u"target"_s).toStdString());
    if (!target)
        fields.refuse(u"target"_s, u"be the id of a sighting or of a correction"_s);
    return target;
}

attendance::DayStatus readStatus(JsonFields &fields)
{
    const QString word = fields.word(u"status"_s, {u"present"_s, u"half-day"_s, u"absent"_s, u"excused"_s, u"day-off"_s, u"holiday"_s});
    return attendance::parseStatus(word.toStdString()).value_or(attendance::DayStatus::Present);
}

std::expected<std::optional<attendance::Day>, QString> optionalDay(const Request &request, const QString &name)
{
    if (!request.queryValue(name))
        return std::nullopt;
    return parseDayParameter(request, name);
}

} // namespace

CorrectionRoutes::CorrectionRoutes(const RegisterParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_ids(attendance::systemRandom())
{
}

void CorrectionRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/corrections"_s, Right::ViewAttendance, handler(this, &CorrectionRoutes::list));
    router.add(Method::Post, u"/api/v1/corrections"_s, Right::ManageAttendance, handler(this, &CorrectionRoutes::add));
    router.add(Method::Get, u"/api/v1/corrections/{id}"_s, Right::ViewAttendance, handler(this, &CorrectionRoutes::show));
}

// An entered time is near its day: a shift of that day may begin on the evening before or end on the day after.
void CorrectionRoutes::checkTime(JsonFields &fields, const Correction &correction) const
{
    if (!correction.when)
        return fields.refuse(u"at"_s, u"be a time with its offset, like 2026-11-21T08:00:00Z"_s);
    const auto first = m_parts.calendar.bounds(attendance::addDays(correction.day, -1)).first;
    const auto last = m_parts.calendar.bounds(attendance::addDays(correction.day, 1)).second;
    if (*correction.when < first || *correction.when >= last)
        fields.refuse(u"at"_s, u"be within a day of \"day\""_s);
}

Correction CorrectionRoutes::read(JsonFields &fields) const
{
    Correction correction;
    correction.person = attendance::PersonId(fields.text(u"person"_s, EnrolmentLimits::idCharacters).toStdString());
    const QString kind = fields.word(u"kind"_s, {u"check-in"_s, u"check-out"_s, u"ignore"_s, u"status"_s, u"withdraw"_s});
    correction.kind = attendance::parseWord<Kind>(kind.toStdString()).value_or(Kind::CheckIn);
    correction.reason = fields.text(u"reason"_s, reasonCharacters).toStdString();
    if (correction.kind == Kind::Ignore || correction.kind == Kind::Withdraw) {
        correction.target = readTarget(fields);
        return correction;
    }
    correction.day = fields.day(u"day"_s);
    if (const auto shift = fields.optionalText(u"shift"_s, EnrolmentLimits::idCharacters))
        correction.shift = attendance::ShiftId(shift->toStdString());
    if (correction.kind == Kind::SetStatus) {
        correction.status = readStatus(fields);
        return correction;
    }
    correction.when = fields.optionalTime(u"at"_s);
    if (correction.day.ok())
        checkTime(fields, correction);
    return correction;
}

void CorrectionRoutes::add(const Request &request, Responder responder)
{
    auto fields = JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    Correction correction = read(*fields);
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    correction.made = m_parts.now();
    correction.id = m_ids.next(correction.made);
    correction.by = actorOf(request);
    m_parts.store.call([correction, ifMatch = request.header("if-match"), calendar = m_parts.calendar](store::Register &records) -> Expected<Correction> {
        auto whole = withDay(records, correction, calendar);
        if (!whole)
            return whole;
        store::CorrectionRecords corrections(records.database());
        if (auto known = checkKnown(corrections, *whole, ifMatch); !known)
            return std::unexpected(std::move(known.error()));
        if (auto added = corrections.add(*whole); !added)
            return std::unexpected(std::move(added.error()));
        return whole;
    }, this, answering<Correction>(std::move(responder), [this](Responder &answerer, const Correction &added) {
        if (m_parts.dayChanged)
            m_parts.dayChanged(added.person, added.day);
        answerer.json(toJson(added), 201, {{"Location", "/api/v1/corrections/" + QByteArray::fromStdString(added.id.toString())}});
    }));
}

void CorrectionRoutes::list(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    store::CorrectionRecords::Filter filter;
    if (const auto person = request.queryValue(u"person"_s))
        filter.person = attendance::PersonId(person->toStdString());
    const auto from = optionalDay(request, u"from"_s);
    const auto until = optionalDay(request, u"until"_s);
    if (!from || !until)
        return responder.problem(400, from ? until.error() : from.error());
    filter.from = *from;
    filter.until = *until;
    m_parts.store.call([filter, page = *page](store::Register &records) { return store::CorrectionRecords(records.database()).corrections(filter, page); }, this,
                       answering<store::Page<Correction>>(std::move(responder), [](Responder &answerer, const auto &found) {
        answerer.json(toListJson(found));
    }));
}

void CorrectionRoutes::show(const Request &request, Responder responder)
{
    const auto id = attendance::Uuid::parse(request.parameter(u"id"_s).toStdString());
    if (!id)
        return responder.problem(404, u"There is no correction with this id."_s);
    m_parts.store.call([id = *id](store::Register &records) { return store::CorrectionRecords(records.database()).correction(id); }, this,
                       answering<Correction>(std::move(responder), [](Responder &answerer, const Correction &found) { answerer.json(toJson(found)); }));
}

} // namespace rollcall::api
