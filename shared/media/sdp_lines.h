#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace rollcall::media {

// Lines of SDP (RFC 8866) as text, for those who write some of them again as they came. Pure; any thread.

[[nodiscard]] QStringList linesOf(const QString &sdp);
// Of the first "a=name:value" the value, of "a=name" an empty one: it is there.
[[nodiscard]] std::optional<QString> valueIn(const QStringList &lines, const QString &name);
// "97" of "a=rtpmap:97 VP8/90000", and of a=fmtp and a=rtcp-fb likewise; empty for other lines.
[[nodiscard]] QString payloadOf(const QString &line);
// "1" for "packetization-mode" of "profile-level-id=42e01f;packetization-mode=1".
[[nodiscard]] QString parameter(const QString &parameters, const QString &name);
// By its own side: port 0, unless it only rides in the bundle (RFC 9143 §6).
[[nodiscard]] bool isRefusedSection(const QStringList &section);

} // namespace rollcall::media
