#pragma once

#include <QHostAddress>
#include <QString>
#include <QUrl>

#include <expected>

namespace rollcall::webhooks {

// Where the server may be sent by whoever adds a webhook. By default: https to addresses of the public internet, and http or https to this machine's
// loopback. Everything else would let them knock, with the server's hand, at doors inside the network.
struct AddressRule {
    bool privateNetworks = false;  // receivers inside the network: 10/8, 172.16/12, 192.168/16, fc00::/7 …
    bool plainHttp = false;        // without encryption, to others than this machine
};

// The address as it is written: scheme, host, no user, no fragment. A sentence where it may not be.
[[nodiscard]] std::expected<void, QString> checkUrl(const QUrl &url, const AddressRule &rule);
// What the host's name led to: asked at every delivery, and that very address is connected to, since names may lead elsewhere at any time.
[[nodiscard]] bool isAllowed(const QHostAddress &address, const QUrl &url, const AddressRule &rule);
// Reachable from everywhere: neither private, nor of this link, nor reserved (RFC 6890, RFC 6598 and RFC 4193).
[[nodiscard]] bool isPublic(const QHostAddress &address);

} // namespace rollcall::webhooks
