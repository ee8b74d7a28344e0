#include "recognition/sha256.h"

#include <openssl/sha.h>

#include <array>

namespace rollcall::recognition {

std::string sha256(std::span<const std::byte> bytes)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size(), digest.data());
    std::string text;
    for (const unsigned char byte : digest) {
        constexpr const char *digits = "0123456789abcdef";
        text += digits[byte >> 4];
        text += digits[byte & 0xF];
    }
    return text;
}

} // namespace rollcall::recognition
