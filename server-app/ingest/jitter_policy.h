#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace rollcall::ingest {

// How long a jitter buffer waits for a missing packet. Its retransmission takes a round trip, so where packets get lost on a long way
// the usual wait is too short, and every loss would cost the pictures until the next key frame. Long only where it helps: it
// delays the pictures behind a gap, and no others. Asked every two seconds; one thread.
class JitterPolicy {
public:
    static constexpr std::chrono::milliseconds longest{400};
    static constexpr int calmLooks = 15;

    explicit JitterPolicy(std::chrono::milliseconds usual)
        : m_usual(usual)
        , m_now(usual)
    {
    }
    // `requested`: retransmissions asked for since the connection began.
    std::chrono::milliseconds look(uint64_t requested, std::optional<double> roundTripMs)
    {
        const bool loses = requested > m_requested;
        m_requested = requested;
        if (loses) {
            m_calm = 0;
            m_now = std::max(m_now, suited(roundTripMs));
        } else if (++m_calm >= calmLooks) {
            m_now = m_usual;
        }
        return m_now;
    }

private:
    // A round trip, half of another for queues and for the request's own way, and some milliseconds to notice.
    [[nodiscard]] std::chrono::milliseconds suited(std::optional<double> roundTripMs) const
    {
        constexpr double trips = 1.5;
        constexpr double noticeMs = 20;
        const std::chrono::milliseconds wait(int64_t(trips * roundTripMs.value_or(0) + noticeMs));
        return std::clamp(wait, m_usual, std::max(m_usual, longest));
    }

    std::chrono::milliseconds m_usual;
    std::chrono::milliseconds m_now;
    uint64_t m_requested = 0;
    int m_calm = 0;
};

} // namespace rollcall::ingest
