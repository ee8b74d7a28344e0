#include "rate/prober.h"

#include <algorithm>

namespace rollcall::rate {

namespace {

constexpr double factor = 2;
constexpr double enoughOfCeiling = 0.95;
constexpr double gotThrough = 0.8;      // of the rate that was sent: the line may carry more
constexpr double keptOfMeasured = 0.9;  // where the line was the limit
constexpr double sentForReal = 1.15;    // against the usual rate; less was no probe
constexpr double mostLost = 0.3;
constexpr size_t fewestPackets = 8;
constexpr Time answerLimit{1'500'000};
constexpr Time firstDelay{500'000};

} // namespace

std::optional<Probe> Prober::due(const Situation &situation)
{
    if (m_running && situation.now - m_running->start > answerLimit)
        m_running.reset();
    if (!m_next)
        m_next = situation.now + firstDelay;
    const bool useful = situation.kbps < enoughOfCeiling * situation.ceilingKbps;
    const bool rested = !situation.lastCut || situation.now - *situation.lastCut >= afterCut;
    if (m_running || !useful || !rested || !situation.isCalm || situation.now < *m_next)
        return std::nullopt;
    const Probe probe{std::min(factor * situation.kbps, std::max(situation.ceilingKbps, situation.kbps * sentForReal)), stretch};
    m_running = Running{probe, situation.now, situation.kbps};
    m_coveredFrom = situation.now;
    m_coveredUntil = situation.now + stretch;
    m_next = situation.now + betweenProbes;
    return probe;
}

bool Prober::covers(const PacketReport &packet) const
{
    return m_coveredFrom && packet.sent >= *m_coveredFrom && packet.sent <= m_coveredUntil;
}

std::optional<double> Prober::add(const Feedback &feedback)
{
    if (!m_running)
        return std::nullopt;
    bool isOver = false;
    for (const PacketReport &packet : feedback.packets) {
        if (covers(packet))
            m_running->packets.push_back(packet);
        isOver = isOver || packet.sent > m_coveredUntil;
    }
    if (!isOver)
        return std::nullopt;
    const auto result = evaluate(*m_running);
    if (result && *result >= gotThrough * m_running->probe.kbps)
        m_next = feedback.received + betweenSteps;
    m_running.reset();
    return result;
}

std::optional<double> Prober::evaluate(const Running &probe) const
{
    Time firstSent{}, lastSent{}, firstArrived{}, lastArrived{};
    int bytes = 0;
    size_t arrived = 0;
    for (const PacketReport &packet : probe.packets) {
        if (!packet.arrived)
            continue;
        if (arrived++ == 0) {
            firstSent = packet.sent;
            firstArrived = *packet.arrived;
            continue;  // what arrived between the first and the last: the first one's bytes came before
        }
        lastSent = packet.sent;
        lastArrived = std::max(lastArrived, *packet.arrived);
        bytes += packet.bytes;
    }
    const double lost = probe.packets.empty() ? 1 : 1 - double(arrived) / double(probe.packets.size());
    if (arrived < fewestPackets || lost > mostLost || lastArrived <= firstArrived || lastSent <= firstSent)
        return std::nullopt;
    const double sent = bytes * 8 / 1000.0 / seconds(lastSent - firstSent);
    const double received = bytes * 8 / 1000.0 / seconds(lastArrived - firstArrived);
    if (sent < sentForReal * probe.before)
        return std::nullopt;
    const double seen = received < gotThrough * sent ? keptOfMeasured * received : std::min(sent, received);
    return std::min(seen, probe.probe.kbps);
}

} // namespace rollcall::rate
