#include "app/request_events.h"

#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

using net::Answer;
using net::Method;
using net::Request;
using net::Responder;

enum class Kind {
    PersonAdded,    // whose id the answer has
    PersonUpdated,  // {id} of the path
    PersonRemoved,
    PeopleRearranged,  // {id}, and the answer's id where it is another
    SightingDecided,   // the answer is the sighting
    FaceAnswered,
    FaceQueued,
    Schedule,
};

struct Row {
    Method method;
    const char16_t *pattern;
    Kind kind;
};

constexpr std::array rows{
    Row{Method::Post, u"/api/v1/people", Kind::PersonAdded},
    Row{Method::Patch, u"/api/v1/people/{id}", Kind::PersonUpdated},
    Row{Method::Delete, u"/api/v1/people/{id}", Kind::PersonRemoved},
    Row{Method::Post, u"/api/v1/people/{id}/merge", Kind::PeopleRearranged},
    Row{Method::Post, u"/api/v1/people/{id}/split", Kind::PeopleRearranged},
    Row{Method::Post, u"/api/v1/people/{id}/photos", Kind::PersonUpdated},
    Row{Method::Delete, u"/api/v1/people/{id}/photos/{photo}", Kind::PersonUpdated},
    Row{Method::Post, u"/api/v1/sightings/{id}/confirm", Kind::SightingDecided},
    Row{Method::Post, u"/api/v1/sightings/{id}/reject", Kind::SightingDecided},
    Row{Method::Post, u"/api/v1/sightings/{id}/undo", Kind::SightingDecided},
    Row{Method::Post, u"/api/v1/unknown-faces/{id}/assign", Kind::FaceAnswered},
    Row{Method::Post, u"/api/v1/unknown-faces/{id}/visitor", Kind::FaceAnswered},
    Row{Method::Post, u"/api/v1/unknown-faces/{id}/dismiss", Kind::FaceAnswered},
    Row{Method::Post, u"/api/v1/unknown-faces/{id}/restore", Kind::FaceQueued},
    Row{Method::Delete, u"/api/v1/unknown-faces/{id}", Kind::FaceAnswered},
    Row{Method::Post, u"/api/v1/shifts", Kind::Schedule},
    Row{Method::Put, u"/api/v1/shifts/{id}", Kind::Schedule},
    Row{Method::Delete, u"/api/v1/shifts/{id}", Kind::Schedule},
    Row{Method::Post, u"/api/v1/assignments", Kind::Schedule},
    Row{Method::Delete, u"/api/v1/assignments/{id}", Kind::Schedule},
    Row{Method::Post, u"/api/v1/holidays", Kind::Schedule},
    Row{Method::Put, u"/api/v1/holidays/{id}", Kind::Schedule},
    Row{Method::Delete, u"/api/v1/holidays/{id}", Kind::Schedule},
    Row{Method::Put, u"/api/v1/camera-directions/{camera}", Kind::Schedule},
    Row{Method::Delete, u"/api/v1/camera-directions/{camera}", Kind::Schedule},
};

std::optional<Kind> kindOf(const net::Router::Route &route)
{
    for (const Row &row : rows) {
        if (!route.isWebSocket() && route.method == row.method && route.pattern == QStringView(row.pattern))
            return row.kind;
    }
    return std::nullopt;
}

// An event about a person that was added is worth nothing without their id.
QString idIn(const QJsonObject &answer)
{
    const QString id = answer["id"_L1].toString();
    return id.isEmpty() ? answer["person"_L1]["id"_L1].toString() : id;
}

void tellPeople(RegisterEvents &events, const QString &asked, const QJsonObject &answer)
{
    for (const QString &id : {asked, idIn(answer)}) {
        if (!id.isEmpty())
            events.person(attendance::PersonId(id.toStdString()), RegisterEvents::PersonChange::Updated);
    }
}

void tell(RegisterEvents &events, events::Bus &bus, Kind kind, const QString &id, const QJsonObject &answer)
{
    using Person = RegisterEvents::PersonChange;
    using Face = RegisterEvents::FaceChange;
    switch (kind) {
    case Kind::PersonAdded:
        return events.person(attendance::PersonId(idIn(answer).toStdString()), Person::Added);
    case Kind::PersonUpdated:
        events.person(attendance::PersonId(id.toStdString()), Person::Updated);
        return events.everyDay();  // their name or dates
    case Kind::PersonRemoved:
        events.person(attendance::PersonId(id.toStdString()), Person::Removed);
        return events.everyDay();
    case Kind::PeopleRearranged:
        tellPeople(events, id, answer);
        return events.everyDay();
    case Kind::SightingDecided:
        return bus.post({.type = u"sighting"_s, .body = {{u"change"_s, u"corrected"_s}, {u"sighting"_s, answer}}, .right = net::Right::ViewSightings,
                         .camera = answer["camera"_L1].toString()});
    case Kind::FaceAnswered:
        return events.face(id, Face::Answered);
    case Kind::FaceQueued:
        return events.face(id, Face::Queued);
    case Kind::Schedule:
        return events.everyDay();
    }
}

} // namespace

std::vector<std::pair<Method, QString>> RequestEvents::watched()
{
    std::vector<std::pair<Method, QString>> watched;
    for (const Row &row : rows)
        watched.emplace_back(row.method, QString::fromUtf16(row.pattern));
    return watched;
}

void RequestEvents::watch(net::Router &router, RegisterEvents &events, events::Bus &bus)
{
    router.decorate([&events, &bus](const net::Router::Route &route, net::Handler handler) -> net::Handler {
        const auto kind = kindOf(route);
        if (!kind)
            return handler;
        return [&events, &bus, kind = *kind, handler = std::move(handler)](const Request &request, Responder responder) {
            const auto then = [&events, &bus, kind, id = request.parameter(u"id"_s)](const Answer &answer, Responder inner) {
                constexpr int successes = 2;
                if (answer.status / 100 == successes)
                    tell(events, bus, kind, id, QJsonDocument::fromJson(answer.body).object());
                inner.send(answer);
            };
            handler(request, Responder::intercepted(std::move(responder), then));
        };
    });
}

} // namespace rollcall::app
