#include "attendance/uuid.h"

#include <memory>
#include <random>

namespace rollcall::attendance {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool isDashPlace(std::size_t place) { return place == 8 || place == 13 || place == 18 || place == 23; }

constexpr uint32_t counterLimit = 1U << 26;
constexpr uint32_t counterStartMask = (1U << 25) - 1;  // the top bit starts clear, so that a burst has room to count

} // namespace

std::optional<Uuid> Uuid::parse(std::string_view text)
{
    if (text.size() != 36)
        return std::nullopt;
    Bytes bytes{};
    std::size_t digits = 0;
    for (std::size_t place = 0; place < text.size(); ++place) {
        if (isDashPlace(place)) {
            if (text[place] != '-')
                return std::nullopt;
            continue;
        }
        const int value = hexValue(text[place]);
        if (value < 0)
            return std::nullopt;
        bytes[digits / 2] = static_cast<uint8_t>(bytes[digits / 2] << 4 | value);
        ++digits;
    }
    return Uuid(bytes);
}

std::string Uuid::toString() const
{
    static constexpr char hex[] = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (const uint8_t byte : m_bytes) {
        if (isDashPlace(text.size()))
            text += '-';
        text += hex[byte >> 4];
        text += hex[byte & 0xf];
    }
    return text;
}

UtcMs Uuid::time() const
{
    int64_t milliseconds = 0;
    for (std::size_t i = 0; i < 6; ++i)
        milliseconds = milliseconds << 8 | m_bytes[i];
    return UtcMs(std::chrono::milliseconds(milliseconds));
}

UuidGenerator::UuidGenerator(Random random)
    : m_random(std::move(random))
{
}

Uuid UuidGenerator::next(UtcMs now)
{
    const int64_t milliseconds = now.time_since_epoch().count();
    if (milliseconds > m_milliseconds) {
        m_milliseconds = milliseconds;
        m_counter = static_cast<uint32_t>(m_random()) & counterStartMask;
    } else if (++m_counter == counterLimit) {
        ++m_milliseconds;  // RFC 9562 §6.2: the time may run ahead rather than repeat
        m_counter = 0;
    }
    Uuid::Bytes bytes{};
    for (std::size_t i = 0; i < 6; ++i)
        bytes[i] = static_cast<uint8_t>(m_milliseconds >> (40 - 8 * i));
    bytes[6] = static_cast<uint8_t>(0x70 | m_counter >> 22);
    bytes[7] = static_cast<uint8_t>(m_counter >> 14);
    bytes[8] = static_cast<uint8_t>(0x80 | ((m_counter >> 8) & 0x3f));
    bytes[9] = static_cast<uint8_t>(m_counter);
    const uint64_t random = m_random();
    for (std::size_t i = 0; i < 6; ++i)
        bytes[10 + i] = static_cast<uint8_t>(random >> (8 * i));
    return Uuid(bytes);
}

UuidGenerator::Random systemRandom()
{
    return [device = std::make_shared<std::random_device>()] {
        return static_cast<uint64_t>((*device)()) << 32 | (*device)();
    };
}

} // namespace rollcall::attendance
