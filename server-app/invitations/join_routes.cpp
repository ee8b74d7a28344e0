#include "invitations/join_routes.h"

#include "api/answering.h"
#include "api/enrolment_desk.h"
#include "invitations/invitation_code.h"
#include "store/person_text.h"
#include "store/photo.h"

#include <QJsonDocument>
#include <QScopeGuard>

#include <algorithm>
#include <set>

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
using store::Invitation;
using store::InvitationRecords;

namespace {

QJsonValue orNull(const std::optional<std::string> &text)
{
    return text ? QJsonValue(toText(*text)) : QJsonValue();
}

bool isBusy(const api::PhotoOutcome &outcome) { return !outcome && outcome.error().reason == u"busy"; }

// Those that can be used, each once.
std::vector<store::Photo> usable(const QList<QByteArray> &photos, const std::vector<api::PhotoOutcome> &outcomes)
{
    std::vector<store::Photo> used;
    std::set<std::string> known;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (!outcomes[i])
            continue;
        const QByteArray &bytes = photos[qsizetype(i)];
        store::Photo photo = store::makePhoto({bytes.begin(), bytes.end()});
        if (known.insert(photo.sha256).second)
            used.push_back(std::move(photo));
    }
    return used;
}

} // namespace

void postWaiting(events::Bus &events, int64_t waiting)
{
    events.post({.type = u"enrolment-requests"_s, .body = {{u"waiting"_s, qint64(waiting)}}, .right = Right::ManageEnrolments, .key = u"enrolment-requests"_s});
}

