#pragma once

#include "net/request.h"

#include <QList>
#include <QStringList>

#include <expected>

namespace rollcall::net {

// Reverse proxies whose word is taken for who is behind them: limits, sessions and the audit log then have the visitor's address instead of
// the proxy's. A value.
class TrustedProxies {
public:
    TrustedProxies() = default;
    // Addresses and networks: "127.0.0.1", "10.0.0.0/8", "fd00::/8". The error is a sentence.
    [[nodiscard]] static std::expected<TrustedProxies, QString> parse(const QStringList &texts);

    [[nodiscard]] bool contains(const QHostAddress &address) const;
    // Whose request this is. Each proxy writes whom it saw at the end of X-Forwarded-For, and what stands before may be made up: the last
    // address there that is no proxy's. Of others than proxies their own.
    [[nodiscard]] QHostAddress visitorOf(const Request &request) const;

private:
    QList<std::pair<QHostAddress, int>> m_networks;
};

} // namespace rollcall::net
