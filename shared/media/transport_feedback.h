#pragma once

#include "media/rtp.h"

#include <chrono>
#include <optional>
#include <vector>

namespace rollcall::media {

// What the receiver tells of packets that we sent, retransmissions among them
// (draft-holmer-rmcat-transport-wide-cc-extensions-01), in the order of sending. A value.
struct TransportFeedback {
    struct Packet {
        MonotonicTime sent{};
        std::optional<std::chrono::nanoseconds> arrived = {};  // receiver's clock, in steps of 250 µs; absent: it did not arrive
        int bytes = 0;                                         // on the wire: with RTP, SRTP, UDP and IP headers
    };
    MonotonicTime received{};
    std::vector<Packet> packets = {};
};

// RTP header with one extension word (RFC 8285), SRTP's tag, UDP and IPv4.
inline constexpr int packetOverheadBytes = 12 + 8 + 10 + 8 + 20;

// From the event that rtpsession sends upstream for each report; nothing for any other event.
[[nodiscard]] std::optional<TransportFeedback> transportFeedbackOf(GstEvent *event);

} // namespace rollcall::media
