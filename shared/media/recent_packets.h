#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

namespace rollcall::media {

// The sequence numbers and sizes of the packets that were sent last. Any thread.
class RecentPackets {
public:
    static constexpr size_t kept = 64;  // of those that can be sent again (media/retransmission.h)

    void note(uint16_t sequenceNumber, int bytes)
    {
        const std::scoped_lock lock{m_mutex};
        m_packets.push_back({sequenceNumber, bytes});
        if (m_packets.size() > kept)
            m_packets.pop_front();
    }
    // Of packets with about so many bytes together, the newest first, again from there when they do not suffice.
    [[nodiscard]] std::vector<uint16_t> newest(int bytes) const
    {
        const std::scoped_lock lock{m_mutex};
        std::vector<uint16_t> chosen;
        for (size_t i = 0; !m_packets.empty() && bytes > 0; ++i) {
            const Packet &packet = m_packets[m_packets.size() - 1 - i % m_packets.size()];
            chosen.push_back(packet.sequenceNumber);
            bytes -= packet.bytes;
        }
        return chosen;
    }

private:
    struct Packet {
        uint16_t sequenceNumber;
        int bytes;
    };
    mutable std::mutex m_mutex;
    std::deque<Packet> m_packets;
};

} // namespace rollcall::media
