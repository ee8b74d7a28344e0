#include "access/token_routes.h"

#include "access/grant_form.h"
#include "access/name_rules.h"
#include "access/secrets.h"
#include "api/answering.h"
#include "api/request_contract.h"

using namespace Qt::StringLiterals;

namespace rollcall::access {

using api::Expected;
using api::handler;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using store::ApiToken;
using store::TokenRecords;

namespace {

QJsonValue orNull(const std::optional<attendance::UtcMs> &time)
{
    return time ? QJsonValue(api::toText(*time)) : QJsonValue();
}

QJsonObject toJson(const ApiToken &token, attendance::UtcMs now)
{
    return {{u"id"_s, api::toText(token.id)}, {u"name"_s, api::toText(token.name)}, {u"role"_s, api::toText(store::toText(token.role))},
            {u"cameras"_s, camerasJson(token.cameras)}, {u"createdAt"_s, api::toText(token.created)}, {u"createdBy"_s, api::toText(token.createdBy)},
            {u"expires"_s, orNull(token.expires)}, {u"isExpired"_s, token.expires && *token.expires <= now}, {u"lastUsedAt"_s, orNull(token.lastUsed)}};
}

} // namespace

TokenRoutes::TokenRoutes(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_ids(attendance::systemRandom())
{
}

void TokenRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/tokens"_s, Right::ManageAccounts, handler(this, &TokenRoutes::list));
    router.add(Method::Post, u"/api/v1/tokens"_s, Right::ManageAccounts, handler(this, &TokenRoutes::add));
    router.add(Method::Delete, u"/api/v1/tokens/{id}"_s, Right::ManageAccounts, handler(this, &TokenRoutes::remove));
}

void TokenRoutes::list(const Request &, Responder responder)
{
    QJsonArray items;
    for (const ApiToken &token : m_parts.credentials.tokens())
        items.append(toJson(token, m_parts.now()));
    responder.json(api::pageJson(items, std::nullopt));  // they are few
}

void TokenRoutes::add(const Request &request, Responder responder)
{
    auto fields = api::JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    const auto name = accountName(fields->secret(u"name"_s, NameLimits::nameCharacters * 4));
    const Grant grant = readGrant(*fields, For::Tokens);
    const attendance::UtcMs now = m_parts.now();
    const auto expires = fields->optionalTime(u"expires"_s);
    if (expires && *expires <= now)
        fields->refuse(u"expires"_s, u"be a time to come"_s);
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    if (!name)
        return responder.problem(422, name.error());
    if (const auto problem = misfit(grant))
        return responder.problem(422, *problem);
    const QByteArray secret = tokenStart.toByteArray() + newSecret();
    const ApiToken token{.id = m_ids.next(now).toString(), .name = name->toStdString(), .role = grant.role, .cameras = grant.cameras, .tokenHash = secretHash(secret),
                         .created = now, .createdBy = api::actorOf(request), .expires = expires};
    m_parts.credentials.change([token](store::Register &records) { return TokenRecords(records.database()).add(token); }, this,
                               [token, secret, now, responder = net::share(std::move(responder))](const Expected<void> &added) {
        if (!added)
            return responder->send(api::problemOf(added.error()));
        QJsonObject json = toJson(token, now);
        json.insert(u"token"_s, QString::fromLatin1(secret));  // this once
        responder->json(json, 201, {{"Location", "/api/v1/tokens/" + QByteArray::fromStdString(token.id)}});
    });
}

void TokenRoutes::remove(const Request &request, Responder responder)
{
    m_parts.credentials.change([id = request.parameter(u"id"_s).toStdString(), actor = api::actorOf(request), now = m_parts.now()](store::Register &records) {
        return TokenRecords(records.database()).remove(id, actor, now);
    }, this, [responder = net::share(std::move(responder))](const Expected<void> &removed) {
        responder->send(removed ? net::Answer{.status = 204, .contentType = {}, .body = {}} : api::problemOf(removed.error()));
    });
}

} // namespace rollcall::access
