#pragma once

#include "rate/feedback.h"

#include <algorithm>

namespace rollcall::rate {

// Cuts the rate when much is lost (draft-ietf-rmcat-gcc-02 §6): above 10 % by half the loss; below 2 % it lets the rate grow.
// Between the two it waits, as the draft does, while packets also queue; loss on an empty line is the line's own (radio) and
// does not become less by sending less. One thread.
class LossController {
public:
    explicit LossController(double startKbps)
        : m_kbps(startKbps)
    {
    }

    void add(const Feedback &feedback);
    // Of an interval that somebody else has measured (RFC 3550 §6.4.1); 0..1.
    void addReport(Time now, double fractionLost);
    void update(Time now, Time roundTrip, bool queues);
    [[nodiscard]] double kbps() const { return m_kbps; }
    // Over the last second or so, 0..1.
    [[nodiscard]] double fractionLost() const { return m_fraction; }
    void limit(double highestKbps) { m_kbps = std::min(m_kbps, highestKbps); }
    void adopt(double kbps) { m_kbps = kbps; }

private:
    void judge(Time now, bool queues);

    double m_kbps;
    double m_fraction = 0;
    bool m_isFresh = false;
    int m_packets = 0;
    int m_lost = 0;
    std::optional<Time> m_intervalStart;
    std::optional<Time> m_lastJudged;
};

} // namespace rollcall::rate
