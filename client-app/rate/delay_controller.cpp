#include "rate/delay_controller.h"

#include <algorithm>
#include <cmath>

namespace rollcall::rate {

namespace {

constexpr double cutFactor = 0.85;               // β of the draft
constexpr double raisePerSecond = 1.08;
constexpr double packetKbit = 1200 * 8 / 1000.0;
constexpr double responseSeconds = 0.1;          // beyond the round trip, until what was changed is seen
constexpr double mostAboveArriving = 1.5;
constexpr double headroomKbps = 10;
constexpr double nearBelow = 0.7;
constexpr double nearAbove = 1.15;
constexpr double capacitySmoothing = 0.6;
constexpr double blindCut = 0.7;                 // where nothing is known of what arrives
constexpr Time betweenCuts{200'000};             // and a round trip

} // namespace

void DelayController::update(const Situation &situation)
{
    const double passed = m_lastUpdate ? std::clamp(seconds(situation.now - *m_lastUpdate), 0.0, 1.0) : 0.0;
    m_lastUpdate = situation.now;
    switch (situation.signal) {
    case Signal::Overused:
        return cut(situation);
    case Signal::Underused:
        return;  // the queue drains: wait for its end
    case Signal::Normal:
        return raise(situation, passed);
    }
}

bool DelayController::isNearCapacity(double arrivingKbps) const
{
    return m_capacity && arrivingKbps > nearBelow * *m_capacity;
}

void DelayController::raise(const Situation &situation, double passed)
{
    if (situation.sourceIsIdle || !situation.arrivingKbps)
        return;
    const double arriving = *situation.arrivingKbps;
    if (m_capacity && arriving > nearAbove * *m_capacity)
        m_capacity.reset();
    const double raised = isNearCapacity(arriving) ? m_kbps + passed * packetKbit / (seconds(situation.roundTrip) + responseSeconds)
                                                   : m_kbps * std::pow(raisePerSecond, passed);
    m_kbps = std::max(m_kbps, std::min(raised, mostAboveArriving * arriving + headroomKbps));
}

void DelayController::cut(const Situation &situation)
{
    const bool muchTooHigh = situation.arrivingKbps && *situation.arrivingKbps < m_kbps / 2;
    if (m_lastCut && situation.now - *m_lastCut < betweenCuts + situation.roundTrip && !muchTooHigh)
        return;
    m_lastCut = situation.now;
    if (!situation.arrivingKbps) {
        m_kbps *= blindCut;
        return;
    }
    const double arriving = *situation.arrivingKbps;
    const bool sameLine = m_capacity && arriving > nearBelow * *m_capacity && arriving < nearAbove * *m_capacity;
    m_capacity = sameLine ? capacitySmoothing * *m_capacity + (1 - capacitySmoothing) * arriving : arriving;
    m_kbps = std::min(m_kbps, cutFactor * arriving);
}

void DelayController::adopt(double kbps)
{
    m_kbps = kbps;
    if (m_capacity && kbps > *m_capacity)
        m_capacity.reset();
}

} // namespace rollcall::rate
