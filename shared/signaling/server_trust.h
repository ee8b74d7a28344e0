#pragma once

#include <QByteArray>

namespace rollcall::signaling {

// Which certificate a client accepts of its server. By default: what the system's authorities vouch for.
struct ServerTrust {
    QByteArray fingerprint = {}; // SHA-256 of the one certificate that is accepted, whoever vouches for it
    bool orAuthorities = false; // or any that they vouch for: theirs are renewed every few weeks
    friend bool operator==(const ServerTrust &, const ServerTrust &) = default;
};

} // namespace rollcall::signaling
