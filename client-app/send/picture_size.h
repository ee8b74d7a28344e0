#pragma once

#include "protocol/messages.h"

namespace rollcall::send {

struct PictureSize {
    int width = 0;   // pixels, even
    int height = 0;  // pixels, even
    friend bool operator==(const PictureSize &, const PictureSize &) = default;
};

// The largest size with the source's shape that fits into the wish and is not larger than the source; pictures are never
// stretched and never enlarged. Both sides are even, as 4:2:0 wants.
[[nodiscard]] PictureSize fitted(PictureSize source, const protocol::Encoding &wish);

// Smaller by a factor of 0 to 1, with even sides.
[[nodiscard]] PictureSize scaled(PictureSize size, double factor);

// What a picture of this size and rate needs to look well to a face detector, kbit/s.
[[nodiscard]] int automaticBitrateKbps(PictureSize size, int frameRate);

} // namespace rollcall::send
