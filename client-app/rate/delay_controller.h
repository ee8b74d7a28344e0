#pragma once

#include "rate/trendline.h"

#include <algorithm>

namespace rollcall::rate {

// Raises the rate while the delay is steady and cuts it when the delay grows: additively near the capacity that is known,
// multiplicatively elsewhere (draft-ietf-rmcat-gcc-02 §5.5). One thread.
class DelayController {
public:
    explicit DelayController(double startKbps)
        : m_kbps(startKbps)
    {
    }

    struct Situation {
        Time now{};
        Signal signal = Signal::Normal;
        std::optional<double> arrivingKbps = {};
        Time roundTrip{};
        bool sourceIsIdle = false;  // less is sent than may be: nothing is learnt about what else would fit
    };
    void update(const Situation &situation);
    [[nodiscard]] double kbps() const { return m_kbps; }
    [[nodiscard]] std::optional<Time> lastCut() const { return m_lastCut; }
    void limit(double highestKbps) { m_kbps = std::min(m_kbps, highestKbps); }
    // What was measured by other means.
    void adopt(double kbps);

private:
    void raise(const Situation &situation, double passed);
    void cut(const Situation &situation);
    [[nodiscard]] bool isNearCapacity(double arrivingKbps) const;

    double m_kbps;
    std::optional<double> m_capacity;  // what arrived while it was too much, smoothed
    std::optional<Time> m_lastUpdate;
    std::optional<Time> m_lastCut;
};

} // namespace rollcall::rate
