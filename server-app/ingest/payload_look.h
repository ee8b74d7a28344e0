#pragma once

#include "protocol/messages.h"

#include <cstdint>
#include <optional>
#include <span>

namespace rollcall::ingest {

// What one RTP payload says of the picture that it belongs to. Any bytes: what is cut short or unknown says nothing.
struct PayloadLook {
    bool ofKeyframe = false;  // VP8: its first packet; H.264: parameter sets or a part of an IDR picture
    // The profile_idc, constraint flags and level_idc of a sequence parameter set, as in profile-level-id (RFC 6184 §8.1).
    std::optional<uint32_t> h264Profile = {};
};
[[nodiscard]] PayloadLook lookAt(protocol::Codec codec, std::span<const uint8_t> payload);

} // namespace rollcall::ingest
