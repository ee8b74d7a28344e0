#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "access/account_authorizer.h"
#include "access/account_routes.h"
#include "access/session_routes.h"
#include "access/set_up_routes.h"
#include "access/token_routes.h"

namespace rollcall::access {

// All of signing in, put together. Lives on the network thread; the store and the cameras' authorizer outlive it, and it outlives the
// server that has its routes.
class AccessControl : public QObject {
    Q_OBJECT

public:
    struct Config {
        std::filesystem::path dataFolder;
        std::optional<std::filesystem::path> copy = {};  // see Credentials
        SessionRule sessions = {};
        bool openOnLoopback = true;
        Site site = {};
    };
    // The error is a sentence.
    [[nodiscard]] static std::expected<std::unique_ptr<AccessControl>, QString> create(store::Store &store, const net::Authorizer &cameras, const Config &config,
                                                                                       const std::function<attendance::UtcMs()> &now);

    [[nodiscard]] const net::Authorizer &authorizer() const { return m_authorizer; }
    [[nodiscard]] Credentials &credentials() { return m_credentials; }
    void addRoutes(net::Router &router);
    // While nobody has an account: what to open, of the page at this address.
    [[nodiscard]] std::optional<QUrl> setUpAddress(QUrl page) const;

Q_SIGNALS:
    // It is known for the first time whether there are accounts.
    void known();

private:
    AccessControl(store::Store &store, const net::Authorizer &cameras, const Config &config, QByteArray commandToken, std::function<attendance::UtcMs()> now);

    Credentials m_credentials;
    api::SecretHasher m_hasher;
    SignInLimits m_limits;
    const SetUpCode m_setUpCode;
    const AccountAuthorizer m_authorizer;
    const Parts m_parts;
    SessionRoutes m_sessions;
    SetUpRoutes m_setUp;
    AccountRoutes m_accounts;
    TokenRoutes m_tokens;
};

} // namespace rollcall::access
