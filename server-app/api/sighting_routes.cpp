#include "api/sighting_routes.h"

#include "api/by_whom.h"
#include "api/decision_form.h"
#include "store/sighting_decisions.h"
#include "store/sighting_evidence.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using attendance::SightingStatus;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

std::optional<attendance::Uuid> idOf(const Request &request)
{
    return attendance::Uuid::parse(request.parameter(u"id"_s).toStdString());
}

// Of another camera than the caller's there is none.
Expected<store::Sighting> sightingFor(const net::Caller &caller, store::Register &records, const attendance::Uuid &id)
{
    auto sighting = store::SightingDecisions(records.database()).sighting(id);
    if (sighting && !caller.mayUse(QString::fromStdString(sighting->camera.toString())))
        return std::unexpected(store::StoreError{store::StoreError::Code::NotFound, "There is no sighting with the id " + id.toString() + '.'});
    return sighting;
}

void answerNoSuchId(Responder &responder)
{
    responder.problem(404, u"There is no such sighting: its id would be a UUID."_s);
}

} // namespace

SightingRoutes::SightingRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void SightingRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/sightings/{id}"_s, Right::ViewSightings, handler(this, &SightingRoutes::show));
    router.add(Method::Get, u"/api/v1/sightings/{id}/picture.jpg"_s, Right::ViewSightings, handler(this, &SightingRoutes::showPicture));
    router.add(Method::Post, u"/api/v1/sightings/{id}/confirm"_s, Right::ManageAttendance, handler(this, &SightingRoutes::confirm), DecisionLimits::bodyBytes);
    router.add(Method::Post, u"/api/v1/sightings/{id}/reject"_s, Right::ManageAttendance, handler(this, &SightingRoutes::reject), DecisionLimits::bodyBytes);
    router.add(Method::Post, u"/api/v1/sightings/{id}/undo"_s, Right::ManageAttendance, handler(this, &SightingRoutes::undo), DecisionLimits::bodyBytes);
}

void SightingRoutes::show(const Request &request, Responder responder)
{
    const auto id = idOf(request);
    if (!id)
        return answerNoSuchId(responder);
    m_parts.store.call([id = *id, caller = request.caller](store::Register &records) { return sightingFor(caller, records, id); }, this,
                       answering<store::Sighting>(std::move(responder), [](Responder &answerer, const store::Sighting &sighting) { answerer.json(toJson(sighting)); }));
}

void SightingRoutes::showPicture(const Request &request, Responder responder)
{
    const auto id = idOf(request);
    if (!id)
        return answerNoSuchId(responder);
    m_parts.store.call([id = *id, caller = request.caller](store::Register &records) -> Expected<store::Evidence> {
        if (auto sighting = sightingFor(caller, records, id); !sighting)
            return std::unexpected(std::move(sighting.error()));
        return store::SightingEvidence(records.database()).of(id);
    }, this,
                       answering<store::Evidence>(std::move(responder), [](Responder &answerer, const store::Evidence &evidence) {
        answerer.send(jpegAnswer(evidence.picture));
    }));
}

void SightingRoutes::confirm(const Request &request, Responder responder)
{
    decide(request, std::move(responder), [calendar = m_parts.calendar](store::SightingDecisions &decisions, const attendance::Uuid &id, const Note &note) -> Expected<Outcome> {
        const auto sighting = decisions.sighting(id);
        if (!sighting)
            return std::unexpected(sighting.error());
        const auto [from, until] = calendar.bounds(calendar.dayOf(sighting->firstSeen));
        return decisions.confirm(id, {.from = from, .until = until}, note);
    });
}

void SightingRoutes::reject(const Request &request, Responder responder)
{
    decide(request, std::move(responder), [](store::SightingDecisions &decisions, const attendance::Uuid &id, const Note &note) { return decisions.reject(id, note); });
}

void SightingRoutes::undo(const Request &request, Responder responder)
{
    decide(request, std::move(responder), [](store::SightingDecisions &decisions, const attendance::Uuid &id, const Note &) { return decisions.undo(id); });
}

void SightingRoutes::decide(const Request &request, Responder responder, const Verb &verb)
{
    const auto id = idOf(request);
    if (!id)
        return answerNoSuchId(responder);
    const auto body = parseOptionalObject(request);
    if (!body)
        return responder.problem(400, body.error());
    const auto reason = optionalText(*body, u"reason"_s);
    if (!reason)
        return responder.problem(400, reason.error());
    const Note note{.when = m_parts.now(), .by = decidedBy(request), .reason = reason->value_or(QString()).toStdString()};
    m_parts.store.call([id = *id, note, verb](store::Register &records) -> Expected<Outcome> {
        store::SightingDecisions decisions(records.database());
        return verb(decisions, id, note);
    }, this, [this, responder = net::share(std::move(responder))](const Expected<Outcome> &outcome) {
        if (!outcome)
            return responder->send(problemOf(outcome.error()));
        if (outcome->changed && m_parts.dayChanged)
            m_parts.dayChanged(outcome->sighting.person, m_parts.calendar.dayOf(outcome->sighting.firstSeen));
        follow(*outcome, [sighting = outcome->sighting, responder] { responder->json(toJson(sighting)); });
    });
}

void SightingRoutes::follow(const Outcome &outcome, const std::function<void()> &done)
{
    const bool isRejected = outcome.sighting.status == SightingStatus::Rejected;
    if (outcome.changed && isRejected)
        m_parts.feedback.sightingRejected(outcome.sighting, done);
    else if (outcome.changed && outcome.before == SightingStatus::Rejected)
        m_parts.feedback.rejectionTakenBack(outcome.sighting, done);
    else
        done();
}

} // namespace rollcall::api
