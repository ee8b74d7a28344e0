#pragma once

#include <QString>

#include <string>

namespace rollcall::invitations {

inline constexpr int codeBytes = 20;  // 160 bits: nobody guesses one
inline constexpr qsizetype codeCharacters = 27;

// Base64 for addresses (RFC 4648 §5), of the system's randomness.
[[nodiscard]] QString newCode();
// What is kept of it. Empty where the text cannot be a code.
[[nodiscard]] std::string hashOf(const QString &code);

} // namespace rollcall::invitations