JoinRoutes::JoinRoutes(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_ids(attendance::systemRandom())
    , m_requests({.attempts = requestsPerAddress, .window = std::chrono::minutes(10), .remembered = 10'000})
{
}

void JoinRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/join/{code}"_s, Right::SendEnrolment, handler(this, &JoinRoutes::show));
    router.add(Method::Post, u"/api/v1/join/{code}"_s, Right::SendEnrolment, handler(this, &JoinRoutes::send), net::Limits::enrolmentBodyBytes);
    router.add(Method::Post, u"/api/v1/join/{code}/photo-checks"_s, Right::SendEnrolment, handler(this, &JoinRoutes::checkPhoto), api::EnrolmentLimits::photoBytes);
}

void JoinRoutes::guard(net::Router &router)
{
    router.decorate([this](const net::Router::Route &route, net::Handler handler) -> net::Handler {
        if (route.right != Right::SendEnrolment)
            return handler;
        return [this, handler = std::move(handler)](const Request &request, Responder responder) { admit(request, std::move(responder), handler); };
    });
}

// Whether the code is still good is seen by the handler: a repeated request must get its answer again.
void JoinRoutes::admit(const Request &request, Responder responder, const net::Handler &handler)
{
    if (const auto wait = m_requests.begin(api::limiterKey(request.peer), m_parts.now()))
        return responder.problem(429, u"Too much was asked from your network. Wait a few minutes, and try again."_s,
                                 {{"Retry-After", QByteArray::number(qint64(std::chrono::ceil<std::chrono::seconds>(*wait).count()))}});
    m_parts.store.call([hash = hashOf(request.parameter(u"code"_s))](store::Register &records) { return InvitationRecords(records.database()).ofCode(hash); }, this,
                       answering<Invitation>(std::move(responder), [handler, request](Responder &answerer, const Invitation &) { handler(request, std::move(answerer)); }));
}

void JoinRoutes::open(const Request &request, Responder responder, Opened then)
{
    m_parts.store.call([hash = hashOf(request.parameter(u"code"_s)), now = m_parts.now()](store::Register &records) { return InvitationRecords(records.database()).open(hash, now); }, this,
                       answering<Invitation>(std::move(responder), [then = std::move(then)](Responder &answerer, const Invitation &invitation) { then(invitation, std::move(answerer)); }));
}

void JoinRoutes::show(const Request &request, Responder responder)
{
    open(request, std::move(responder), [this](const Invitation &invitation, Responder answerer) {
        answerer.json({{u"name"_s, orNull(invitation.name)}, {u"group"_s, orNull(invitation.group)}, {u"site"_s, m_parts.site}, {u"language"_s, m_parts.language},
                       {u"consent"_s, QJsonObject{{u"version"_s, m_parts.consent.version}, {u"text"_s, m_parts.consent.text}}}, {u"expiresAt"_s, toText(invitation.expires)},
                       {u"photosWanted"_s, QJsonObject{{u"least"_s, 1}, {u"most"_s, JoinLimits::photos}}}}, 200, {{"Cache-Control", "no-store"}});
    });
}

void JoinRoutes::checkPhoto(const Request &request, Responder responder)
{
    open(request, std::move(responder), [this, photo = request.body](const Invitation &, Responder answerer) {
        m_parts.judge.review(photo, [shared = net::share(std::move(answerer))](const api::PhotoReview &review) { shared->json(api::toJson(review)); });
    });
}

void JoinRoutes::send(const Request &request, Responder responder)
{
    auto form = parseJoinForm(request);
    if (!form)
        return responder.problem(form.error().status, form.error().detail);
    if (form->consent != m_parts.consent.version)
        return responder.problem(400, u"\"consent\" must be the version of the text that is agreed to. Read the page again: without consent nothing is sent."_s);
    if (m_sending >= sendingAtOnce)
        return responder.problem(503, u"Many people are sending photos at this moment. Try again in a few seconds."_s, {{"Retry-After", "5"}});
    ++m_sending;
    const auto done = std::make_shared<QScopeGuard<std::function<void()>>>([this] { --m_sending; });
    auto counted = Responder::intercepted(std::move(responder), [done](const net::Answer &answer, Responder inner) { inner.send(answer); });
    open(request, std::move(counted), [this, form = *form](const Invitation &invitation, Responder answerer) { examine(invitation, form, std::move(answerer)); });
}

void JoinRoutes::examine(const Invitation &invitation, const JoinForm &form, Responder responder)
{
    if (!invitation.person && !invitation.name && !store::isPersonName(form.name))
        return responder.problem(400, u"\"name\" must be 1 to %1 characters, none of them a control character."_s.arg(store::PersonTextLimits::nameCharacters));
    m_parts.enrolment.describe(form.photos, {}, [this, invitation, form, shared = net::share(std::move(responder))](const std::vector<api::PhotoOutcome> &outcomes) {
        if (std::ranges::any_of(outcomes, isBusy))
            return shared->problem(503, u"The server is too busy to look at photos. Try again in a few seconds."_s, {{"Retry-After", "5"}});
        if (std::ranges::none_of(outcomes, [](const api::PhotoOutcome &outcome) { return outcome.has_value(); }))
            return shared->send(api::problemOf(api::EnrolmentRefusal{.reason = api::EnrolmentRefusal::Reason::NoUsablePhoto,
                                                                     .message = u"None of the photos can be used; what is wrong with each is said beside it."_s, .photos = outcomes}));
        keep(invitation, form, outcomes, std::move(*shared));
    });
}

void JoinRoutes::keep(const Invitation &invitation, const JoinForm &form, const std::vector<api::PhotoOutcome> &outcomes, Responder responder)
{
    const attendance::UtcMs now = m_parts.now();
    const std::string name = invitation.name ? *invitation.name : form.name.toStdString();
    store::SelfEnrolment request{.id = m_ids.next(now).toString(), .invitation = invitation.id, .person = invitation.person, .name = name, .group = invitation.group,
                                 .consentVersion = m_parts.consent.version.toStdString(), .sent = now};
    auto photos = usable(form.photos, outcomes);
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < photos.size(); ++i)
        ids.push_back(m_ids.next(now).toString());
    const store::ConsentText consent{request.consentVersion, QJsonDocument(m_parts.consent.text).toJson(QJsonDocument::Compact).toStdString()};
    m_parts.store.call([request, photos = std::move(photos), ids = std::move(ids), consent, hash = invitation.codeHash](store::Register &records) -> Expected<int64_t> {
        InvitationRecords invitations(records.database());
        if (auto sent = invitations.send(request, photos, ids, consent, hash); !sent)
            return std::unexpected(std::move(sent.error()));
        return invitations.waiting();
    }, this, answering<int64_t>(std::move(responder), [this, id = request.id, outcomes](Responder &answerer, int64_t waiting) {
        postWaiting(m_parts.events, waiting);
        answerer.json({{u"id"_s, toText(id)}, {u"photoResults"_s, api::toJson(outcomes)}}, 201);
    }));
}

} // namespace rollcall::invitations
