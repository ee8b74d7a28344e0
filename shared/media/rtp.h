#pragma once

#include "media/gst_ref.h"
#include "protocol/messages.h"

#include <chrono>
#include <optional>

namespace rollcall::media {

// Nanoseconds of the process's GStreamer system clock (CLOCK_MONOTONIC). Every pipeline here runs on that clock; a time
// of this type means the same in all of them, whatever their base times are.
using MonotonicTime = std::chrono::duration<int64_t, std::nano>;
// UTC since 1970.
using UtcTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::nanoseconds>;

[[nodiscard]] MonotonicTime monotonicNow();

// How long ago a picture was captured. Only known between machines whose clocks agree: nothing where the answer is absurd.
[[nodiscard]] std::optional<std::chrono::nanoseconds> sinceCapture(const std::optional<UtcTime> &captured);

// When a buffer of a live pipeline was captured: its running time through the sample's segment (x264enc, for one, shifts its
// timestamps by a thousand hours) and the base time of the sink that has it.
[[nodiscard]] MonotonicTime captureTimeAt(GstElement *sink, GstSample *sample, GstBuffer *buffer);

// One RTP packet (RFC 3550) on its way. The buffer is shared and must be treated as read-only.
struct RtpPacket {
    GstRef<GstBuffer> buffer;
    // Sender: when the picture was captured. Receiver: when the packet left the jitter buffer.
    MonotonicTime time{};
    // Receiver: the capture time in the sender's clock, known after its first RTCP sender report (RFC 3550 §6.4.1).
    std::optional<UtcTime> captured;
    // The first of a picture that a decoder may begin with; known behind ingest::RtpTimeline.
    bool beginsKeyframe = false;
};

// What the packets are: needed before the first of them.
struct RtpFormat {
    protocol::Codec codec = protocol::Codec::Vp8;
    GstRef<GstCaps> caps;  // application/x-rtp with payload, clock-rate, encoding-name, and for a sender ssrc and extmap-*
};

// Takes the packets of one stream. Called on the streaming thread that has them, one call at a time: returns at once.
class RtpSink {
public:
    virtual ~RtpSink() = default;
    // Before the first packet, and again when the format changes.
    virtual void setFormat(const RtpFormat &format) = 0;
    virtual void consume(const RtpPacket &packet) = 0;
};

// Takes packets that are ready to be sent, one picture's at a time. Called on one thread at a time: returns at once.
class RtpOutlet {
public:
    virtual ~RtpOutlet() = default;
    // The buffers are the outlet's from now on.
    virtual void send(GstRef<GstBufferList> packets) = 0;
    // What still waits to be sent.
    [[nodiscard]] virtual uint64_t unsentBytes() const = 0;
};

} // namespace rollcall::media
