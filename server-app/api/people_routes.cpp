#include "api/people_routes.h"

#include "api/answering.h"
#include "api/list_query.h"
#include "api/request_contract.h"
#include "store/people_records.h"
#include "store/person_merge.h"

#include <QPointer>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using store::PeopleRecords;
using store::PersonId;

namespace {

constexpr qsizetype sightingsOfOneSplit = 1'000;

PersonId idOf(const Request &request)
{
    return PersonId(request.parameter(u"id"_s).toStdString());
}

QByteArray pathOf(const PersonId &id)
{
    return "/api/v1/people/" + QByteArray::fromStdString(id.toString());
}

void sendPerson(Responder &responder, const store::Person &person, int status = 200)
{
    net::Headers headers{{"ETag", tagOf(person)}};
    if (status == 201)
        headers.append({"Location", pathOf(person.id)});
    responder.json(toJson(person), status, headers);
}

store::StoreError invalid(const QString &sentence)
{
    return {store::StoreError::Code::Invalid, sentence.toStdString()};
}

// What a POST …/split asks for.
struct Split {
    std::vector<attendance::Uuid> sightings;
    PersonId to;
    std::optional<store::Person> fresh = {};
};

std::expected<Split, QString> parseSplit(const QJsonObject &body, const std::string &newId, attendance::UtcMs now)
{
    Split split;
    const QJsonArray sightings = body.value("sightings"_L1).toArray();
    for (const QJsonValue &one : sightings) {
        const auto id = attendance::Uuid::parse(one.toString().toStdString());
        if (!id)
            return std::unexpected(u"\"sightings\" has an entry that is not the id of a sighting."_s);
        split.sightings.push_back(*id);
    }
    if (sightings.isEmpty() || sightings.size() > sightingsOfOneSplit)
        return std::unexpected(u"\"sightings\" must be a list of 1 to %1 ids."_s.arg(sightingsOfOneSplit));
    const QJsonValue to = body.value("to"_L1);
    if (to.isString()) {
        split.to = PersonId(to.toString().toStdString());
        return split;
    }
    const QJsonObject name{{u"name"_s, to.toObject().value("name"_L1)}};
    auto fresh = patched({.id = PersonId(newId), .name = {}, .created = now}, name);
    if (!to.isObject() || !fresh)
        return std::unexpected(u"\"to\" must be the id of a person, or {\"name\": …} for somebody new."_s);
    split.to = fresh->id;
    split.fresh = std::move(*fresh);
    return split;
}

} // namespace

QJsonObject toJson(const store::ErasureProof &proof)
{
    QJsonObject counts;
    for (const auto &[table, rows] : proof.counts)
        counts.insert(toText(table), qint64(rows));
    return {{u"id"_s, toText(proof.id)}, {u"erased"_s, toText(proof.at)}, {u"subject"_s, toText(proof.subject)}, {u"by"_s, toText(proof.actor)}, {u"counts"_s, counts}};
}

PeopleRoutes::PeopleRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_ids(attendance::systemRandom())
{
}

void PeopleRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/people"_s, Right::ViewPeople, handler(this, &PeopleRoutes::list));
    router.add(Method::Get, u"/api/v1/groups"_s, Right::ViewPeople, handler(this, &PeopleRoutes::listGroups));
    router.add(Method::Get, u"/api/v1/people/{id}"_s, Right::ViewPeople, handler(this, &PeopleRoutes::show));
    router.add(Method::Patch, u"/api/v1/people/{id}"_s, Right::ManagePeople, handler(this, &PeopleRoutes::change));
    router.add(Method::Post, u"/api/v1/people/{id}/merge"_s, Right::ManagePeople, handler(this, &PeopleRoutes::merge));
    router.add(Method::Post, u"/api/v1/people/{id}/split"_s, Right::ManagePeople, handler(this, &PeopleRoutes::split));
    router.add(Method::Delete, u"/api/v1/people/{id}"_s, Right::ManagePeople, handler(this, &PeopleRoutes::remove));
}

void PeopleRoutes::list(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    const auto text = [&](const QString &name) -> std::optional<std::string> {
        const auto value = request.queryValue(name);
        return value && !value->isEmpty() ? std::optional(value->toStdString()) : std::nullopt;
    };
    const store::PersonFilter filter{.group = text(u"group"_s), .text = text(u"q"_s), .externalId = text(u"externalId"_s)};
    const QString by = request.queryValue(u"order"_s).value_or(u"id"_s);
    if (by != u"id" && by != u"name")
        return responder.problem(400, u"\"order\" must be id or name."_s);
    const auto order = by == u"name" ? PeopleRecords::Order::Name : PeopleRecords::Order::Id;
    m_parts.store.call([page = *page, filter, order](store::Register &records) { return PeopleRecords(records.database()).list(filter, page, order); }, this,
                       answering<store::Page<store::Person>>(std::move(responder), [](Responder &answerer, const auto &people) {
        answerer.json(toPageJson(people));
    }));
}

void PeopleRoutes::listGroups(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    m_parts.store.call([page = *page](store::Register &records) { return PeopleRecords(records.database()).groups(page); }, this,
                       answering<store::Page<store::Group>>(std::move(responder), [](Responder &answerer, const auto &groups) {
        answerer.json(toPageJson(groups));
    }));
}

