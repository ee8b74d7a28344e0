#pragma once

#include "media/error.h"
#include "media/fingerprint.h"

#include <QList>
#include <QString>

#include <expected>
#include <optional>
#include <string_view>

namespace rollcall::media {

// What a remote description (RFC 8866, RFC 8829) must hold before webrtcbin sees it: at most 8 media sections, a video section
// that is not refused, in a direction that fits (an offer to us sends), a codec that we speak, and a certificate fingerprint
// that can be checked. Returns the fingerprints. Pure; any thread.
enum class RemoteSends { Video, Nothing };
[[nodiscard]] std::expected<QList<Fingerprint>, Error> checkRemoteDescription(const QString &sdp, RemoteSends expected);

// The transport-wide congestion control header extension (draft-holmer-rmcat-transport-wide-cc-extensions-01).
inline constexpr std::string_view transportWideCongestionControl
    = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

// The id by which the description's first video section maps an RTP header extension (RFC 8285 §8); 1..14.
[[nodiscard]] std::optional<int> extensionId(const QString &sdp, std::string_view uri);

// Puts trickled candidates inside the description, for peers that do not trickle (RFC 8839 §5.1).
[[nodiscard]] QString withCandidates(const QString &sdp, const QStringList &candidates);

} // namespace rollcall::media
