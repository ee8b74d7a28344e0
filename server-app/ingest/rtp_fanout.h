#pragma once

#include "media/rtp.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace rollcall::ingest {

// One camera's RTP to everybody who takes it: decoder, viewers, an SFU. Takers come and go on any thread while
// packets flow; each hears of the format before its first packet. A taker must return at once.
class RtpFanout : public media::RtpSink {
public:
    // Packets since the last key frame are kept as long as they are this young and few: longer ones would show viewers the past.
    static constexpr std::chrono::milliseconds keptFor{500};
    static constexpr std::size_t keptPackets = 512;

    void add(std::shared_ptr<media::RtpSink> taker);
    // Hands it what was kept first, so that it begins with a key frame at once. False: nothing was.
    bool addFromKeyframe(const std::shared_ptr<media::RtpSink> &taker);
    // May be called while a packet is being handed to the taker: one more can still arrive.
    void remove(const std::shared_ptr<media::RtpSink> &taker);

    // Streaming thread of whoever sends now.
    void setFormat(const media::RtpFormat &format) override;
    void consume(const media::RtpPacket &packet) override;

private:
    struct Taker {
        std::shared_ptr<media::RtpSink> sink;
        uint64_t knownFormat = 0;  // guarded by m_delivery
    };
    using Takers = std::vector<std::shared_ptr<Taker>>;
    void insert(std::shared_ptr<Taker> taker);
    void keep(const media::RtpPacket &packet);

    // Serialises the last packet of a broken connection and the first of the next one; never contended otherwise.
    std::mutex m_delivery;
    std::optional<media::RtpFormat> m_format;
    uint64_t m_formatNumber = 0;
    std::vector<media::RtpPacket> m_sinceKeyframe;  // guarded by m_delivery, like the format

    std::mutex m_mutex;  // guards the pointer, not what it points to
    std::shared_ptr<const Takers> m_takers = std::make_shared<Takers>();
};

} // namespace rollcall::ingest
