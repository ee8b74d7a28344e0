#pragma once

#include "rate/feedback.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>

namespace rollcall::rate {

// What arrives, by the receiver's clock. One thread.
class ArrivalRate {
public:
    static constexpr Time window{400'000};

    void add(const PacketReport &packet)
    {
        if (!packet.arrived)
            return;
        m_newest = std::max(m_newest.value_or(*packet.arrived), *packet.arrived);
        m_oldest = std::min(m_oldest.value_or(*packet.arrived), *packet.arrived);
        m_packets.emplace_back(*packet.arrived, packet.bytes);
        m_bytes += packet.bytes;
        while (m_packets.front().first <= *m_newest - window) {
            m_bytes -= m_packets.front().second;
            m_packets.pop_front();
        }
    }
    // Absent until there is a whole window.
    [[nodiscard]] std::optional<double> kbps() const
    {
        if (!m_newest || *m_newest - *m_oldest < window)
            return std::nullopt;
        return double(m_bytes) * 8 / 1000 / seconds(window);
    }

private:
    std::deque<std::pair<Time, int>> m_packets;
    int64_t m_bytes = 0;
    std::optional<Time> m_newest;
    std::optional<Time> m_oldest;
};

} // namespace rollcall::rate
