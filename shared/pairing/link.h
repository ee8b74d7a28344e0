#pragma once

#include "pairing/pairing_code.h"

#include <QByteArray>
#include <QUrl>

#include <expected>

namespace rollcall::pairing {

// What a QR code or a pasted link says: rollcall://HOST:PORT/pair?code=K7Q4XHWM&fingerprint=sha256:… A value; any thread.
struct Link {
    QString host = {};
    quint16 port = 0;
    PairingCode code;
    QByteArray fingerprint = {};  // of the server's certificate; empty where it speaks without TLS, on this machine only

    [[nodiscard]] QString toText() const;
    // The error is a sentence. Unknown fields are ignored.
    [[nodiscard]] static std::expected<Link, QString> parse(const QString &text);
    // Whether this is meant as a link, whole or not.
    [[nodiscard]] static bool looksLikeOne(const QString &text);
    friend bool operator==(const Link &, const Link &) = default;
};

} // namespace rollcall::pairing
