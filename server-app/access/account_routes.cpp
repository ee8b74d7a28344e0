#include "access/account_routes.h"

#include "access/grant_form.h"
#include "access/name_rules.h"
#include "api/answering.h"
#include "api/person_patch.h"
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
using store::Account;
using store::AccountRecords;

namespace {

std::string idOf(const Request &request) { return request.parameter(u"id"_s).toStdString(); }

QByteArray tagOf(const Account &account) { return '"' + QByteArray::number(qint64(account.version)) + '"'; }

QJsonObject toJson(const Account &account)
{
    return {{u"id"_s, api::toText(account.id)}, {u"name"_s, api::toText(account.name)}, {u"role"_s, api::toText(store::toText(account.role))},
            {u"cameras"_s, camerasJson(account.cameras)}, {u"language"_s, account.language ? QJsonValue(api::toText(*account.language)) : QJsonValue()},
            {u"createdAt"_s, api::toText(account.created)}, {u"lastSignIn"_s, account.lastSignIn ? QJsonValue(api::toText(*account.lastSignIn)) : QJsonValue()},
            {u"version"_s, qint64(account.version)}};
}

void sendAccount(Responder &responder, const Account &account, int status = 200)
{
    net::Headers headers{{"ETag", tagOf(account)}};
    if (status == 201)
        headers.emplaceBack("Location", "/api/v1/accounts/" + QByteArray::fromStdString(account.id));
    responder.json(toJson(account), status, headers);
}

void sendBusy(Responder &responder)
{
    responder.problem(503, u"The server is too busy to keep a password. Try again in a few seconds."_s, {{"Retry-After", "5"}});
}

std::string nameIn(api::JsonFields &fields)
{
    const auto name = accountName(fields.secret(u"name"_s, NameLimits::nameCharacters * 4));
    if (!name)
        fields.refuse(u"name"_s, u"be a name of 1 to %1 characters that can be seen"_s.arg(NameLimits::nameCharacters));
    return name.value_or(QString()).toStdString();
}

} // namespace

// Of PATCH: what is absent stays as it is.
struct AccountRoutes::Patch {
    int64_t version = 0;
    std::optional<std::string> name = {};
    std::optional<store::Role> role = {};
    std::optional<std::optional<std::vector<std::string>>> cameras = {};
    std::optional<QString> password = {};
};

AccountRoutes::AccountRoutes(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_ids(attendance::systemRandom())
{
}

void AccountRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/accounts"_s, Right::ManageAccounts, handler(this, &AccountRoutes::list));
    router.add(Method::Post, u"/api/v1/accounts"_s, Right::ManageAccounts, handler(this, &AccountRoutes::add));
    router.add(Method::Get, u"/api/v1/accounts/{id}"_s, Right::ManageAccounts, handler(this, &AccountRoutes::show));
    router.add(Method::Patch, u"/api/v1/accounts/{id}"_s, Right::ManageAccounts, handler(this, &AccountRoutes::change));
    router.add(Method::Delete, u"/api/v1/accounts/{id}"_s, Right::ManageAccounts, handler(this, &AccountRoutes::remove));
}

void AccountRoutes::list(const Request &, Responder responder)
{
    m_parts.store.call([](store::Register &records) { return AccountRecords(records.database()).accounts(); }, this,
                       answering<std::vector<Account>>(std::move(responder), [](Responder &answerer, const std::vector<Account> &accounts) {
        QJsonArray items;
        for (const Account &account : accounts)
            items.append(toJson(account));
        answerer.json(api::pageJson(items, std::nullopt));  // they are few
    }));
}

void AccountRoutes::show(const Request &request, Responder responder)
{
    m_parts.store.call([id = idOf(request)](store::Register &records) { return AccountRecords(records.database()).account(id); }, this,
                       answering<Account>(std::move(responder), [](Responder &answerer, const Account &account) { sendAccount(answerer, account); }));
}

