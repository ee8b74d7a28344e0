#pragma once

#include <QHostAddress>

namespace rollcall::net {

// What counts as one caller where callers are counted: an address of IPv4, also one inside IPv6, and with IPv6 the /64 that a household or a
// single machine is given. Any thread.
[[nodiscard]] QHostAddress networkOf(const QHostAddress &peer);

} // namespace rollcall::net
