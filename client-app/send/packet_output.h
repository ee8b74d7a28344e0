#pragma once

#include "media/rtp.h"

#include <gst/app/gstappsink.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace rollcall::send {

// What has been encoded, since the start.
struct SendCounters {
    uint64_t frames = 0;
    uint64_t packets = 0;
    uint64_t bytes = 0;  // RTP packets with their headers
};

// Hands the payloader's packets to whoever is connected now. `take` runs on the encoder's streaming thread, everything else
// on any thread.
class PacketOutput {
public:
    // Told of each picture just before its last packet goes to the sink: by when it was captured, on the encoder's streaming thread.
    using PictureLeaves = std::function<void(media::MonotonicTime)>;
    explicit PacketOutput(PictureLeaves pictureLeaves)
        : m_pictureLeaves(std::move(pictureLeaves))
    {
    }

    void setFormat(const media::RtpFormat &format);
    // Nobody: null. The new sink gets the format before its first packet.
    void setSink(std::shared_ptr<media::RtpSink> sink);

    // Another payloader goes on: what the one before it still has does not count any more. Its number, and the sequence number
    // (RFC 3550 §5.1) with which it begins; absent for the first.
    struct Succession {
        uint64_t payloader = 0;
        uint64_t before = 0;
        std::optional<uint16_t> firstSequenceNumber = {};
    };
    [[nodiscard]] Succession succeed();
    // It does not begin after all: the one before it goes on.
    void undo(const Succession &succession);
    void take(uint64_t payloader, GstAppSink *from);

    [[nodiscard]] SendCounters counters() const;

private:
    const PictureLeaves m_pictureLeaves;

    // any thread
    mutable std::mutex m_mutex;
    media::RtpFormat m_format;
    std::shared_ptr<media::RtpSink> m_sink;
    bool m_formatGiven = false;
    SendCounters m_counters;
    uint64_t m_payloader = 0;   // whose packets count
    uint64_t m_payloaders = 0;  // that there were
    std::optional<uint16_t> m_lastSequenceNumber;
};

} // namespace rollcall::send
