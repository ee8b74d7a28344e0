#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace rollcall::net {

struct PemPair {
    QByteArray certificate;
    QByteArray key;
};

// An ECDSA P-256 certificate that vouches for itself, for these names and addresses, good for twenty years: cameras know it by its
// fingerprint, so nobody has to renew it. Nothing where OpenSSL fails.
[[nodiscard]] std::optional<PemPair> makeSelfSigned(const QStringList &names);

// Whether the key (PEM) is the certificate's (DER).
enum class KeyMatch { Matches, OtherKey, Unreadable };
[[nodiscard]] KeyMatch matchKey(const QByteArray &certificateDer, const QByteArray &keyPem);

} // namespace rollcall::net
