#pragma once

#include "access/credentials.h"
#include "net/authorizer.h"

namespace rollcall::access {

// Lets in whom the right table lets in: accounts by their cookie, programs by their token. Until the first account exists a program on
// this machine may do everything, where that is open; cameras keep their own rule. Network thread; everything given outlives it.
class AccountAuthorizer final : public net::Authorizer {
public:
    struct Parts {
        const net::Authorizer &cameras;     // of SendVideo and PairCamera
        const Credentials &credentials;
        bool openOnLoopback = true;         // until there is an account
        QByteArray commandToken = {};       // of commands on this machine, see CommandToken; empty: none
    };
    explicit AccountAuthorizer(Parts parts)
        : m_parts(std::move(parts))
    {
    }
    [[nodiscard]] net::Decision authorize(const net::Access &access) const override;

private:
    [[nodiscard]] std::optional<net::Caller> identify(const net::Access &access) const;
    [[nodiscard]] net::Decision withoutAccounts(const net::Access &access) const;
    [[nodiscard]] net::Decision judge(const net::Access &access, const net::Caller &caller) const;

    const Parts m_parts;
    const net::LoopbackAuthorizer m_loopback;
};

} // namespace rollcall::access
