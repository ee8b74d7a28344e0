#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace rollcall::pairing {

inline constexpr qsizetype fingerprintBytes = 32;  // SHA-256 of a certificate in DER

// "sha256:" and 64 hexadecimal digits.
[[nodiscard]] QString fingerprintText(const QByteArray &fingerprint);
// Also with colons between the bytes, as `openssl x509 -fingerprint -sha256` writes them.
[[nodiscard]] std::optional<QByteArray> parseFingerprint(const QString &text);

} // namespace rollcall::pairing
