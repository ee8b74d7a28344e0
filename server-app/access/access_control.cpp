#include "access/access_control.h"

#include "access/command_token.h"

using namespace Qt::StringLiterals;

namespace rollcall::access {

std::expected<std::unique_ptr<AccessControl>, QString> AccessControl::create(store::Store &store, const net::Authorizer &cameras, const Config &config,
                                                                             const std::function<attendance::UtcMs()> &now)
{
    auto commandToken = makeCommandToken(config.dataFolder);
    if (!commandToken)
        return std::unexpected(std::move(commandToken.error()));
    return std::unique_ptr<AccessControl>(new AccessControl(store, cameras, config, std::move(*commandToken), now));
}

AccessControl::AccessControl(store::Store &store, const net::Authorizer &cameras, const Config &config, QByteArray commandToken, std::function<attendance::UtcMs()> now)
    : m_credentials({.store = store, .now = now, .rule = config.sessions, .copy = config.copy})
    , m_authorizer({.cameras = cameras, .credentials = m_credentials, .openOnLoopback = config.openOnLoopback, .commandToken = std::move(commandToken)})
    , m_parts{store, m_credentials, m_hasher, m_limits, m_setUpCode, config.site, std::move(now)}
    , m_sessions(m_parts)
    , m_setUp(m_parts)
    , m_accounts(m_parts)
    , m_tokens(m_parts)
{
    connect(&m_credentials, &Credentials::loaded, this, &AccessControl::known);
}

void AccessControl::addRoutes(net::Router &router)
{
    m_sessions.addRoutes(router);
    m_setUp.addRoutes(router);
    m_accounts.addRoutes(router);
    m_tokens.addRoutes(router);
}

std::optional<QUrl> AccessControl::setUpAddress(QUrl page) const
{
    if (m_credentials.accounts() != Credentials::Accounts::None)
        return std::nullopt;
    // In the fragment: browsers do not send it, and so no log along the way has it.
    page.setFragment(u"/set-up?code=%1"_s.arg(m_setUpCode.text()));
    return page;
}

} // namespace rollcall::access
