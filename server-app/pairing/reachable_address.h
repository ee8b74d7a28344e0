#pragma once

#include <QHostAddress>
#include <QString>

#include <expected>

namespace rollcall::pairing {

// Where cameras find this server.
struct ReachableAddress {
    QString host;
    quint16 port = 0;
    friend bool operator==(const ReachableAddress &, const ReachableAddress &) = default;
};

// "host", "host:port", "192.0.2.7:8443", "[2001:db8::7]:8443"; where no port is named, this one. The error is a sentence.
[[nodiscard]] std::expected<ReachableAddress, QString> parseReachable(const QString &text, quint16 port);
// For a server that listens here: the address itself, or of "any" the one of this machine that others most likely reach.
[[nodiscard]] ReachableAddress reachableAt(const QHostAddress &listens, quint16 port);

} // namespace rollcall::pairing