void AccountRoutes::add(const Request &request, Responder responder)
{
    auto fields = api::JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    const std::string name = nameIn(*fields);
    const Grant grant = readGrant(*fields, For::Accounts);
    const auto password = newPassword(fields->secret(u"password"_s, NameLimits::passwordCharacters), api::toText(name));
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    if (const auto problem = misfit(grant))
        return responder.problem(422, *problem);
    if (!password)
        return responder.problem(422, password.error());
    const attendance::UtcMs now = m_parts.now();
    const Account account{.id = m_ids.next(now).toString(), .name = name, .role = grant.role, .cameras = grant.cameras, .language = {}, .created = now};
    m_parts.hasher.hash(*password, [this, account, actor = api::actorOf(request), responder = net::share(std::move(responder))](const std::optional<std::string> &hash) {
        if (!hash)
            return sendBusy(*responder);
        m_parts.credentials.change([added = store::AccountWithPassword{account, *hash}, actor](store::Register &records) {
            return AccountRecords(records.database()).add(added, actor);
        }, this, [account, responder](const Expected<void> &added) {
            if (!added)
                return responder->send(api::problemOf(added.error()));
            sendAccount(*responder, account, 201);
        });
    });
}

void AccountRoutes::change(const Request &request, Responder responder)
{
    const QByteArray match = request.header("if-match");
    if (match.isEmpty())
        return responder.problem(428, u"Send \"If-Match\" with the ETag of the account that you read, so that nobody's changes are overwritten."_s);
    const auto version = api::versionOf(match);
    if (!version)
        return responder.problem(412, u"\"If-Match\" is not the ETag of this account."_s);
    auto fields = api::JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    Patch patch{.version = *version};
    if (fields->has(u"name"_s))
        patch.name = nameIn(*fields);
    if (fields->has(u"role"_s))
        patch.role = readRole(*fields, For::Accounts);
    if (fields->has(u"cameras"_s))
        patch.cameras = readCameras(*fields);
    if (fields->has(u"password"_s))
        patch.password = fields->secret(u"password"_s, NameLimits::passwordCharacters);
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    if (!patch.password)
        return write(patch, std::nullopt, request, std::move(responder));
    const auto known = m_parts.credentials.account(request.parameter(u"id"_s));
    const auto password = newPassword(*patch.password, api::toText(patch.name.value_or(known ? known->name : std::string())));
    if (!password)
        return responder.problem(422, password.error());
    m_parts.hasher.hash(*password, [this, patch, request, responder = net::share(std::move(responder))](const std::optional<std::string> &hash) {
        if (!hash)
            return sendBusy(*responder);
        write(patch, hash, request, std::move(*responder));
    });
}

void AccountRoutes::write(const Patch &patch, const std::optional<std::string> &hash, const Request &request, Responder responder)
{
    const auto work = [id = idOf(request), patch, hash, kept = request.caller.session.toStdString(), actor = api::actorOf(request),
                       now = m_parts.now()](store::Register &records) -> Expected<Account> {
        AccountRecords accounts(records.database());
        auto account = accounts.account(id);
        if (!account)
            return account;
        account->version = patch.version;
        account->name = patch.name.value_or(account->name);
        account->role = patch.role.value_or(account->role);
        account->cameras = patch.cameras.value_or(account->cameras);
        if (const auto problem = misfit({.role = account->role, .cameras = account->cameras}))
            return std::unexpected(store::StoreError{store::StoreError::Code::Invalid, problem->toStdString()});
        return accounts.change({.account = *account, .passwordHash = hash, .keptSession = kept}, actor, now);
    };
    m_parts.credentials.change(work, this, answering<Account>(std::move(responder), [](Responder &answerer, const Account &account) { sendAccount(answerer, account); }));
}

void AccountRoutes::remove(const Request &request, Responder responder)
{
    const QByteArray match = request.header("if-match");
    const auto version = match.isEmpty() || match == "*" ? std::nullopt : api::versionOf(match);
    m_parts.credentials.change([id = idOf(request), version, actor = api::actorOf(request), now = m_parts.now()](store::Register &records) {
        return AccountRecords(records.database()).remove(id, version, actor, now);
    }, this, [responder = net::share(std::move(responder))](const Expected<void> &removed) {
        responder->send(removed ? net::Answer{.status = 204, .contentType = {}, .body = {}} : api::problemOf(removed.error()));
    });
}

} // namespace rollcall::access
