#include "invitations/invitation_routes.h"

#include "api/answering.h"
#include "api/json_fields.h"
#include "api/list_query.h"
#include "api/request_contract.h"
#include "invitations/invitation_code.h"
#include "pairing/qr_code.h"
#include "store/person_text.h"

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

QJsonObject toJson(const Invitation &invitation, attendance::UtcMs now)
{
    const QString state = invitation.used >= invitation.uses ? u"used-up"_s : invitation.expires <= now ? u"expired"_s : u"open"_s;
    return {{u"id"_s, toText(invitation.id)}, {u"person"_s, invitation.person ? QJsonValue(toText(invitation.person->toString())) : QJsonValue()},
            {u"personName"_s, orNull(invitation.name)}, {u"group"_s, orNull(invitation.group)}, {u"note"_s, toText(invitation.note)}, {u"uses"_s, qint64(invitation.uses)},
            {u"used"_s, qint64(invitation.used)}, {u"createdAt"_s, toText(invitation.created)}, {u"createdBy"_s, toText(invitation.createdBy)},
            {u"expiresAt"_s, toText(invitation.expires)}, {u"state"_s, state}};
}

std::optional<std::string> toStd(const std::optional<QString> &text)
{
    return text ? std::optional(text->toStdString()) : std::nullopt;
}

std::expected<Invitation, api::FormError> parseInvitation(const Request &request, attendance::UtcMs now)
{
    auto fields = api::JsonFields::ofBody(request);
    if (!fields)
        return std::unexpected(fields.error());
    const auto person = fields->optionalId(u"person"_s);
    const auto name = fields->optionalText(u"name"_s, store::PersonTextLimits::nameCharacters);
    const auto group = fields->optionalText(u"group"_s, store::PersonTextLimits::groupCharacters);
    const int uses = fields->number(u"uses"_s, 1, 1, int(Invitation::mostUses));
    const int days = fields->number(u"days"_s, InvitationRoutes::daysUsually, 1, InvitationRoutes::mostDays);
    const auto expires = fields->optionalTime(u"expiresAt"_s);
    const auto note = fields->optionalText(u"note"_s, InvitationRoutes::noteCharacters);
    if (person && (name || group))
        fields->refuse(u"person"_s, u"stand alone: the name and groups of somebody known are known"_s);
    if ((person || name) && uses != 1)
        fields->refuse(u"uses"_s, u"be 1 for somebody named"_s);
    if (expires && (*expires <= now || *expires > now + std::chrono::days(InvitationRoutes::mostDays)))
        fields->refuse(u"expiresAt"_s, u"be in the future, at most %1 days from now"_s.arg(InvitationRoutes::mostDays));
    if (const auto problem = fields->problem())
        return std::unexpected(*problem);
    return Invitation{.id = {}, .codeHash = {}, .person = person ? std::optional(store::PersonId(person->toStdString())) : std::nullopt, .name = toStd(name), .group = toStd(group),
                      .note = note.value_or(QString()).toStdString(), .uses = uses, .used = 0, .created = now, .createdBy = api::actorOf(request),
                      .expires = expires.value_or(now + std::chrono::days(days))};
}

} // namespace

InvitationRoutes::InvitationRoutes(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_ids(attendance::systemRandom())
{
}

void InvitationRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Post, u"/api/v1/invitations"_s, Right::ManageEnrolments, handler(this, &InvitationRoutes::make));
    router.add(Method::Get, u"/api/v1/invitations"_s, Right::ManageEnrolments, handler(this, &InvitationRoutes::list));
    router.add(Method::Get, u"/api/v1/invitations/{id}"_s, Right::ManageEnrolments, handler(this, &InvitationRoutes::show));
    router.add(Method::Delete, u"/api/v1/invitations/{id}"_s, Right::ManageEnrolments, handler(this, &InvitationRoutes::remove));
}

void InvitationRoutes::make(const Request &request, Responder responder)
{
    auto invitation = parseInvitation(request, m_parts.now());
    if (!invitation)
        return responder.problem(invitation.error().status, invitation.error().detail);
    const QString code = newCode();
    invitation->id = m_ids.next(invitation->created).toString();
    invitation->codeHash = hashOf(code);
    m_parts.store.call([invitation = *invitation](store::Register &records) -> Expected<Invitation> {
        InvitationRecords invitations(records.database());
        if (auto added = invitations.add(invitation); !added)
            return std::unexpected(std::move(added.error()));
        return invitations.invitation(invitation.id);
    }, this, answering<Invitation>(std::move(responder), [this, code](Responder &answerer, const Invitation &made) {
        QUrl link = m_parts.page();
        link.setPath(u"/join"_s);
        link.setFragment(code);
        QJsonObject json = toJson(made, m_parts.now());
        json.insert(u"code"_s, code);
        json.insert(u"url"_s, link.toString(QUrl::FullyEncoded));
        json.insert(u"qrSvg"_s, pairing::qrSvg(link.toString(QUrl::FullyEncoded)));
        answerer.json(json, 201, {{"Location", "/api/v1/invitations/" + QByteArray::fromStdString(made.id)}, {"Cache-Control", "no-store"}});
    }));
}

void InvitationRoutes::list(const Request &request, Responder responder)
{
    const auto page = api::parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    m_parts.store.call([page = *page](store::Register &records) { return InvitationRecords(records.database()).invitations(page); }, this,
                       answering<store::Page<Invitation>>(std::move(responder), [now = m_parts.now()](Responder &answerer, const store::Page<Invitation> &invitations) {
        answerer.json(api::toPageJson(invitations, [now](const Invitation &one) { return toJson(one, now); }));
    }));
}

void InvitationRoutes::show(const Request &request, Responder responder)
{
    m_parts.store.call([id = request.parameter(u"id"_s).toStdString()](store::Register &records) { return InvitationRecords(records.database()).invitation(id); }, this,
                       answering<Invitation>(std::move(responder), [now = m_parts.now()](Responder &answerer, const Invitation &invitation) { answerer.json(toJson(invitation, now)); }));
}

void InvitationRoutes::remove(const Request &request, Responder responder)
{
    m_parts.store.call([id = request.parameter(u"id"_s).toStdString()](store::Register &records) -> Expected<bool> {
        if (auto removed = InvitationRecords(records.database()).remove(id); !removed)
            return std::unexpected(std::move(removed.error()));
        return true;
    }, this, answering<bool>(std::move(responder), [](Responder &answerer, bool) { answerer.send({.status = 204, .contentType = {}, .body = {}}); }));
}

} // namespace rollcall::invitations
