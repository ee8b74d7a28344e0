#pragma once

#include "ingest/rtp_line.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace rollcall::ingest {

// A camera's own timeline: what its connections send, one after another, becomes one stream that goes on (RtpLine). All who take the
// camera's packets or pictures speak of the same RTP timestamps, so that what is told of a picture is drawn on that picture. Payloads
// stay as they are; contributing sources and header extensions, which are between the camera and this server, are left out. Streaming
// threads.
class RtpTimeline {
public:
    explicit RtpTimeline(std::shared_ptr<media::RtpSink> next);

    // Where a new connection of the camera puts its packets. What an older one still sends is dropped. Any thread.
    [[nodiscard]] static std::shared_ptr<media::RtpSink> connect(const std::shared_ptr<RtpTimeline> &self);

    // Any thread. Key frames that began since the start.
    [[nodiscard]] uint64_t keyframes() const { return m_keyframes.load(std::memory_order_relaxed); }
    // As in profile-level-id (RFC 6184 §8.1), from the last sequence parameter set; 0 while none came.
    [[nodiscard]] uint32_t h264Profile() const { return m_h264Profile.load(std::memory_order_relaxed); }

private:
    class Connection;
    void setFormat(uint64_t connection, const media::RtpFormat &format);
    void consume(uint64_t connection, const media::RtpPacket &packet);
    [[nodiscard]] std::optional<media::RtpPacket> placed(uint64_t connection, const media::RtpPacket &packet);

    const std::shared_ptr<media::RtpSink> m_next;
    std::atomic<uint64_t> m_keyframes{0};
    std::atomic<uint32_t> m_h264Profile{0};

    std::mutex m_mutex;  // guards the following: the last packet of a connection and the first of the next may come together
    uint64_t m_connection = 0;
    RtpLine m_line;
    protocol::Codec m_codec = protocol::Codec::Vp8;
    std::optional<uint32_t> m_keyframe;  // timestamp of the last one
};

} // namespace rollcall::ingest
