#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace rollcall::media {

// A certificate fingerprint of an SDP, "a=fingerprint:sha-256 AB:CD:…" (RFC 8122 §5). Values; any thread.
struct Fingerprint {
    QString algorithm;   // lower case
    QByteArray digest;   // the bytes
};

// All of them, of the session and of every media section. Lines that are not well-formed are left out.
[[nodiscard]] QList<Fingerprint> fingerprintsOf(const QString &sdp);

// Whether the certificate is the announced one (RFC 8122 §5.1): of the algorithms that we trust (SHA-256 and longer) the
// strongest announced decides, and one of its fingerprints must be the certificate's. False when none can be checked.
[[nodiscard]] bool certificateMatches(const QByteArray &certificatePem, const QList<Fingerprint> &fingerprints);

} // namespace rollcall::media
