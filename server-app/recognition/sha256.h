#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace rollcall::recognition {

// SHA-256 (FIPS 180-4) of these bytes: 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::span<const std::byte> bytes);

} // namespace rollcall::recognition
