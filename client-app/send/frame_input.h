#pragma once

#include "capture/video_frame.h"
#include "protocol/messages.h"
#include "media/frame_pace.h"
#include "rate/hold_back.h"
#include "send/encoder_stage.h"
#include "send/picture_size.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace rollcall::send {

// What the network carries, below what is wished.
struct NetworkLimit {
    double scale = 1;   // of both sides
    int frameRate = 0;  // frames a second
    int bitrateKbps = 0;
    friend bool operator==(const NetworkLimit &, const NetworkLimit &) = default;
};

// Takes the capture's pictures and hands them to the present encoder in the wished rate and size, or drops them while nobody
// wants any. `consume` runs on the capture's streaming thread, everything else on any thread.
class FrameInput final : public capture::FrameSink {
public:
    void consume(const capture::VideoFrame &frame) override;

    void setStage(std::shared_ptr<const EncoderStage> stage);
    void setWish(const protocol::Encoding &wish);
    void setLimit(const std::optional<NetworkLimit> &limit);
    void setOpen(bool open);
    // So long after the last one that was asked for comes another.
    void setKeyframeInterval(media::MonotonicTime interval);
    // The last packet of the picture that was captured then leaves now.
    void noteLeft(media::MonotonicTime captured);
    // A report came now: whatever left until then is no longer on its way. While too much is, pictures are left out.
    void confirmSent(media::MonotonicTime sentUntil, media::MonotonicTime now);
    // No reports will come.
    void expectNoConfirmation();
    // Whether pictures are left out, or were lately.
    [[nodiscard]] bool wasWayFull() const;
    // Whether the last packet is to be sent once more now, as nothing would tell that it was lost; it counts as done.
    [[nodiscard]] bool repeatLastPacket();
    // The next picture that is let in becomes a key frame, at most one in 500 ms. While one is on its way to whoever asks, it is the
    // answer; and on a way that is full it waits until there is room, for it would only be the next one to come too late.
    void requestKeyframe();

    struct Picture {
        std::optional<PictureSize> size = {};
        int frameRate = 0;
        int bitrateKbps = 0;
        friend bool operator==(const Picture &, const Picture &) = default;
    };
    // What the encoder gets from the next picture on, and what it would get without a limit; without sizes before the first picture.
    struct Present {
        Picture sent = {};
        Picture wished = {};
    };
    [[nodiscard]] Present present() const;
    // Pictures handed to encoders, since the start.
    [[nodiscard]] uint64_t handedOn() const { return m_handedOn.load(std::memory_order_relaxed); }

private:
    // Where the encoder's format comes from; a change of either makes a new one.
    struct Plan {
        std::shared_ptr<const EncoderStage> stage;
        protocol::Encoding wish;
        std::optional<NetworkLimit> limit;
        friend bool operator==(const Plan &, const Plan &) = default;
    };
    // What the pictures come in.
    struct Source {
        PictureSize size;
        int frameRate = 0;
    };
    [[nodiscard]] static Present presentOf(const Source &source, const Plan &plan);
    // What a change of makes the encoder begin anew.
    struct Format {
        PictureSize size;
        int frameRate = 0;  // of the caps
        friend bool operator==(const Format &, const Format &) = default;
    };
    [[nodiscard]] std::optional<Plan> planIfOpen() const;
    [[nodiscard]] rate::HoldBack::Admission admit(media::MonotonicTime captured);
    [[nodiscard]] bool keyframeDue(media::MonotonicTime captured, rate::HoldBack::Admission admission);
    [[nodiscard]] bool keyframeIsUnderWay() const;
    void adopt(const Plan &plan, const capture::VideoFrame &frame);
    [[nodiscard]] double shareOfWait(media::MonotonicTime captured);
    void tellBitrate(const EncoderStage &stage, media::MonotonicTime captured);
    void setFormat(const EncoderStage &stage, const Format &format, const capture::VideoFrame &frame);

    // any thread
    mutable std::mutex m_mutex;
    Plan m_wanted;
    std::optional<Source> m_source;
    Present m_present;
    bool m_open = false;
    media::MonotonicTime m_keyframeInterval = std::chrono::seconds(3);
    bool m_keyframeWanted = false;
    std::optional<media::MonotonicTime> m_lastKeyframe;
    rate::HoldBack m_holdBack;
    std::atomic<uint64_t> m_handedOn{0};

    // the capture's streaming thread
    media::FramePace m_pace;
    std::optional<Plan> m_adopted;
    std::optional<Format> m_format;
    media::GstRef<GstCaps> m_sourceCaps;
    int m_bitrateKbps = 0;              // by the plan
    std::optional<std::pair<int, double>> m_told;  // kbit/s and share, of the stage's encoder
    std::optional<media::MonotonicTime> m_lastPassed;
    std::optional<media::MonotonicTime> m_leftOutSince;  // the first one since then that had to wait
};

} // namespace rollcall::send
