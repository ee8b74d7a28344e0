#pragma once

#include "media/rtp.h"

#include <optional>
#include <utility>

namespace rollcall::capture {

// Maps the pictures' own times (which start anew with each round of a loop) to monotonic times without a gap or a step
// back. One thread.
class LoopClock {
public:
    // A picture later than this (the machine slept, or decoding cannot keep up) moves the rest, so that no burst follows.
    static constexpr media::MonotonicTime lateLimit = std::chrono::milliseconds(500);

    // The next picture belongs to a new round.
    void startRound() { m_newRound = true; }

    // When to show the picture with the given time of its own (absent: it follows its forerunner) that is shown for `duration`.
    [[nodiscard]] media::MonotonicTime place(std::optional<media::MonotonicTime> own, media::MonotonicTime duration, media::MonotonicTime now)
    {
        if (!m_next)
            m_next = now;
        if (own && std::exchange(m_newRound, false))
            m_offset = *m_next - *own;
        media::MonotonicTime due = own ? *own + m_offset : *m_next;
        if (m_last && due <= *m_last)
            due = *m_next;
        if (due + lateLimit < now) {
            m_offset += now - due;
            due = now;
        }
        m_last = due;
        m_next = due + duration;
        return due;
    }

private:
    bool m_newRound = true;
    media::MonotonicTime m_offset{};  // this round's, from own to monotonic time
    std::optional<media::MonotonicTime> m_last;
    std::optional<media::MonotonicTime> m_next;
};

} // namespace rollcall::capture
