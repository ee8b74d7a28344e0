#pragma once

#include "rate/feedback.h"

#include <deque>

namespace rollcall::rate {

// What the gradient of the delay says of the line.
enum class Signal {
    Underused,  // the queue shrinks
    Normal,
    Overused,   // the queue grows
};

// Watches how the delay changes: a line through the last samples, compared with a threshold that follows what is usual here
// (draft-ietf-rmcat-gcc-02 §5.3–5.4, with the trendline in place of the Kalman filter). One thread.
class Trendline {
public:
    static constexpr Time window{700'000};
    static constexpr size_t fewestSamples = 6;

    // `delay`: of a burst, against any fixed reference.
    void add(Time sent, Time delay);
    [[nodiscard]] Signal signal() const { return m_signal; }
    // The samples before are of another situation; the threshold stays.
    void restart();

private:
    [[nodiscard]] double slope() const;
    void judge(double trend);
    void adaptThreshold(Time sent, double trend);

    struct Sample {
        double at;     // ms
        double delay;  // ms, smoothed
    };
    std::deque<Sample> m_samples;
    double m_smoothed = 0;
    int m_seen = 0;
    double m_threshold = 12.5;  // ms, as of the draft
    double m_lastTrend = 0;
    int m_risingSamples = 0;
    std::optional<Time> m_lastAdapted;
    Signal m_signal = Signal::Normal;
};

} // namespace rollcall::rate
