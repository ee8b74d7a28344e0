#pragma once

#include "attendance/time.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rollcall::attendance {

// A universally unique identifier (RFC 9562), ordered like its text. A value; any thread.
class Uuid {
public:
    using Bytes = std::array<uint8_t, 16>;

    Uuid() = default;  // the nil UUID
    explicit Uuid(const Bytes &bytes)
        : m_bytes(bytes)
    {
    }
    // "019aa3c1-5c4e-7f00-8000-0123456789ab", either case; nullopt for anything else.
    [[nodiscard]] static std::optional<Uuid> parse(std::string_view text);
    [[nodiscard]] std::string toString() const;
    [[nodiscard]] const Bytes &bytes() const { return m_bytes; }
    [[nodiscard]] bool isNil() const { return *this == Uuid(); }
    [[nodiscard]] int version() const { return m_bytes[6] >> 4; }
    // Of a version 7 UUID: when it was made.
    [[nodiscard]] UtcMs time() const;
    friend auto operator<=>(const Uuid &, const Uuid &) = default;

private:
    Bytes m_bytes{};
};

// Makes version 7 UUIDs (RFC 9562 §5.7), each greater than the one before: within a millisecond, and while the clock is
// behind the last one, a counter in rand_a and the top of rand_b goes on (§6.2, method 2). One thread at a time.
class UuidGenerator {
public:
    // A source of 64 unpredictable bits; std::random_device in the programs, a counter in tests.
    using Random = std::function<uint64_t()>;

    explicit UuidGenerator(Random random);
    [[nodiscard]] Uuid next(UtcMs now);

private:
    Random m_random;
    int64_t m_milliseconds = -1;
    uint32_t m_counter = 0;  // 26 bits: 12 in rand_a, 14 in rand_b
};

// The operating system's randomness.
[[nodiscard]] UuidGenerator::Random systemRandom();

} // namespace rollcall::attendance
