#include "api/rest_api.h"

#include "api/enrolment_form.h"
#include "api/json.h"
#include "api/list_query.h"

#include <QCryptographicHash>
#include <QPointer>

#include <map>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using store::StoreError;

namespace {

template <typename T>
using Expected = std::expected<T, StoreError>;

// Answers with what `toAnswer` makes of the value, or with the store's error.
template <typename T, typename ToAnswer>
auto answering(Responder responder, ToAnswer toAnswer)
{
    return [responder = net::share(std::move(responder)), toAnswer = std::move(toAnswer)](const Expected<T> &result) {
        if (!result)
            return responder->send(problemOf(result.error()));
        toAnswer(*responder, *result);
    };
}

template <typename T>
QJsonObject toPageJson(const store::Page<T> &page)
{
    QJsonArray items;
    for (const T &item : page.items)
        items.append(toJson(item));
    return pageJson(items, page.next);
}

store::Photo toPhoto(const QByteArray &bytes)
{
    return {.sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString(),
            .mediaType = imageType(bytes).toStdString(),
            .bytes = std::vector<uint8_t>(bytes.begin(), bytes.end())};
}

// One entry a photo sent, in order: whether it is used, and if not, why.
QJsonArray outcomesJson(const std::vector<PhotoOutcome> &outcomes)
{
    QJsonArray json;
    for (const PhotoOutcome &outcome : outcomes) {
        QJsonObject one{{u"used"_s, outcome.has_value()}};
        if (!outcome)
            one.insert(u"problem"_s, outcome.error());
        json.append(one);
    }
    return json;
}

// A person who is ready to be stored.
struct Candidate {
    store::Person person;
    std::vector<store::Photo> photos;
    std::vector<store::Template> templates;
};

Candidate makeCandidate(store::Person person, const QList<QByteArray> &photos, const std::vector<PhotoOutcome> &outcomes)
{
    Candidate candidate{.person = std::move(person), .photos = {}, .templates = {}};
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (!outcomes[i])
            continue;
        candidate.photos.push_back(toPhoto(photos[static_cast<qsizetype>(i)]));
        candidate.templates.push_back(*outcomes[i]);
        candidate.templates.back().person = candidate.person.id;
    }
    candidate.person.photos = static_cast<int>(candidate.photos.size());
    return candidate;
}

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
        return std::unexpected(StoreError{StoreError::Code::Invalid, "\"cursor\" is not one that this list gave out."});
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

