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
    Time firstArrived{};
    int firstBytes = 0;
    int packets = 0;

    // What the line let through while the burst came: packets that were sent together arrive as far apart as its slowest part makes them. Absent
    // where there are too few of them to tell.
    [[nodiscard]] std::optional<double> passedKbps() const
    {
        const Time passed = arrived - firstArrived;
        if (packets < fewestToTell || passed <= Time{})
            return std::nullopt;
        return double(bytes - firstBytes) * 8 / milliseconds(passed);
    }

private:
    static constexpr int fewestToTell = 5;
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
            ++m_current->packets;
            return std::nullopt;
        }
        return std::exchange(m_current, Burst{packet.sent, *packet.arrived, packet.bytes, *packet.arrived, packet.bytes, 1});
    }
    // The one that was begun. Reports leave with the last packet of a picture, so that it is complete as well.
    [[nodiscard]] std::optional<Burst> finish() { return std::exchange(m_current, std::nullopt); }
    void reset() { m_current.reset(); }

private:
    std::optional<Burst> m_current;
};

} // namespace rollcall::rate
