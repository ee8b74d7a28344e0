#pragma once

#include "rate/bursts.h"

#include <deque>

namespace rollcall::rate {

// How long bursts wait in the network: the way's delay above the least that was seen lately. The two clocks need not agree; how
// they drift is forgotten with the window. One thread.
class QueueDelay {
public:
    static constexpr Time window{10'000'000};

    void add(const Burst &burst);
    [[nodiscard]] Time now() const { return m_now; }
    // What our own bursts explain at this rate: a key frame takes its time on any line (it is not the network that slows down).
    [[nodiscard]] Time explained() const { return m_explained; }
    void setRate(double kbps) { m_kbps = kbps; }

private:
    static constexpr Time mostExplained{400'000};

    std::deque<std::pair<Time, Time>> m_least;  // sent, delay; rising delays: the front is the least of the window
    std::optional<Time> m_lastSent;
    Time m_now{};
    Time m_explained{};
    double m_kbps = 0;
};

} // namespace rollcall::rate
