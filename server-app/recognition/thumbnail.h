#pragma once

#include "recognition/photo.h"
#include "recognition/refusal.h"

#include <cstddef>
#include <expected>
#include <span>
#include <vector>

namespace rollcall::recognition {

// A square JPEG of `side` pixels for lists: the middle of a wide photo, the upper part of a high one, where heads are. No face is
// looked for. Any thread.
[[nodiscard]] std::expected<std::vector<std::byte>, Refusal> thumbnailOf(std::span<const std::byte> photo, int side, const PhotoLimits &limits);

} // namespace rollcall::recognition
