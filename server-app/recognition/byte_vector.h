#pragma once

// An embedding rounded to bytes: a quarter of the memory that a search has to read, with a bound on what the rounding changes.
// Values: any thread.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rollcall::recognition {

// What is known about the rounding of one embedding.
struct Rounding {
    float scale = 0; // bytes × scale is nearly the embedding
    float error = 0; // length of the difference
    float length = 0; // of the embedding
};

// `bytes` has as many places as `values`.
[[nodiscard]] Rounding roundToBytes(std::span<const float> values, std::span<int8_t> bytes);

// What is searched for, rounded once for all comparisons.
class RoundedProbe {
public:
    explicit RoundedProbe(std::span<const float> values);

    // The product with a rounded embedding is at most this, whatever the rounding did to either.
    [[nodiscard]] float upperBound(std::span<const int8_t> bytes, const Rounding &rounding) const;

private:
    std::vector<int16_t> m_values; // bytes, widened for the multiplication
    Rounding m_rounding;
};

} // namespace rollcall::recognition
