#include "access/session_answer.h"

#include "access/grant_form.h"
#include "access/right_table.h"
#include "access/secrets.h"
#include "api/json.h"
#include "store/audit_log.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcSignIn, "rollcall.access.sign-in", QtInfoMsg)

namespace rollcall::access {

using net::Request;
using net::Responder;

namespace {

constexpr qsizetype agentCharacters = 200;

QJsonValue accountJson(const Parts &parts, const net::Caller &caller)
{
    const auto account = caller.kind == net::Caller::Kind::Account ? parts.credentials.account(caller.id) : std::nullopt;
    if (!account)
        return {};
    return QJsonObject{{u"id"_s, caller.id}, {u"name"_s, api::toText(account->name)}, {u"role"_s, api::toText(store::toText(account->role))},
                       {u"cameras"_s, camerasJson(account->cameras)}, {u"language"_s, account->language ? QJsonValue(api::toText(*account->language)) : QJsonValue()}};
}

// Those that not everybody has.
QJsonArray rightsJson(net::Rights rights)
{
    QJsonArray words;
    for (const net::Right right : net::allRights()) {
        if (rights.has(right) && !everybodysRights().has(right))
            words.append(net::toString(right));
    }
    return words;
}

// Printable, and not long.
std::string agentOf(const Request &request)
{
    QString agent = QString::fromLatin1(request.header("user-agent")).left(agentCharacters);
    agent.removeIf([](QChar c) { return !c.isPrint(); });
    return agent.toStdString();
}

} // namespace

bool isSecure(const Request &request)
{
    const QByteArray ofVisitor = request.header("x-forwarded-proto");  // behind a proxy the connection to here is another one
    return ofVisitor.isEmpty() ? request.isSecure : ofVisitor.toLower() == "https";
}

QJsonObject sessionJson(const Parts &parts, const net::Caller &caller, const std::optional<QByteArray> &secret)
{
    const bool isByCookie = caller.kind == net::Caller::Kind::Account && secret;
    return {{u"signedIn"_s, caller.isSignedIn()}, {u"setUpNeeded"_s, parts.credentials.accounts() == Credentials::Accounts::None}, {u"account"_s, accountJson(parts, caller)},
            {u"rights"_s, rightsJson(caller.rights)}, {u"csrf"_s, isByCookie ? QJsonValue(QString::fromLatin1(csrfOf(*secret))) : QJsonValue()},
            {u"site"_s, QJsonObject{{u"name"_s, parts.site.name}, {u"timeZone"_s, parts.site.timeZone}, {u"language"_s, parts.site.language}}}};
}

void openSession(const Parts &parts, QObject *owner, const store::AccountWithPassword &signedIn, const Request &request, Responder responder)
{
    const store::Account &account = signedIn.account;
    const Credentials::Opening opening{.account = account.id, .name = account.name, .address = request.peer.toString().toStdString(), .agent = agentOf(request),
                                       .passwordHash = signedIn.passwordHash};
    const QString before = request.caller.kind == net::Caller::Kind::Account ? request.caller.session : QString();
    parts.credentials.open(opening, [parts, owner, before, isSecure = isSecure(request), name = account.name, responder = net::share(std::move(responder))](
                                        const std::expected<QByteArray, store::StoreError> &secret) {
        if (!secret)
            return responder->send(api::problemOf(secret.error()));
        const auto caller = parts.credentials.ofSession(*secret);
        if (!caller)
            return responder->problem(503, u"The account was removed just now."_s);
        responder->json(sessionJson(parts, *caller, *secret), 200, {{"Set-Cookie", Cookie::make(*secret, parts.credentials.rule().longest, isSecure)}});
        if (before.isEmpty())
            return;
        parts.credentials.change([before = before.toStdString(), name, now = parts.now()](store::Register &records) {
            return store::SessionRecords(records.database()).close(before, {}, name, now);
        }, owner, [](const std::expected<void, store::StoreError> &) {});
    });
}

bool countAttempt(const Parts &parts, const SignInLimits::Attempt &attempt, Responder &responder)
{
    const auto wait = parts.limits.begin(attempt, parts.now());
    if (!wait)
        return true;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait);
    responder.problem(429, u"Too many tries to sign in. Try again in %1."_s.arg(seconds < std::chrono::minutes(2) ? u"%1 s"_s.arg(seconds.count())
                                                                                                                    : u"%1 minutes"_s.arg(std::chrono::ceil<std::chrono::minutes>(seconds).count())),
                      {{"Retry-After", QByteArray::number(qint64(seconds.count()))}});
    return false;
}

void noteRefusal(const Parts &parts, QObject *owner, const Request &request, const std::optional<store::Account> &account, const std::string &action)
{
    // A name that nobody has may be a password in the wrong field: it is not written down.
    const store::AuditNote note{.actor = request.peer.toString().toStdString(), .action = action, .details = account ? "account=" + account->id : "no such account"};
    qCInfo(lcSignIn).noquote() << action.c_str() << "from" << request.peer.toString();
    parts.store.call([note, now = parts.now()](store::Register &records) { return store::AuditLog(records.database()).append(note, now); }, owner,
                     [](const std::expected<void, store::StoreError> &noted) {
        if (!noted)
            qCWarning(lcSignIn).noquote() << "A refused sign-in was not noted:" << api::toText(noted.error().message);
    });
}

} // namespace rollcall::access
