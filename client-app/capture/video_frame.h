#pragma once

#include "media/gst_ref.h"
#include "media/rtp.h"

namespace rollcall::capture {

// One raw picture. Buffer and caps are shared and must be treated as read-only.
struct VideoFrame {
    media::GstRef<GstBuffer> buffer;
    media::GstRef<GstCaps> caps;  // video/x-raw in system memory
    media::MonotonicTime captured{};
};

// Takes pictures on the streaming thread that has them, one call at a time: returns at once.
class FrameSink {
public:
    virtual ~FrameSink() = default;
    virtual void consume(const VideoFrame &frame) = 0;
};

} // namespace rollcall::capture
