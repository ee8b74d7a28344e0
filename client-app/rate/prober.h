#pragma once

#include "rate/feedback.h"

namespace rollcall::rate {

// A short stretch in which more is sent than otherwise, to see whether it gets through.
struct Probe {
    double kbps = 0;  // everything together, for the stretch
    Time duration{};
};

// Decides when to probe and reads the result: growing step by step would take a minute to find a line that has become ten times
// as fast. One thread.
class Prober {
public:
    static constexpr Time stretch{150'000};
    static constexpr Time betweenProbes{5'000'000};
    static constexpr Time betweenSteps{300'000};    // after one that got through
    static constexpr Time afterCut{2'000'000};

    struct Situation {
        Time now{};
        double kbps = 0;
        double ceilingKbps = 0;  // what more is of no use
        std::optional<Time> lastCut = {};
        bool isCalm = false;     // nothing queues
    };
    [[nodiscard]] std::optional<Probe> due(const Situation &situation);
    // The capacity that a finished probe showed; once.
    [[nodiscard]] std::optional<double> add(const Feedback &feedback);
    // Whether this packet was sent in the stretch: its delay says nothing about the usual rate.
    [[nodiscard]] bool covers(const PacketReport &packet) const;

private:
    struct Running {
        Probe probe;
        Time start{};
        double before = 0;  // kbit/s
        std::vector<PacketReport> packets = {};
    };
    [[nodiscard]] std::optional<double> evaluate(const Running &probe) const;

    std::optional<Running> m_running;
    std::optional<Time> m_coveredFrom;
    Time m_coveredUntil{};
    std::optional<Time> m_next;
};

} // namespace rollcall::rate
