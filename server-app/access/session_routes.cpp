#include "access/session_routes.h"

#include "access/name_rules.h"
#include "access/secrets.h"
#include "access/session_answer.h"
#include "api/answering.h"
#include "api/json_fields.h"
#include "api/request_contract.h"

using namespace Qt::StringLiterals;

namespace rollcall::access {

using api::answering;
using api::Expected;
using api::handler;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

constexpr qint64 bodyBytes = 8 * net::Limits::kibibyte;

bool isAccount(const Request &request, Responder &responder)
{
    if (request.caller.kind == net::Caller::Kind::Account)
        return true;
    responder.problem(409, u"This is for accounts that are signed in; you are here by a token or without an account."_s);
    return false;
}

QJsonObject toJson(const store::AccountSession &session, const SessionRule &rule, const QString &current)
{
    const QString id = api::toText(session.id);
    return {{u"id"_s, id}, {u"createdAt"_s, api::toText(session.created)}, {u"lastUsedAt"_s, api::toText(session.lastUsed)},
            {u"expiresAt"_s, api::toText(std::min(session.created + rule.longest, session.lastUsed + rule.idle))}, {u"address"_s, api::toText(session.address)},
            {u"agent"_s, api::toText(session.agent)}, {u"current"_s, id == current}};
}

} // namespace

SessionRoutes::SessionRoutes(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
}

void SessionRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/session"_s, Right::SignIn, handler(this, &SessionRoutes::show));
    router.add(Method::Post, u"/api/v1/session"_s, Right::SignIn, handler(this, &SessionRoutes::signIn), bodyBytes);
    router.add(Method::Patch, u"/api/v1/session"_s, Right::ManageOwnSession, handler(this, &SessionRoutes::chooseLanguage), bodyBytes);
    router.add(Method::Delete, u"/api/v1/session"_s, Right::ManageOwnSession, handler(this, &SessionRoutes::signOut));
    router.add(Method::Put, u"/api/v1/session/password"_s, Right::ManageOwnSession, handler(this, &SessionRoutes::changePassword), bodyBytes);
    router.add(Method::Get, u"/api/v1/sessions"_s, Right::ManageOwnSession, handler(this, &SessionRoutes::list));
    router.add(Method::Delete, u"/api/v1/sessions/{id}"_s, Right::ManageOwnSession, handler(this, &SessionRoutes::end));
}

void SessionRoutes::show(const Request &request, Responder responder)
{
    responder.json(sessionJson(m_parts, request.caller, Cookie::read(request.header("cookie"))));
}

void SessionRoutes::signIn(const Request &request, Responder responder)
{
    auto fields = api::JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    const std::string name = fields->secret(u"name"_s, NameLimits::nameCharacters * 4).trimmed().toStdString();
    const QByteArray password = givenPassword(fields->secret(u"password"_s, NameLimits::passwordCharacters));
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    const SignInLimits::Attempt attempt{.address = api::limiterKey(request.peer), .account = store::nameKey(name)};
    if (!countAttempt(m_parts, attempt, responder))
        return;
    using Found = std::optional<store::AccountWithPassword>;
    const auto compare = [this, request, attempt, password](Responder &answerer, const Found &found) {
        const auto hash = found ? std::optional(found->passwordHash) : std::nullopt;
        m_parts.hasher.verify(hash, password, [this, request, attempt, found, responder = net::share(std::move(answerer))](std::optional<bool> right) {
            if (!right)
                return responder->problem(503, u"The server is too busy to compare passwords. Try again in a few seconds."_s, {{"Retry-After", "5"}});
            if (!*right || !found) {
                noteRefusal(m_parts, this, request, found ? std::optional(found->account) : std::nullopt, "session:refuse");
                return responder->problem(401, u"The name or the password is wrong."_s);
            }
            m_parts.limits.wasRight(attempt);
            openSession(m_parts, this, *found, request, std::move(*responder));
        });
    };
    m_parts.store.call([name](store::Register &records) { return store::AccountRecords(records.database()).named(name); }, this,
                       answering<Found>(std::move(responder), compare));
}

void SessionRoutes::signOut(const Request &request, Responder responder)
{
    const net::Headers headers{{"Set-Cookie", Cookie::remove(isSecure(request))}};
    const net::Answer done{.status = 204, .contentType = {}, .body = {}, .headers = headers};
    if (request.caller.kind != net::Caller::Kind::Account)
        return responder.send(done);
    m_parts.credentials.change([session = request.caller.session.toStdString(), name = request.caller.name.toStdString(), now = m_parts.now()](store::Register &records) {
        return store::SessionRecords(records.database()).close(session, {}, name, now);
    }, this, [done, responder = net::share(std::move(responder))](const Expected<void> &closed) {
        const bool isOver = closed || closed.error().code == store::StoreError::Code::NotFound;
        responder->send(isOver ? done : api::problemOf(closed.error()));
    });
}

