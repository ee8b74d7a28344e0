#pragma once

#include "capture/video_frame.h"
#include "media/frame_pace.h"
#include "media/latest_value.h"
#include "media/owner_handle.h"

#include <QImage>
#include <QSize>

#include <gst/video/video.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace rollcall::window {

// How a picture is wished: not larger than `size`, at most so many a second.
struct PreviewWish {
    QSize size;
    int picturesPerSecond = 0;
    friend bool operator==(const PreviewWish &, const PreviewWish &) = default;
};

// Turns a few of a source's pictures into small images for the window. Scaling and conversion happen in one step on the streaming
// thread that has the picture, so that a full-size picture never reaches Qt; without a wish nothing happens at all.
class PreviewSink final : public capture::FrameSink {
public:
    // `wake` runs on the owner's thread when a picture waits to be taken.
    PreviewSink(media::OwnerHandle owner, std::function<void()> wake);

    void consume(const capture::VideoFrame &frame) override;

    // Any thread.
    void setWish(const std::optional<PreviewWish> &wish);
    [[nodiscard]] std::optional<QImage> take() { return m_latest.take(); }

private:
    struct FreeConverter {
        void operator()(GstVideoConverter *converter) const { gst_video_converter_free(converter); }
    };
    [[nodiscard]] bool prepare(const capture::VideoFrame &frame, QSize limit);
    [[nodiscard]] QImage convert(const capture::VideoFrame &frame);

    // any thread
    std::mutex m_mutex;
    std::optional<PreviewWish> m_wish;
    media::LatestValue<QImage> m_latest;
    const media::OwnerHandle m_owner;
    const std::function<void()> m_wake;

    // the capture's streaming thread
    media::FramePace m_pace;
    media::GstRef<GstCaps> m_caps;
    QSize m_limit;
    GstVideoInfo m_from{};
    GstVideoInfo m_to{};
    std::unique_ptr<GstVideoConverter, FreeConverter> m_converter;
};

} // namespace rollcall::window
