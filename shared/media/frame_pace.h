#pragma once

#include "media/rtp.h"

#include <optional>
#include <utility>

namespace rollcall::media {

// Lets at most so many pictures a second pass, without holding one back to decide (videorate would). Pictures of a source
// whose rate is a little above or below the limit all pass. One thread; time comes in with the pictures.
class FramePace {
public:
    void setLimit(std::optional<int> framesPerSecond)
    {
        if (std::exchange(m_limit, framesPerSecond) != framesPerSecond)
            m_due.reset();  // of the old rate: it may be a second away
    }

    [[nodiscard]] bool accepts(MonotonicTime captured)
    {
        if (!m_limit)
            return true;
        const MonotonicTime interval = std::chrono::nanoseconds(std::chrono::seconds(1)) / *m_limit;
        // Half an interval of earliness is jitter. A source that paused starts a new series instead of catching up.
        if (m_due && captured + interval / 2 < *m_due)
            return false;
        const bool inSeries = m_due && captured < *m_due + interval;
        m_due = (inSeries ? *m_due : captured) + interval;
        return true;
    }

private:
    std::optional<int> m_limit;
    std::optional<MonotonicTime> m_due;
};

} // namespace rollcall::media
