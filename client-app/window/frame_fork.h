#pragma once

#include "capture/video_frame.h"

#include <memory>
#include <mutex>
#include <utility>

namespace rollcall::window {

// Gives a source's pictures to the encoder, while there is one, and to the preview, one at a time, whichever capture they come from: one
// that took another's place does not wait for its end. `consume` on the streaming threads, the rest on any.
class FrameFork final : public capture::FrameSink {
public:
    explicit FrameFork(std::shared_ptr<capture::FrameSink> preview)
        : m_preview(std::move(preview))
    {
    }

    void setEncoder(std::shared_ptr<capture::FrameSink> encoder)
    {
        const std::scoped_lock lock{m_mutex};
        m_encoder.swap(encoder);  // the old one goes with the argument, after the lock
    }

    void consume(const capture::VideoFrame &frame) override
    {
        const std::scoped_lock turn{m_turn};
        std::shared_ptr<capture::FrameSink> encoder;
        {
            const std::scoped_lock lock{m_mutex};
            encoder = m_encoder;
        }
        if (encoder)
            encoder->consume(frame);
        m_preview->consume(frame);
    }

private:
    const std::shared_ptr<capture::FrameSink> m_preview;
    std::mutex m_turn;  // held for a picture
    std::mutex m_mutex;
    std::shared_ptr<capture::FrameSink> m_encoder;
};

} // namespace rollcall::window
