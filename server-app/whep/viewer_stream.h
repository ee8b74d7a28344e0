#pragma once

#include "media/rtp.h"

#include <functional>
#include <memory>
#include <optional>

namespace rollcall::whep {

// One viewer's share of a camera's stream: begins at a key frame, has the payload type and SSRC that were agreed with the viewer and
// sequence numbers without other gaps than what the camera's packets have. A viewer whose packets pile up is skipped forward to the next
// key frame. Sits behind the camera's fan-out and is called on its threads, one at a time; timestamps stay the camera's.
class ViewerStream : public media::RtpSink {
public:
    struct Line {
        protocol::Codec codec = protocol::Codec::Vp8;
        uint8_t payload = 96;
        uint32_t ssrc = 0;
        uint16_t firstSequenceNumber = 0;
    };
    // Called on the streaming thread: post.
    struct Events {
        std::function<void()> keyframeNeeded;
        std::function<void()> started;  // the first packets went out
        std::function<void()> skipped;
        std::function<void()> formatLost;  // the camera sends a codec that was not agreed
    };
    // What may wait for a viewer: about two seconds of a usual stream, and room for a large key frame.
    static constexpr uint64_t mostUnsentBytes = 512 * 1024;
    static constexpr std::chrono::milliseconds askAgainAfter{1'000};
    // A picture goes as a whole; one that does not end goes in parts of so many packets, each as if it were a picture of its own.
    static constexpr guint mostPacketsAtOnce = 1'024;

    ViewerStream(std::shared_ptr<media::RtpOutlet> outlet, const Line &line, Events events);

    void setFormat(const media::RtpFormat &format) override;
    void consume(const media::RtpPacket &packet) override;

private:
    [[nodiscard]] bool endsBefore(uint32_t timestamp);
    [[nodiscard]] bool mayPass(const media::RtpPacket &packet, bool isNewPicture);
    [[nodiscard]] media::GstRef<GstBuffer> readdressed(const media::RtpPacket &packet);
    void flush();

    const std::shared_ptr<media::RtpOutlet> m_outlet;
    const Line m_line;
    const Events m_events;
    bool m_fits = false;
    bool m_waits = true;  // for a key frame
    bool m_hasStarted = false;
    std::optional<media::MonotonicTime> m_asked;
    std::optional<uint32_t> m_timestamp;
    media::MonotonicTime m_time{};  // of the present picture
    uint16_t m_offset = 0;
    uint16_t m_next;  // sequence number after the highest one sent
    media::GstRef<GstBufferList> m_picture;
};

} // namespace rollcall::whep
