#pragma once

#include "protocol/messages.h"

#include <QString>

namespace rollcall::session {

// What this program says of itself and of a camera when it connects.
[[nodiscard]] protocol::Hello makeHello(const QString &cameraId, const QString &name);

// Letters, digits, '-', '_' and '.', at most 64.
[[nodiscard]] bool isCameraId(const QString &id);
// A machine's name as a camera id.
[[nodiscard]] QString cameraIdFrom(const QString &machineName);
[[nodiscard]] QString cameraIdOfThisMachine();

} // namespace rollcall::session
