#pragma once

#include "media/rtp.h"

namespace rollcall::send {

// The largest RTP packet: 1200 bytes pass every tunnel between here and there.
inline constexpr int maximumPacketBytes = 1200;

// What is said of our packets in the offer: payload type, SSRC, for H.264 the constrained baseline profile at level 3.1 in
// packetization mode 1 (RFC 6184 §8.1), and the transport-wide sequence number extension.
[[nodiscard]] media::RtpFormat rtpFormat(protocol::Codec codec, uint32_t ssrc);

[[nodiscard]] const char *payloaderName(protocol::Codec codec);

} // namespace rollcall::send
