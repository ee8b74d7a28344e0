#pragma once

#include <QStringList>

namespace rollcall::net {

// For media with a peer on this machine, which may offer nothing but loopback, or everything but loopback: libnice leaves loopback out by
// itself, and pairs it with no other address.
[[nodiscard]] QStringList addressesOfThisMachine();

} // namespace rollcall::net
