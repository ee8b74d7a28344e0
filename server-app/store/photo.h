#pragma once

#include "store/records.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rollcall::store {

// "image/jpeg", "image/png", "image/webp" or "image/bmp" by the first bytes, else empty.
[[nodiscard]] std::string imageType(std::span<const uint8_t> bytes);

// Lower-case hex.
[[nodiscard]] std::string sha256(std::span<const uint8_t> bytes);

// A photo as it is kept: known by the hash of its bytes.
[[nodiscard]] Photo makePhoto(std::vector<uint8_t> bytes);

} // namespace rollcall::store