RestApi::RestApi(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_ids(attendance::systemRandom())
{
}

void RestApi::addRoutes(net::Router &router)
{
    const auto to = [this](void (RestApi::*handler)(const Request &, Responder)) {
        return [this, handler](const Request &request, Responder responder) { (this->*handler)(request, std::move(responder)); };
    };
    router.add(Method::Get, u"/api/v1/cameras"_s, Right::ViewCameras, to(&RestApi::listCameras));
    router.add(Method::Get, u"/api/v1/people"_s, Right::ViewPeople, to(&RestApi::listPeople));
    router.add(Method::Post, u"/api/v1/people"_s, Right::ManagePeople, to(&RestApi::enrol), net::Limits::enrolmentBodyBytes);
    router.add(Method::Get, u"/api/v1/people/{id}"_s, Right::ViewPeople, to(&RestApi::showPerson));
    router.add(Method::Delete, u"/api/v1/people/{id}"_s, Right::ManagePeople, to(&RestApi::removePerson));
    router.add(Method::Get, u"/api/v1/sightings"_s, Right::ViewAttendance, to(&RestApi::listSightings));
    router.add(Method::Get, u"/api/v1/attendance"_s, Right::ViewAttendance, to(&RestApi::showAttendance));
    router.add(Method::Get, u"/healthz"_s, Right::ViewHealth, to(&RestApi::showHealth));
    router.add(Method::Get, u"/readyz"_s, Right::ViewHealth, to(&RestApi::showReadiness));
    router.add(Method::Get, u"/metrics"_s, Right::ViewMetrics, to(&RestApi::showMetrics));
}

void RestApi::listCameras(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    std::map<std::string, QJsonObject> live;
    for (const LiveCamera &camera : m_parts.cameras.liveCameras())
        live.emplace(camera.id.toString(), toJson(camera));
    const auto answer = [live = std::move(live), page = *page](Responder &answerer, const std::vector<store::Camera> &known) {
        std::map<std::string, QJsonObject> all = live;
        for (const store::Camera &camera : known)
            all.emplace(camera.id.toString(), toJson(camera));  // a live one stays
        QJsonArray items;
        std::optional<std::string> last;
        for (auto it = all.upper_bound(page.cursor.value_or("")); it != all.end(); ++it) {
            if (items.size() == page.limit)
                return answerer.json(pageJson(items, last));
            items.append(it->second);
            last = it->first;
        }
        answerer.json(pageJson(items, std::nullopt));
    };
    m_parts.store.call([](store::Register &records) { return records.cameras(); }, this, answering<std::vector<store::Camera>>(std::move(responder), answer));
}

void RestApi::listPeople(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    m_parts.store.call([page = *page](store::Register &records) { return records.people(page); }, this,
                       answering<store::Page<store::Person>>(std::move(responder), [](Responder &answerer, const auto &people) {
        answerer.json(toPageJson(people));
    }));
}

void RestApi::showPerson(const Request &request, Responder responder)
{
    const store::PersonId id(request.parameter(u"id"_s).toStdString());
    m_parts.store.call([id](store::Register &records) { return records.person(id); }, this,
                       answering<store::Person>(std::move(responder), [](Responder &answerer, const store::Person &person) {
        answerer.json(toJson(person));
    }));
}

void RestApi::enrol(const Request &request, Responder responder)
{
    const auto form = parseEnrolmentForm(request);
    if (!form)
        return responder.problem(form.error().status, form.error().detail);
    const attendance::UtcMs now = m_parts.now();
    const std::string id = form->id ? form->id->toStdString() : m_ids.next(now).toString();
    const store::Person person{.id = store::PersonId(id), .name = form->name.toStdString(), .created = now};
    m_parts.enrolment.describe(form->photos, [self = QPointer(this), person, photos = form->photos, responder = net::share(std::move(responder))](
                                                 const std::vector<PhotoOutcome> &outcomes) {
        if (self)
            self->keep(person, photos, outcomes, responder);
    });
}

void RestApi::keep(const store::Person &person, const QList<QByteArray> &photos, const std::vector<PhotoOutcome> &outcomes,
                   const std::shared_ptr<Responder> &responder)
{
    const Candidate candidate = makeCandidate(person, photos, outcomes);
    if (candidate.templates.empty()) {
        QStringList problems;
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            problems.append(u"Photo %1: %2"_s.arg(i + 1).arg(outcomes[i].error()));
        return responder->problem(422, u"None of the photos can be used. %1"_s.arg(problems.join(u' ')));
    }
    m_parts.store.call(
        [candidate](store::Register &records) -> Expected<void> { return records.addPerson(candidate.person, candidate.photos, candidate.templates); }, this,
        [this, candidate, responder, results = outcomesJson(outcomes)](const Expected<void> &added) {
            if (!added)
                return responder->send(problemOf(added.error()));
            m_parts.enrolment.personAdded(candidate.person, candidate.templates);
            QJsonObject json = toJson(candidate.person);
            json.insert(u"photoResults"_s, results);
            responder->json(json, 201, {{"Location", "/api/v1/people/" + QByteArray::fromStdString(candidate.person.id.toString())}});
        });
}

void RestApi::removePerson(const Request &request, Responder responder)
{
    const store::PersonId id(request.parameter(u"id"_s).toStdString());
    m_parts.store.call([id](store::Register &records) { return records.removePerson(id); }, this,
                       [this, id, responder = net::share(std::move(responder))](const Expected<void> &removed) {
        if (!removed)
            return responder->send(problemOf(removed.error()));
        m_parts.enrolment.personRemoved(id);
        responder->send({.status = 204, .contentType = {}, .body = {}});
    });
}

void RestApi::listSightings(const Request &request, Responder responder)
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

void RestApi::showAttendance(const Request &request, Responder responder)
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

void RestApi::showHealth(const Request &, Responder responder)
{
    // Alive is alive: a full disk is not mended by a restart, see /readyz.
    responder.json({{u"status"_s, u"ok"_s}, {u"version"_s, QStringLiteral(ROLLCALL_VERSION)}});
}

void RestApi::showReadiness(const Request &, Responder responder)
{
    const store::StoreHealth health = m_parts.store.health();
    if (health.state == store::StoreHealth::State::Retrying)
        return responder.problem(503, u"The register is not available, %1 sightings wait in memory: %2"_s.arg(health.waiting).arg(toText(health.problem)));
    responder.json({{u"status"_s, u"ready"_s}});
}

void RestApi::showMetrics(const Request &, Responder responder)
{
    const store::StoreHealth health = m_parts.store.health();
    m_parts.metrics.setStore({.waiting = health.waiting, .oldestSeconds = std::chrono::duration<double>(health.oldest).count(),
                              .written = health.written, .failures = health.failures});
    responder.send({.status = 200, .contentType = ops::Metrics::contentType, .body = QByteArray::fromStdString(m_parts.metrics.text())});
}

} // namespace rollcall::api
