#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace rollcall::ingest {

// When a camera is asked for a key frame: everybody who needs one shares the request, and there is at most one in 500 ms (each costs
// all who watch some quality, and the network a burst). A need that comes sooner waits, and is met by a key frame that comes meanwhile.
// Time is an argument; one thread.
class KeyframeRequests {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::milliseconds interval{500};

    // `keyframes`: how many began so far. Nothing: somebody waits already; zero: ask now; else look again after so long.
    [[nodiscard]] std::optional<std::chrono::milliseconds> need(Time now, uint64_t keyframes)
    {
        if (m_waiting)
            return std::nullopt;
        if (!m_last || now - *m_last >= interval) {
            m_last = now;
            return std::chrono::milliseconds(0);
        }
        m_waiting = keyframes;
        return std::chrono::ceil<std::chrono::milliseconds>(*m_last + interval - now);
    }
    // After that time: whether to ask.
    [[nodiscard]] bool isDue(Time now, uint64_t keyframes)
    {
        const auto waiting = std::exchange(m_waiting, std::nullopt);
        if (!waiting || *waiting != keyframes)
            return false;
        m_last = now;
        return true;
    }

private:
    std::optional<Time> m_last;
    std::optional<uint64_t> m_waiting;  // key frames when the need arose
};

} // namespace rollcall::ingest
