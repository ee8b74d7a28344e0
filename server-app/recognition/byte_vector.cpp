#include "recognition/byte_vector.h"

#include <algorithm>
#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr float greatest = 127;
// Products of floats are themselves rounded; this part of the lengths is far more than 5,120 additions can lose.
constexpr float slack = 1e-5F;

// Compilers make vector instructions of exactly this form: 16-bit products added in pairs.
int32_t dot(std::span<const int8_t> a, std::span<const int16_t> b)
{
    int32_t sum = 0; // 127² × 5,120 numbers is far from its end
    for (size_t i = 0; i < a.size(); ++i) {
        const int16_t wide = a[i];
        sum += int32_t{wide} * int32_t{b[i]};
    }
    return sum;
}

} // namespace

Rounding roundToBytes(std::span<const float> values, std::span<int8_t> bytes)
{
    float largest = 0;
    for (const float value : values)
        largest = std::max(largest, std::abs(value));
    Rounding rounding;
    rounding.scale = largest > 0 ? largest / greatest : 1;
    const float inverse = 1 / rounding.scale;
    float lost = 0;
    float squares = 0;
    for (size_t i = 0; i < values.size(); ++i) {
        const float value = values[i]; // read once: bytes could be anywhere, for all the compiler knows
        // To the nearest, by truncation: a call of the library for each number, or a branch, would be most of the time.
        const int whole = static_cast<int>(value * inverse + std::copysign(0.5F, value));
        bytes[i] = static_cast<int8_t>(whole);
        const float difference = value - static_cast<float>(whole) * rounding.scale;
        lost += difference * difference;
        squares += value * value;
    }
    rounding.error = std::sqrt(lost);
    rounding.length = std::sqrt(squares);
    return rounding;
}

RoundedProbe::RoundedProbe(std::span<const float> values)
{
    std::vector<int8_t> bytes(values.size());
    m_rounding = roundToBytes(values, bytes);
    m_values.assign(bytes.begin(), bytes.end());
}

// With x = X + e and p = P + f, where X and P are what the bytes say: x·p = X·P + X·f + e·p, and by Cauchy and Schwarz
// |X·f| ≤ |X||f| and |e·p| ≤ |e||p|.
float RoundedProbe::upperBound(std::span<const int8_t> bytes, const Rounding &rounding) const
{
    const float product = static_cast<float>(dot(bytes, m_values)) * rounding.scale * m_rounding.scale;
    return product + (rounding.length + rounding.error) * m_rounding.error + rounding.error * m_rounding.length
        + slack * rounding.length * m_rounding.length;
}

} // namespace rollcall::recognition