void SessionRoutes::chooseLanguage(const Request &request, Responder responder)
{
    if (!isAccount(request, responder))
        return;
    auto fields = api::JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    const auto language = fields->optionalText(u"language"_s);
    if (language && *language != u"en" && *language != u"de" && *language != u"fr")
        fields->refuse(u"language"_s, u"be \"en\", \"de\", \"fr\" or null"_s);
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    const auto chosen = language ? std::optional(language->toStdString()) : std::nullopt;
    m_parts.credentials.change([id = request.caller.id.toStdString(), chosen](store::Register &records) {
        return store::AccountRecords(records.database()).setLanguage(id, chosen);
    }, this, [this, request, responder = net::share(std::move(responder))](const Expected<void> &written) {
        if (!written)
            return responder->send(api::problemOf(written.error()));
        show(request, std::move(*responder));
    });
}

void SessionRoutes::changePassword(const Request &request, Responder responder)
{
    if (!isAccount(request, responder))
        return;
    auto fields = api::JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    const QByteArray old = givenPassword(fields->secret(u"old"_s, NameLimits::passwordCharacters));
    const auto chosen = newPassword(fields->secret(u"new"_s, NameLimits::passwordCharacters), request.caller.name);
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    if (!chosen)
        return responder.problem(422, chosen.error());
    const SignInLimits::Attempt attempt{.address = api::limiterKey(request.peer), .account = store::nameKey(request.caller.name.toStdString())};
    if (!countAttempt(m_parts, attempt, responder))
        return;
    const auto busy = [](Responder &answerer) { answerer.problem(503, u"The server is too busy to compare passwords. Try again in a few seconds."_s, {{"Retry-After", "5"}}); };
    const auto compare = [this, request, attempt, old, chosen = *chosen, busy](Responder &answerer, const store::AccountWithPassword &found) {
        m_parts.hasher.verify(found.passwordHash, old, [this, request, attempt, chosen, busy, account = found.account, responder = net::share(std::move(answerer))](std::optional<bool> right) {
            if (!right)
                return busy(*responder);
            if (!*right) {
                noteRefusal(m_parts, this, request, account, "password:refuse");
                return responder->problem(403, u"The old password is wrong."_s);
            }
            m_parts.limits.wasRight(attempt);
            m_parts.hasher.hash(chosen, [this, request, account, busy, responder](const std::optional<std::string> &hash) {
                if (!hash)
                    return busy(*responder);
                writePassword(account, *hash, request, std::move(*responder));
            });
        });
    };
    m_parts.store.call([id = request.caller.id.toStdString()](store::Register &records) { return store::AccountRecords(records.database()).withPassword(id); }, this,
                       answering<store::AccountWithPassword>(std::move(responder), compare));
}

void SessionRoutes::writePassword(const store::Account &account, const std::string &hash, const Request &request, Responder responder)
{
    const store::AccountRecords::Change change{.account = account, .passwordHash = hash, .keptSession = request.caller.session.toStdString()};
    m_parts.credentials.change([change, actor = account.name, now = m_parts.now()](store::Register &records) {
        return store::AccountRecords(records.database()).change(change, actor, now);
    }, this, [responder = net::share(std::move(responder))](const Expected<store::Account> &changed) {
        responder->send(changed ? net::Answer{.status = 204, .contentType = {}, .body = {}} : api::problemOf(changed.error()));
    });
}

void SessionRoutes::list(const Request &request, Responder responder)
{
    const QString account = request.queryValue(u"account"_s).value_or(request.caller.id);
    if (account != request.caller.id && !request.caller.may(Right::ManageAccounts))
        return responder.problem(403, u"The sessions of others are shown to admins alone."_s);
    QJsonArray items;
    for (const store::AccountSession &session : m_parts.credentials.sessionsOf(account))
        items.append(toJson(session, m_parts.credentials.rule(), request.caller.session));
    responder.json(api::pageJson(items, std::nullopt));  // they are few
}

void SessionRoutes::end(const Request &request, Responder responder)
{
    const auto owner = request.caller.may(Right::ManageAccounts) ? std::nullopt : std::optional(request.caller.id.toStdString());
    m_parts.credentials.change([id = request.parameter(u"id"_s).toStdString(), owner, actor = api::actorOf(request), now = m_parts.now()](store::Register &records) {
        return store::SessionRecords(records.database()).close(id, owner, actor, now);
    }, this, [responder = net::share(std::move(responder))](const Expected<void> &closed) {
        responder->send(closed ? net::Answer{.status = 204, .contentType = {}, .body = {}} : api::problemOf(closed.error()));
    });
}

} // namespace rollcall::access
