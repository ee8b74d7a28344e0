#pragma once

#include "pairing/pairing_code.h"
#include "pairing/spake2.h"

#include <QByteArray>

namespace rollcall::pairing {

// What both ends of a pairing have to do alike (docs/protocol.md, "Pairing"). Any thread.

inline constexpr int exchangeVersion = 1;

[[nodiscard]] Spake2::Names exchangeNames();                          // the camera is A
[[nodiscard]] QByteArray exchangePassword(const PairingCode &code);
[[nodiscard]] QByteArray tokenKey(const QByteArray &sharedKey);       // that the token is sealed with

} // namespace rollcall::pairing
