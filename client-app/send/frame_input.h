#pragma once

#include "capture/video_frame.h"
#include "protocol/messages.h"
#include "send/encoder_kind.h"
#include "media/frame_pace.h"
#include "send/picture_size.h"

#include <memory>
#include <mutex>
#include <optional>

namespace rollcall::send {

// The elements between which pictures become packets; replaced as a whole when the encoder changes.
struct EncoderStage {
    const EncoderKind *kind = nullptr;
    media::GstRef<GstElement> source;   // appsrc that keeps the newest picture only
    media::GstRef<GstElement> format;   // capsfilter with the size that the encoder gets
    media::GstRef<GstElement> encoder;
};

// Takes the capture's pictures and hands them to the present encoder in the wished rate and size, or drops them while nobody
// wants any. `consume` runs on the capture's streaming thread, everything else on any thread.
class FrameInput final : public capture::FrameSink {
public:
    void consume(const capture::VideoFrame &frame) override;

    void setStage(std::shared_ptr<const EncoderStage> stage);
    void setWish(const protocol::Encoding &wish);
    void setOpen(bool open);
    // The next picture that is let in becomes a key frame, at most one in 500 ms.
    void requestKeyframe();

    // What the encoder gets now; without values before the first picture.
    struct Present {
        std::optional<PictureSize> size;
        int frameRate = 0;
        int bitrateKbps = 0;
    };
    [[nodiscard]] Present present() const;

private:
    // Where the encoder's format comes from; a change of either makes a new one.
    struct Plan {
        std::shared_ptr<const EncoderStage> stage;
        protocol::Encoding wish;
        friend bool operator==(const Plan &, const Plan &) = default;
    };
    [[nodiscard]] std::optional<Plan> planIfOpen() const;
    [[nodiscard]] bool keyframeDue(media::MonotonicTime now);
    void adopt(const Plan &plan, const capture::VideoFrame &frame);

    // any thread
    mutable std::mutex m_mutex;
    Plan m_wanted;
    Present m_present;
    bool m_open = false;
    bool m_keyframeWanted = false;

    // the capture's streaming thread
    media::FramePace m_pace;
    std::optional<Plan> m_adopted;
    media::GstRef<GstCaps> m_sourceCaps;
    std::optional<media::MonotonicTime> m_lastKeyframe;
};

} // namespace rollcall::send
