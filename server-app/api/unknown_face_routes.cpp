#include "api/unknown_face_routes.h"

#include "api/decision_form.h"
#include "api/list_query.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using store::UnknownFace;
using store::UnknownFaces;
using State = store::UnknownFaceState;

namespace {

constexpr int sightingsShown = 100;

store::UnknownFaceId idOf(const Request &request)
{
    return store::UnknownFaceId(request.parameter(u"id"_s).toStdString());
}

QJsonObject toJson(const store::UnknownSighting &sighting)
{
    QJsonObject json{{u"camera"_s, toText(sighting.camera.toString())}, {u"firstSeen"_s, toText(sighting.firstSeen)}, {u"lastSeen"_s, toText(sighting.lastSeen)}};
    if (sighting.rejected)
        json.insert(u"rejectedSighting"_s, toText(sighting.rejected->toString()));
    return json;
}

} // namespace

UnknownFaceRoutes::UnknownFaceRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void UnknownFaceRoutes::addRoutes(net::Router &router)
{
    const auto deciding = [this](State state) {
        return [this, state](const Request &request, Responder responder) { decide(request, std::move(responder), state); };
    };
    router.add(Method::Get, u"/api/v1/unknown-faces"_s, Right::ViewPeople, handler(this, &UnknownFaceRoutes::list));
    router.add(Method::Get, u"/api/v1/unknown-faces/{id}"_s, Right::ViewPeople, handler(this, &UnknownFaceRoutes::show));
    router.add(Method::Get, u"/api/v1/unknown-faces/{id}/picture.jpg"_s, Right::ViewPeople, handler(this, &UnknownFaceRoutes::showPicture));
    router.add(Method::Post, u"/api/v1/unknown-faces/{id}/visitor"_s, Right::ManagePeople, deciding(State::Visitor), DecisionLimits::bodyBytes);
    router.add(Method::Post, u"/api/v1/unknown-faces/{id}/dismiss"_s, Right::ManagePeople, deciding(State::Dismissed), DecisionLimits::bodyBytes);
    router.add(Method::Post, u"/api/v1/unknown-faces/{id}/restore"_s, Right::ManagePeople, deciding(State::Waiting), DecisionLimits::bodyBytes);
    router.add(Method::Delete, u"/api/v1/unknown-faces/{id}"_s, Right::ManagePeople, handler(this, &UnknownFaceRoutes::erase));
}

void UnknownFaceRoutes::list(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    const auto filter = parseUnknownFaceFilter(request);
    if (!filter)
        return responder.problem(400, filter.error());
    m_parts.store.call([page = *page, filter = *filter](store::Register &records) { return UnknownFaces(records.database()).faces(filter, page); }, this,
                       answering<store::Page<UnknownFace>>(std::move(responder), [](Responder &answerer, const auto &faces) { answerer.json(toPageJson(faces)); }));
}

void UnknownFaceRoutes::show(const Request &request, Responder responder)
{
    struct Shown {
        UnknownFace face;
        std::vector<store::UnknownSighting> sightings;
    };
    m_parts.store.call([id = idOf(request)](store::Register &records) -> Expected<Shown> {
        UnknownFaces faces(records.database());
        auto face = faces.face(id);
        if (!face)
            return std::unexpected(face.error());
        auto sightings = faces.sightings(id, sightingsShown);
        if (!sightings)
            return std::unexpected(sightings.error());
        return Shown{std::move(*face), std::move(*sightings)};
    }, this, answering<Shown>(std::move(responder), [](Responder &answerer, const Shown &shown) {
        QJsonObject json = api::toJson(shown.face);
        QJsonArray seen;
        for (const store::UnknownSighting &sighting : shown.sightings)
            seen.append(toJson(sighting));
        json.insert(u"seen"_s, seen);
        answerer.json(json);
    }));
}

void UnknownFaceRoutes::showPicture(const Request &request, Responder responder)
{
    m_parts.store.call([id = idOf(request)](store::Register &records) { return UnknownFaces(records.database()).looks(id); }, this,
                       answering<std::vector<store::Evidence>>(std::move(responder), [](Responder &answerer, const std::vector<store::Evidence> &looks) {
        if (looks.empty())
            return answerer.problem(404, u"No picture is kept under this id."_s);
        answerer.send(jpegAnswer(looks.front().picture));
    }));
}

void UnknownFaceRoutes::decide(const Request &request, Responder responder, State state)
{
    const auto body = parseOptionalObject(request);
    if (!body)
        return responder.problem(400, body.error());
    const auto label = optionalText(*body, u"label"_s);
    if (!label)
        return responder.problem(400, label.error());
    UnknownFaces::Note note{.when = m_parts.now(), .by = localOperator};
    if (*label)
        note.label = (*label)->toStdString();
    m_parts.store.call([id = idOf(request), state, note](store::Register &records) { return UnknownFaces(records.database()).decide(id, state, note); }, this,
                       answering<UnknownFace>(std::move(responder), [this](Responder &answerer, const UnknownFace &face) {
        m_parts.feedback.unknownFaceDecided(face.id);
        answerer.json(api::toJson(face));
    }));
}

void UnknownFaceRoutes::erase(const Request &request, Responder responder)
{
    const store::UnknownFaceId id = idOf(request);
    m_parts.store.call([id](store::Register &records) { return UnknownFaces(records.database()).erase(id); }, this,
                       [this, id, responder = net::share(std::move(responder))](const Expected<void> &erased) {
        if (!erased)
            return responder->send(problemOf(erased.error()));
        m_parts.feedback.unknownFaceGone(id, [responder] { responder->send({.status = 204, .contentType = {}, .body = {}}); });
    });
}

} // namespace rollcall::api
