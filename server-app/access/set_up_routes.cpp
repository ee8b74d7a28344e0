#include "access/set_up_routes.h"

#include "access/name_rules.h"
#include "access/session_answer.h"
#include "api/answering.h"
#include "api/json_fields.h"

using namespace Qt::StringLiterals;

namespace rollcall::access {

using net::Request;
using net::Responder;

namespace {

constexpr qint64 bodyBytes = 8 * net::Limits::kibibyte;
constexpr qsizetype codeCharacters = 64;

} // namespace

SetUpRoutes::SetUpRoutes(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_ids(attendance::systemRandom())
{
}

void SetUpRoutes::addRoutes(net::Router &router)
{
    router.add(net::Method::Post, u"/api/v1/set-up"_s, net::Right::SignIn, api::handler(this, &SetUpRoutes::setUp), bodyBytes);
}

void SetUpRoutes::setUp(const Request &request, Responder responder)
{
    switch (m_parts.credentials.accounts()) {
    case Credentials::Accounts::NotKnownYet:
        return responder.problem(503, u"The server cannot look up accounts at the moment, since its register is not reached."_s, {{"Retry-After", "2"}});
    case Credentials::Accounts::Some:
        return responder.problem(409, u"The server has been set up already. Sign in with an account."_s);
    case Credentials::Accounts::None:
        break;
    }
    auto fields = api::JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    const QString code = fields->optionalText(u"code"_s, codeCharacters).value_or(QString());
    const auto name = accountName(fields->secret(u"name"_s, NameLimits::nameCharacters * 4));
    const auto password = newPassword(fields->secret(u"password"_s, NameLimits::passwordCharacters), name.value_or(QString()));
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    if (!name || !password)
        return responder.problem(422, name ? password.error() : name.error());
    // Whoever is on this machine may do everything already.
    if (request.caller.kind != net::Caller::Kind::ThisMachine) {
        if (const auto wait = m_attempts.begin(api::limiterKey(request.peer), m_parts.now()))
            return responder.problem(429, u"Too many codes were tried from this address. Try again later."_s,
                                     {{"Retry-After", QByteArray::number(qint64(std::chrono::ceil<std::chrono::seconds>(*wait).count()))}});
        if (!m_parts.setUpCode.matches(code)) {
            noteRefusal(m_parts, this, request, {}, "set-up:refuse");
            return responder.problem(403, u"This is not the set-up code. The server printed it when it started the last time; each start makes another."_s);
        }
    }
    m_parts.hasher.hash(*password, [this, name = name->toStdString(), request, responder = net::share(std::move(responder))](const std::optional<std::string> &hash) {
        if (!hash)
            return responder->problem(503, u"The server is too busy to keep a password. Try again in a few seconds."_s, {{"Retry-After", "5"}});
        add(name, *hash, request, std::move(*responder));
    });
}

void SetUpRoutes::add(const std::string &name, const std::string &hash, const Request &request, Responder responder)
{
    const attendance::UtcMs now = m_parts.now();
    const store::AccountWithPassword first{.account = {.id = m_ids.next(now).toString(), .name = name, .role = store::Role::Admin, .created = now}, .passwordHash = hash};
    m_parts.credentials.change([first, actor = "set-up " + request.peer.toString().toStdString()](store::Register &records) {
        return store::AccountRecords(records.database()).add(first, actor, store::AccountRecords::If::NoneExists);
    }, this, [this, first, request, responder = net::share(std::move(responder))](const api::Expected<void> &added) {
        if (!added)
            return responder->send(api::problemOf(added.error()));
        openSession(m_parts, this, first, request, std::move(*responder));
    });
}

} // namespace rollcall::access
