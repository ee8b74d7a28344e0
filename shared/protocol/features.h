#pragma once

#include <QString>

// The optional abilities of protocol version 1 (docs/protocol.md), named in `hello` and `welcome`.
namespace rollcall::protocol::features {

inline const QString control = QStringLiteral("control");  // the camera changes what it sends when asked to
inline const QString stats = QStringLiteral("stats");      // the camera reports what it measures
inline const QString recognised = QStringLiteral("recognised");  // the camera shows its operator who was seen

} // namespace rollcall::protocol::features