void PeopleRoutes::show(const Request &request, Responder responder)
{
    m_parts.store.call([id = idOf(request)](store::Register &records) { return records.person(id); }, this,
                       [responder = net::share(std::move(responder))](const Expected<store::Person> &person) {
        if (person)
            return sendPerson(*responder, *person);
        net::Answer problem = problemOf(person.error());
        if (person.error().code == store::StoreError::Code::Gone) {
            problem.status = 301;
            problem.headers.append({"Location", pathOf(PersonId(person.error().message))});
        }
        responder->send(problem);
    });
}

void PeopleRoutes::change(const Request &request, Responder responder)
{
    const QByteArray match = request.header("if-match");
    if (match.isEmpty())
        return responder.problem(428, u"Send \"If-Match\" with the ETag of the person that you read, so that nobody's changes are overwritten."_s);
    const auto version = versionOf(match);
    if (!version)
        return responder.problem(412, u"\"If-Match\" is not the ETag of this person."_s);
    const auto patch = parsePersonPatch(request);
    if (!patch)
        return responder.problem(400, patch.error());
    if (!patch->pin || !*patch->pin) {
        const auto hash = patch->pin ? std::optional(std::optional<std::string>()) : std::nullopt;
        return write(idOf(request), *version, *patch, hash, std::move(responder));
    }
    m_pins.hash(**patch->pin, [this, id = idOf(request), version = *version, patch = *patch, responder = net::share(std::move(responder))](
                                  const std::optional<std::string> &hash) {
        if (!hash)
            return responder->problem(503, u"The server is too busy to keep a PIN. Try again in a few seconds."_s, {{"Retry-After", "5"}});
        write(id, version, patch, std::optional(hash), std::move(*responder));
    });
}

void PeopleRoutes::write(const PersonId &id, int64_t version, const PersonPatch &patch, const std::optional<std::optional<std::string>> &pinHash, Responder responder)
{
    const auto work = [id, version, patch, pinHash, now = m_parts.now()](store::Register &records) -> Expected<store::Person> {
        PeopleRecords people(records.database());
        auto person = people.person(id);
        if (!person)
            return person;
        if (person->version != version)
            return std::unexpected(store::StoreError{store::StoreError::Code::Stale, "The person was changed in between. Read it again, and change that."});
        auto changed = patched(std::move(*person), patch.members, patch.noter);
        if (!changed)
            return std::unexpected(invalid(changed.error()));
        return people.update(*changed, pinHash, now);
    };
    m_parts.store.call(work, this, answering<store::Person>(std::move(responder), [this](Responder &answerer, const store::Person &person) {
        m_parts.enrolment.peopleChanged({person.id});
        sendPerson(answerer, person);
    }));
}

void PeopleRoutes::merge(const Request &request, Responder responder)
{
    const auto body = parseObject(request);
    if (!body || !body->value("from"_L1).isString())
        return responder.problem(400, body ? u"The body needs \"from\", the id of the person who is merged into this one."_s : body.error());
    const PersonId into = idOf(request);
    const PersonId from(body->value("from"_L1).toString().toStdString());
    m_parts.store.call([into, from, actor = actorOf(request), now = m_parts.now()](store::Register &records) -> Expected<store::Person> {
        if (auto done = store::mergePeople(records.database(), from, into, actor, now); !done)
            return std::unexpected(std::move(done.error()));
        return records.person(into);
    }, this, answering<store::Person>(std::move(responder), [this, from, into](Responder &answerer, const store::Person &person) {
        m_parts.enrolment.personRemoved(from);
        m_parts.enrolment.peopleChanged({into});
        sendPerson(answerer, person);
    }));
}

void PeopleRoutes::split(const Request &request, Responder responder)
{
    const auto body = parseObject(request);
    if (!body)
        return responder.problem(400, body.error());
    const attendance::UtcMs now = m_parts.now();
    const auto split = parseSplit(*body, m_ids.next(now).toString(), now);
    if (!split)
        return responder.problem(400, split.error());
    const PersonId from = idOf(request);
    m_parts.store.call([from, split = *split, actor = actorOf(request), now](store::Register &records) -> Expected<store::Person> {
        if (auto done = store::splitSightings(records.database(), from, split.sightings, split.to, split.fresh, actor, now); !done)
            return std::unexpected(std::move(done.error()));
        return records.person(split.to);
    }, this, answering<store::Person>(std::move(responder), [this, from, isNew = split->fresh.has_value()](Responder &answerer, const store::Person &person) {
        m_parts.enrolment.peopleChanged({from, person.id});
        sendPerson(answerer, person, isNew ? 201 : 200);
    }));
}

void PeopleRoutes::remove(const Request &request, Responder responder)
{
    const QByteArray match = request.header("if-match");
    const auto version = match.isEmpty() || match == "*" ? std::nullopt : versionOf(match);
    if (!match.isEmpty() && match != "*" && !version)
        return responder.problem(412, u"\"If-Match\" is not the ETag of this person."_s);
    const PersonId id = idOf(request);
    const attendance::UtcMs now = m_parts.now();
    m_parts.store.call([id, version, actor = actorOf(request), proof = m_ids.next(now).toString(), now](store::Register &records) {
        return store::erasePerson(records.database(), id, version, actor, proof, now);
    }, this, [this, id, responder = net::share(std::move(responder))](const Expected<store::ErasureProof> &proof) {
        // Also where the traces are not gone yet: the rows are.
        if (proof || proof.error().code != store::StoreError::Code::NotFound)
            m_parts.enrolment.personRemoved(id);
        if (!proof)
            return responder->send(problemOf(proof.error()));
        responder->json(toJson(*proof));
    }, store::Store::Kind::Report);  // cleaning up may take long
}

} // namespace rollcall::api
