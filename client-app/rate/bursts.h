#pragma once

#include "rate/feedback.h"

#include <algorithm>
#include <utility>

namespace rollcall::rate {

// Packets that were sent together, mostly those of one picture: the network is judged by bursts, as within one the packets
// queue behind each other (draft-ietf-rmcat-gcc-02 §5.2).
struct Burst {
    Time firstSent{};
    Time arrived{};  // of the last packet
    int bytes = 0;
};

// Groups arrived packets. One thread.
class Bursts {
public:
    static constexpr Time span{5'000};

    // The burst before this packet, once it is complete.
    [[nodiscard]] std::optional<Burst> add(const PacketReport &packet)
    {
        if (!packet.arrived)
            return std::nullopt;
        if (m_current && packet.sent - m_current->firstSent <= span) {
            m_current->arrived = std::max(m_current->arrived, *packet.arrived);
            m_current->bytes += packet.bytes;
            return std::nullopt;
        }
        return std::exchange(m_current, Burst{packet.sent, *packet.arrived, packet.bytes});
    }
    void reset() { m_current.reset(); }

private:
    std::optional<Burst> m_current;
};

} // namespace rollcall::rate
