#include "access/account_authorizer.h"

#include "access/right_table.h"
#include "access/secrets.h"

using namespace Qt::StringLiterals;

namespace rollcall::access {

using net::Access;
using net::Caller;
using net::Decision;
using net::Right;

namespace {

constexpr auto retrySoon = std::chrono::seconds(2);
constexpr QByteArrayView bearer = "Bearer ";

Decision signInFirst()
{
    return Decision::refuse(u"Sign in first: nobody is signed in here, or the session is over. Programs send a token: \u201cAuthorization: Bearer rollcall_\u2026\u201d."_s, 401);
}

// What a browser sends by itself is not yet what its user wants: another page may have made it.
std::optional<Decision> forgery(const Access &access)
{
    const auto secret = Cookie::read(access.cookie);
    if (access.changesState && (!secret || !isSameSecret(access.csrf, csrfOf(*secret))))
        return Decision::refuse(u"The header \u201cX-Rollcall-CSRF\u201d is missing or not that of this session. Load the page again."_s);
    if (access.isWebSocket && access.origin.isEmpty())
        return Decision::refuse(u"A WebSocket that is opened with a cookie must say its Origin. Programs send a token instead."_s);
    return std::nullopt;
}

} // namespace

std::optional<Caller> AccountAuthorizer::identify(const Access &access) const
{
    if (access.authorization.startsWith(bearer)) {
        const QByteArray token = access.authorization.sliced(bearer.size()).trimmed();
        if (!m_parts.commandToken.isEmpty() && net::isLoopback(access.peer) && isSameSecret(token, m_parts.commandToken))
            return Caller{.kind = Caller::Kind::ThisMachine, .name = u"command line"_s, .rights = net::Rights::all()};
        return m_parts.credentials.ofToken(token);
    }
    const auto secret = Cookie::read(access.cookie);
    return secret ? m_parts.credentials.ofSession(*secret) : std::nullopt;
}

Decision AccountAuthorizer::authorize(const Access &access) const
{
    if (access.right == Right::SendVideo || access.right == Right::PairCamera)
        return m_parts.cameras.authorize(access);
    const auto caller = identify(access);
    if (caller)
        return judge(access, *caller);
    const bool isEverybodys = everybodysRights().has(access.right);
    const auto accounts = m_parts.credentials.accounts();
    if (accounts == Credentials::Accounts::None) {
        Decision decision = withoutAccounts(access);
        if (decision.allowed || !isEverybodys)
            return decision;
    }
    if (isEverybodys)
        return Decision::allow({.rights = everybodysRights()});
    if (accounts == Credentials::Accounts::NotKnownYet) {
        Decision later = Decision::refuse(u"The server cannot look up accounts at the moment, since its register is not reached."_s, 503);
        later.retryAfter = retrySoon;
        return later;
    }
    return signInFirst();
}

Decision AccountAuthorizer::withoutAccounts(const Access &access) const
{
    if (!m_parts.openOnLoopback || !net::isLoopback(access.peer))
        return Decision::refuse(u"This server has no account yet. Open the set-up address that it printed when it started, or make an account on its machine: "
                                "rollcall-server account create."_s, 401);
    Decision decision = m_loopback.authorize(access);
    decision.caller.session = Credentials::thisMachine();
    return decision;
}

Decision AccountAuthorizer::judge(const Access &access, const Caller &caller) const
{
    // Nothing of another's is reached by what everybody may do: no word against forgery is asked for.
    if (everybodysRights().has(access.right))
        return Decision::allow(caller);
    if (!caller.may(access.right))
        return Decision::refuse(caller.cameras ? u"Your account is limited to some cameras, which leaves no room for this (%1)."_s.arg(net::toString(access.right))
                                               : u"Your role does not include this (%1). Ask an admin."_s.arg(net::toString(access.right)));
    if (!access.camera.isEmpty() && !caller.mayUse(access.camera))
        return Decision::refuse(u"Your account is limited to other cameras than \u201c%1\u201d."_s.arg(access.camera));
    if (caller.kind == Caller::Kind::Account) {
        if (auto forged = forgery(access))
            return *forged;
    }
    return Decision::allow(caller);
}

} // namespace rollcall::access
