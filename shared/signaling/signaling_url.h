#pragma once

#include <QString>
#include <QUrl>

#include <expected>

namespace rollcall::signaling {

// What people write for a server, as the address of its signaling: "camera-pc:8443", "http://host", "https://host:8443/" and
// "wss://host/ws" all work; http becomes ws, a missing path /ws, a missing scheme ws, a missing port (without scheme) 8443.
// Otherwise a sentence that says what is wrong.
[[nodiscard]] std::expected<QUrl, QString> signalingUrl(const QString &server);

// The port of a ws: or wss: address that names none.
[[nodiscard]] int defaultPort(const QUrl &url);

} // namespace rollcall::signaling
