#pragma once

#include "store/database.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace rollcall::access {

// 256 random bits of the system, as text that fits cookies and headers.
[[nodiscard]] QByteArray newSecret();
// What of it is kept: SHA-256. Enough for what is random; passwords are another thing.
[[nodiscard]] store::Blob secretHash(const QByteArray &secret);
[[nodiscard]] bool isSameSecret(const QByteArray &a, const QByteArray &b);  // takes as long wherever they differ

// API tokens are recognised by how they begin, by people and by programs that look for secrets that slipped out.
constexpr QByteArrayView tokenStart = "rollcall_";
// What a page has to send with what it changes, made of what the cookie holds: a page that cannot read this one's answers does not know it.
[[nodiscard]] QByteArray csrfOf(const QByteArray &secret);

// The cookie that a browser signs in with.
struct Cookie {
    static constexpr QByteArrayView name = "rollcall-session";
    // Of a Cookie header; nothing where there is none, or one that is no secret of ours.
    [[nodiscard]] static std::optional<QByteArray> read(const QByteArray &header);
    // A Set-Cookie header.
    [[nodiscard]] static QByteArray make(const QByteArray &secret, std::chrono::seconds lasts, bool isSecure);
    [[nodiscard]] static QByteArray remove(bool isSecure);
};

} // namespace rollcall::access
