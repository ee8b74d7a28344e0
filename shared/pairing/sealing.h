#pragma once

#include <QByteArray>

#include <optional>

namespace rollcall::pairing {

// HKDF with SHA-256 (RFC 5869), no salt, 32 bytes.
[[nodiscard]] QByteArray hkdf(const QByteArray &key, const QByteArray &info);

// Encrypts and authenticates one message under a key that is used for this message alone (AES-256-GCM, its nonce is zero therefore).
[[nodiscard]] QByteArray seal(const QByteArray &plain, const QByteArray &key32);
// Nothing where it was sealed under another key, or altered.
[[nodiscard]] std::optional<QByteArray> unseal(const QByteArray &sealed, const QByteArray &key32);

} // namespace rollcall::pairing
