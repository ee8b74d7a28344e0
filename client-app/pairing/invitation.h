#pragma once

#include "pairing/pairing_code.h"

#include <QUrl>

#include <expected>

namespace rollcall::pairing {

// What a camera needs to pair: where the server is, and the code. A value.
struct Invitation {
    QUrl server;                  // https://host:port, or http: where somebody wrote that
    PairingCode code;
    QByteArray fingerprint = {};  // of the server's certificate, where a link said it
};

// A pasted link, or a code as people type it together with the server's address ("host", "host:port", "https://host:port"); a link
// names the server itself. The error is a sentence that says what is wrong and what to do.
[[nodiscard]] std::expected<Invitation, QString> parseInvitation(const QString &linkOrCode, const QString &server = {});

} // namespace rollcall::pairing
