#pragma once

#include "media/rtp.h"

#include <optional>

namespace rollcall::send {

// Lets at most so many pictures a second pass, without holding one back to decide (videorate would). Pictures of a source
// whose rate is a little above or below the limit all pass. One thread; time comes in with the pictures.
class FramePace {
public:
    void setLimit(std::optional<int> framesPerSecond) { m_limit = framesPerSecond; }

    [[nodiscard]] bool accepts(media::MonotonicTime captured)
    {
        if (!m_limit)
            return true;
        const media::MonotonicTime interval = std::chrono::nanoseconds(std::chrono::seconds(1)) / *m_limit;
        // Half an interval of earliness is jitter. A source that paused starts a new series instead of catching up.
        if (m_due && captured + interval / 2 < *m_due)
            return false;
        const bool inSeries = m_due && captured < *m_due + interval;
        m_due = (inSeries ? *m_due : captured) + interval;
        return true;
    }

private:
    std::optional<int> m_limit;
    std::optional<media::MonotonicTime> m_due;
};

} // namespace rollcall::send
