#include "api/unknown_face_routes.h"

#include "api/by_whom.h"
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
    , m_ids(attendance::systemRandom())
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
    router.add(Method::Post, u"/api/v1/unknown-faces/{id}/assign"_s, Right::ManagePeople, handler(this, &UnknownFaceRoutes::assign), DecisionLimits::bodyBytes);
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
    UnknownFaces::Note note{.when = m_parts.now(), .by = decidedBy(request)};
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

void UnknownFaceRoutes::assign(const Request &request, Responder responder)
{
    const auto form = parseAssignment(request);
    if (!form)
        return responder.problem(400, form.error());
    m_parts.store.call([id = idOf(request), by = decidedBy(request)](store::Register &records) -> Expected<Found> {
        UnknownFaces faces(records.database());
        auto face = faces.face(id);
        if (!face)
            return std::unexpected(face.error());
        auto looks = faces.looks(id);
        if (!looks)
            return std::unexpected(looks.error());
        return Found{std::move(*face), std::move(*looks), by};
    }, this, [this, form = *form, responder = net::share(std::move(responder))](const Expected<Found> &found) {
        if (!found)
            return responder->send(problemOf(found.error()));
        enrol(*found, form, responder);
    });
}

// The kept pictures go the way of every photo.
void UnknownFaceRoutes::enrol(const Found &found, const AssignmentForm &form, const ResponderPtr &responder)
{
    if (found.face.state == State::Assigned) {
        if (form.person && form.person == found.face.person)
            return responder->json(api::toJson(found.face));
        return responder->problem(409, u"This face became the person with the id \"%1\" already."_s.arg(toText(found.face.person.value_or(store::PersonId()).toString())));
    }
    QList<QByteArray> photos;
    for (const store::Evidence &look : found.looks) {
        if (form.enrol)
            photos.append(QByteArray(reinterpret_cast<const char *>(look.picture.data()), qsizetype(look.picture.size())));
    }
    if (form.person && photos.isEmpty())
        return moveTo(*form.person, {found.face, found.by}, {}, responder);
    const auto enrolled = [this, decided = Decided{found.face, found.by}, responder](const std::expected<EnrolmentResult, EnrolmentRefusal> &result) {
        if (!result)
            return responder->send(problemOf(result.error()));
        moveTo(result->person.id, decided, api::toJson(result->photos), responder);
    };
    if (form.person)
        return m_parts.desk.addPhotos(*form.person, photos, form.allowDuplicate, enrolled);
    const attendance::UtcMs now = m_parts.now();
    const std::string id = form.id ? form.id->toStdString() : m_ids.next(now).toString();
    m_parts.desk.enrol({.person = {.id = store::PersonId(id), .name = form.name.toStdString(), .created = now}, .photos = photos, .allowDuplicate = form.allowDuplicate}, enrolled);
}

void UnknownFaceRoutes::moveTo(const store::PersonId &person, const Decided &decided, const QJsonArray &photoResults, const ResponderPtr &responder)
{
    const UnknownFaces::Note note{.when = m_parts.now(), .by = decided.by};
    m_parts.store.call([id = decided.face.id, person, note](store::Register &records) { return UnknownFaces(records.database()).assign(id, person, note); }, this,
                       [this, face = decided.face, person, photoResults, responder](const Expected<UnknownFace> &assigned) {
        // Enrolled a moment ago, the person may have been recognised before this: then the queue has let go of them already.
        const bool isRecognised = !assigned && assigned.error().code == store::StoreError::Code::NotFound && !photoResults.isEmpty();
        if (!assigned && !isRecognised)
            return responder->send(problemOf(assigned.error()));
        UnknownFace after = assigned ? *assigned : face;
        after.state = State::Assigned;
        after.person = person;
        m_parts.feedback.unknownFaceGone(face.id, [face = std::move(after), photoResults, responder] {
            QJsonObject json = api::toJson(face);
            json.insert(u"photoResults"_s, photoResults);
            responder->json(json);
        });
    });
}

} // namespace rollcall::api
