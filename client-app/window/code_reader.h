#pragma once

#include <QImage>
#include <QString>

#include <optional>

namespace rollcall::window {

// The pairing link that a QR code in the picture holds (see pairing/link.h); other codes are passed over. Takes some milliseconds for
// 640x480. Any thread.
[[nodiscard]] std::optional<QString> readPairingLink(const QImage &picture);

} // namespace rollcall::window
