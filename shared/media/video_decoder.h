#pragma once

#include "media/pipeline.h"
#include "media/rtp.h"

#include <gst/app/gstappsrc.h>
#include <gst/video/video.h>

#include <atomic>
#include <functional>
#include <memory>

namespace rollcall::media {

// A decoded picture, mapped for reading, kept alive by whoever holds it. Immutable; any thread.
class VideoPicture {
public:
    // Nothing when the sample is not an I420 picture that can be mapped.
    [[nodiscard]] static std::shared_ptr<const VideoPicture> map(GstSample *sample);
    ~VideoPicture();
    VideoPicture(const VideoPicture &) = delete;
    VideoPicture &operator=(const VideoPicture &) = delete;

    [[nodiscard]] int width() const { return GST_VIDEO_FRAME_WIDTH(&m_frame); }
    [[nodiscard]] int height() const { return GST_VIDEO_FRAME_HEIGHT(&m_frame); }
    // plane: 0 = luma, 1 and 2 = chroma at half the size.
    [[nodiscard]] const uint8_t *plane(int plane) const
    {
        return static_cast<const uint8_t *>(GST_VIDEO_FRAME_PLANE_DATA(&m_frame, plane));
    }
    // Samples use all of 0..255, as JPEG's do; most video keeps to 16..235 and 16..240 (ITU-R BT.601).
    [[nodiscard]] bool isFullRange() const { return m_frame.info.colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255; }
    [[nodiscard]] int stride(int plane) const { return GST_VIDEO_FRAME_PLANE_STRIDE(&m_frame, plane); }
    // For other pipelines: the same memory, and what it is.
    [[nodiscard]] GstBuffer *buffer() const { return m_frame.buffer; }
    [[nodiscard]] const GstVideoInfo &info() const { return m_frame.info; }
    [[nodiscard]] const GstVideoFrame &frame() const { return m_frame; }

private:
    VideoPicture() = default;
    GstVideoFrame m_frame{};
};

struct DecodedFrame {
    std::shared_ptr<const VideoPicture> picture;
    uint32_t rtpTimestamp = 0;        // 90 kHz, of the stream as received
    std::optional<UtcTime> captured;  // in the sender's clock
    MonotonicTime received{};         // first packet
    MonotonicTime decoded{};
};

// Decodes one RTP stream of VP8 or H.264 to I420. Owned by one thread; packets come on a streaming thread, pictures leave on the
// decoder's own. Destroying it stops it without waiting; the callbacks' captures live until its thread has ended, so capture
// shared state or an OwnerHandle.
class VideoDecoder : public RtpSink {
public:
    struct Callbacks {
        std::function<void(DecodedFrame)> frame;  // decoder's thread: return at once
        std::function<void()> keyframeNeeded;     // decoder's thread: at start and after damage
        std::function<void(const Error &)> failed;  // owner's thread: the stream cannot be decoded
    };
    // `owner` is the object whose thread destroys this decoder and hears of failures.
    VideoDecoder(QObject *owner, Callbacks callbacks);
    ~VideoDecoder() override;
    // Owner's thread: no callback begins after this. For a decoder that others may hold for a moment longer than its owner.
    void stop();

    void setFormat(const RtpFormat &format) override;
    void consume(const RtpPacket &packet) override;

private:
    class Stream;
    std::shared_ptr<Stream> m_stream;
};

} // namespace rollcall::media
