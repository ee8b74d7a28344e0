#include "invitations/request_routes.h"

#include "api/answering.h"
#include "api/json_fields.h"
#include "api/list_query.h"
#include "api/request_contract.h"
#include "invitations/join_routes.h"
#include "store/people_records.h"
#include "store/person_text.h"

#include <algorithm>

namespace rollcall::invitations {

using namespace Qt::StringLiterals;
using api::answering;
using api::Expected;
using api::handler;
using api::toText;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using store::InvitationRecords;
using store::SelfEnrolment;

// One request on its way to being a person.
struct RequestRoutes::Approval {
    Responder responder;
    std::string request;
    std::string by;
    std::optional<QString> name = {};
    std::optional<QString> id = {};
    std::optional<store::PersonId> person = {};  // whose photos they are, where the operator says so
    std::vector<std::string> groups = {};
    bool allowDuplicate = false;
    SelfEnrolment sent = {};
    QList<QByteArray> photos = {};
};

namespace {

QJsonValue orNull(const std::optional<std::string> &text)
{
    return text ? QJsonValue(toText(*text)) : QJsonValue();
}

QString wordOf(SelfEnrolment::State state)
{
    const std::string_view word = store::toWord(state);
    return QString::fromLatin1(word.data(), qsizetype(word.size()));
}

QJsonObject toJson(const SelfEnrolment &request)
{
    QJsonArray photos;
    for (const SelfEnrolment::PhotoInfo &photo : request.photos) {
        photos.append(QJsonObject{{u"id"_s, toText(photo.id)}, {u"mediaType"_s, toText(photo.mediaType)}, {u"bytes"_s, qint64(photo.size)},
                                  {u"href"_s, u"/api/v1/enrolment-requests/%1/photos/%2"_s.arg(toText(request.id), toText(photo.id))}});
    }
    return {{u"id"_s, toText(request.id)}, {u"name"_s, toText(request.name)}, {u"person"_s, request.person ? QJsonValue(toText(request.person->toString())) : QJsonValue()},
            {u"group"_s, orNull(request.group)}, {u"invitation"_s, orNull(request.invitation)}, {u"sentAt"_s, toText(request.sent)}, {u"state"_s, wordOf(request.state)},
            {u"consent"_s, QJsonObject{{u"version"_s, toText(request.consentVersion)}, {u"at"_s, toText(request.sent)}}}, {u"photos"_s, photos},
            {u"decidedAt"_s, request.decided ? QJsonValue(toText(*request.decided)) : QJsonValue()}, {u"decidedBy"_s, orNull(request.decidedBy)}, {u"reason"_s, orNull(request.reason)}};
}

std::string idOf(const Request &request) { return request.parameter(u"id"_s).toStdString(); }

store::StoreError answered()
{
    return {store::StoreError::Code::Conflict, "This request was answered already."};
}

} // namespace

RequestRoutes::RequestRoutes(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_ids(attendance::systemRandom())
{
}

void RequestRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/enrolment-requests"_s, Right::ManageEnrolments, handler(this, &RequestRoutes::list));
    router.add(Method::Get, u"/api/v1/enrolment-requests/{id}"_s, Right::ManageEnrolments, handler(this, &RequestRoutes::show));
    router.add(Method::Get, u"/api/v1/enrolment-requests/{id}/photos/{photo}"_s, Right::ManageEnrolments, handler(this, &RequestRoutes::showPhoto));
    router.add(Method::Post, u"/api/v1/enrolment-requests/{id}/approve"_s, Right::ManageEnrolments, handler(this, &RequestRoutes::approve));
    router.add(Method::Post, u"/api/v1/enrolment-requests/{id}/refuse"_s, Right::ManageEnrolments, handler(this, &RequestRoutes::refuse));
}

void RequestRoutes::list(const Request &request, Responder responder)
{
    const auto page = api::parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    std::optional<SelfEnrolment::State> state;
    if (const auto word = request.queryValue(u"state"_s); word && !(state = store::parseSelfEnrolmentState(word->toStdString())))
        return responder.problem(400, u"\"state\" must be waiting, approved or refused."_s);
    m_parts.store.call([state, page = *page](store::Register &records) { return InvitationRecords(records.database()).requests(state, page); }, this,
                       answering<store::Page<SelfEnrolment>>(std::move(responder), [](Responder &answerer, const store::Page<SelfEnrolment> &requests) {
        answerer.json(api::toPageJson(requests, [](const SelfEnrolment &one) { return toJson(one); }));
    }));
}

void RequestRoutes::show(const Request &request, Responder responder)
{
    m_parts.store.call([id = idOf(request)](store::Register &records) { return InvitationRecords(records.database()).request(id); }, this,
                       answering<SelfEnrolment>(std::move(responder), [](Responder &answerer, const SelfEnrolment &found) { answerer.json(toJson(found)); }));
}

void RequestRoutes::showPhoto(const Request &request, Responder responder)
{
    m_parts.store.call([id = idOf(request), photo = request.parameter(u"photo"_s).toStdString()](store::Register &records) { return InvitationRecords(records.database()).photo(id, photo); }, this,
                       answering<store::Photo>(std::move(responder), [](Responder &answerer, const store::Photo &photo) {
        net::Answer answer = api::jpegAnswer(photo.bytes);
        answer.contentType = QByteArray::fromStdString(photo.mediaType);
        answerer.send(answer);
    }));
}

void RequestRoutes::approve(const Request &request, Responder responder)
{
    Request whole = request;
    if (whole.body.isEmpty())
        whole.body = "{}";
    auto fields = api::JsonFields::ofBody(whole);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    const auto name = fields->optionalText(u"name"_s, store::PersonTextLimits::nameCharacters);
    const auto id = fields->optionalId(u"id"_s);
    const auto person = fields->optionalId(u"person"_s);
    const bool allowDuplicate = fields->flag(u"allowDuplicate"_s, false);
    std::vector<std::string> groups;
    const QJsonArray given = fields->array(u"groups"_s);
    for (const QJsonValue &group : given) {
        if (!group.isString() || !store::isPlainText(group.toString(), store::PersonTextLimits::groupCharacters) || given.size() > store::PersonTextLimits::groups)
            fields->refuse(u"groups"_s, u"be a list of at most %1 names"_s.arg(store::PersonTextLimits::groups));
        groups.push_back(group.toString().toStdString());
    }
    if (id && !store::isPersonId(*id))
        fields->refuse(u"id"_s, u"be 1 to %1 letters, digits, dots, dashes or underscores"_s.arg(store::PersonTextLimits::idCharacters));
    if (person && (name || id || !given.isEmpty()))
        fields->refuse(u"person"_s, u"be given without name, id and groups: whoever is enrolled keeps theirs"_s);
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    if (!m_deciding.insert(idOf(request)).second)
        return responder.problem(409, u"Somebody else is answering this request at this moment."_s);
    const auto approval = std::make_shared<Approval>(Approval{.responder = std::move(responder), .request = idOf(request), .by = api::actorOf(request), .name = name, .id = id,
                                                              .person = person ? std::optional(store::PersonId(person->toStdString())) : std::nullopt, .groups = std::move(groups), .allowDuplicate = allowDuplicate});
    using Sent = std::pair<SelfEnrolment, std::vector<store::Photo>>;
    m_parts.store.call([id = approval->request](store::Register &records) -> Expected<Sent> {
        InvitationRecords invitations(records.database());
        auto sent = invitations.request(id);
        if (!sent)
            return std::unexpected(std::move(sent.error()));
        if (sent->state != SelfEnrolment::State::Waiting)
            return std::unexpected(answered());
        auto photos = invitations.photos(id);
        if (!photos)
            return std::unexpected(std::move(photos.error()));
        if (!sent->person) {  // who was enrolled by an approval that broke off is known already
            auto enrolled = invitations.enrolledBy(id);
            if (!enrolled)
                return std::unexpected(std::move(enrolled.error()));
            sent->person = std::move(*enrolled);
        }
        return Sent(std::move(*sent), std::move(*photos));
    }, this, [this, approval](const Expected<Sent> &sent) {
        if (!sent) {
            m_deciding.erase(approval->request);
            return approval->responder.send(api::problemOf(sent.error()));
        }
        approval->sent = sent->first;
        for (const store::Photo &photo : sent->second)
            approval->photos.append(QByteArray(reinterpret_cast<const char *>(photo.bytes.data()), qsizetype(photo.bytes.size())));
        enrol(approval);
    });
}

void RequestRoutes::enrol(const ApprovalPtr &approval)
{
    const auto done = [this, approval](const std::expected<api::EnrolmentResult, api::EnrolmentRefusal> &result) {
        if (result)
            return finish(approval, *result);
        m_deciding.erase(approval->request);
        approval->responder.send(api::problemOf(result.error()));
    };
    if (const auto &whose = approval->person ? approval->person : approval->sent.person)
        return m_parts.desk.addPhotos(*whose, approval->photos, approval->allowDuplicate, done);
    const attendance::UtcMs now = m_parts.now();
    const std::string id = approval->id ? approval->id->toStdString() : m_ids.next(now).toString();
    store::Person person{.id = store::PersonId(id), .name = approval->name ? approval->name->toStdString() : approval->sent.name, .created = now};
    person.groups = approval->groups;
    if (person.groups.empty() && approval->sent.group)
        person.groups.push_back(*approval->sent.group);
    std::ranges::sort(person.groups);
    const auto doubles = std::ranges::unique(person.groups);
    person.groups.erase(doubles.begin(), doubles.end());
    m_parts.desk.enrol({.person = person, .photos = approval->photos, .allowDuplicate = approval->allowDuplicate}, done);
}

// The photos are the person's; now that they agreed to it is noted, and the request is answered.
void RequestRoutes::finish(const ApprovalPtr &approval, const api::EnrolmentResult &result)
{
    const store::Consent consent{.day = m_parts.today(), .by = "self-enrolment, text " + approval->sent.consentVersion};
    const InvitationRecords::Decision decision{.state = SelfEnrolment::State::Approved, .person = result.person.id, .by = approval->by, .reason = {}, .when = m_parts.now()};
    using Done = std::pair<store::Person, int64_t>;
    m_parts.store.call([id = approval->request, consent, decision](store::Register &records) -> Expected<Done> {
        store::PeopleRecords people(records.database());
        auto person = people.person(*decision.person);
        if (!person)
            return std::unexpected(std::move(person.error()));
        person->consent = consent;
        auto updated = people.update(*person, {}, decision.when);
        if (!updated)
            return std::unexpected(std::move(updated.error()));
        InvitationRecords invitations(records.database());
        if (auto decided = invitations.decide(id, decision); !decided)
            return std::unexpected(std::move(decided.error()));
        const auto waiting = invitations.waiting();
        if (!waiting)
            return std::unexpected(waiting.error());
        return Done(std::move(*updated), *waiting);
    }, this, [this, approval, photos = result.photos](const Expected<Done> &done) {
        m_deciding.erase(approval->request);
        if (!done)
            return approval->responder.send(api::problemOf(done.error()));
        m_parts.enrolment.peopleChanged({done->first.id});  // consent that was withdrawn holds again
        postWaiting(m_parts.events, done->second);
        QJsonObject json = api::toJson(done->first);
        json.insert(u"photoResults"_s, api::toJson(photos));
        approval->responder.json(json, 201, {{"Location", "/api/v1/people/" + QByteArray::fromStdString(done->first.id.toString())}});
    });
}

void RequestRoutes::refuse(const Request &request, Responder responder)
{
    std::optional<QString> reason;
    if (!request.body.isEmpty()) {
        auto fields = api::JsonFields::ofBody(request);
        if (!fields)
            return responder.problem(fields.error().status, fields.error().detail);
        reason = fields->optionalText(u"reason"_s);
        if (const auto problem = fields->problem())
            return responder.problem(problem->status, problem->detail);
    }
    if (m_deciding.contains(idOf(request)))
        return responder.problem(409, u"Somebody else is answering this request at this moment."_s);
    const InvitationRecords::Decision decision{.state = SelfEnrolment::State::Refused, .person = {}, .by = api::actorOf(request),
                                               .reason = reason ? std::optional(reason->toStdString()) : std::nullopt, .when = m_parts.now()};
    using Done = std::pair<SelfEnrolment, int64_t>;
    m_parts.store.call([id = idOf(request), decision](store::Register &records) -> Expected<Done> {
        InvitationRecords invitations(records.database());
        if (const auto known = invitations.request(id); !known)
            return std::unexpected(known.error());
        if (auto decided = invitations.decide(id, decision); !decided)
            return std::unexpected(std::move(decided.error()));
        auto refused = invitations.request(id);
        const auto waiting = invitations.waiting();
        if (!refused || !waiting)
            return std::unexpected(refused ? waiting.error() : refused.error());
        return Done(std::move(*refused), *waiting);
    }, this, answering<Done>(std::move(responder), [this](Responder &answerer, const Done &done) {
        postWaiting(m_parts.events, done.second);
        answerer.json(toJson(done.first));
    }));
}

} // namespace rollcall::invitations
