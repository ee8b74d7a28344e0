#include "rate/bandwidth_estimator.h"

#include <algorithm>
#include <utility>

namespace rollcall::rate {

namespace {

constexpr double idleShare = 0.75;            // of the allowed rate: less is sent because the pictures need no more
constexpr double mostAboveCeiling = 1.1;
constexpr double lossAhead = 1.5;             // how far its rate may be above that of the delay
constexpr Time standingQueue{40'000};         // what jitter and single bursts do not explain
constexpr Time suddenQueue{80'000};           // beyond what our own bursts explain
constexpr double muchSlower = 0.6;            // than what is believed
constexpr Time queueToDrain{100'000};
constexpr Time drainFor{3'000'000};           // after a cut; a queue that stays longer is somebody else's
constexpr double leastWhileDraining = 0.4;
constexpr Time silence{1'000'000};
constexpr double silenceCut = 0.8;
constexpr Time betweenSilenceCuts{500'000};
constexpr Time reportsCount{2'000'000};       // without packet reports: then RTCP's own reports count

} // namespace

BandwidthEstimator::BandwidthEstimator(double startKbps)
    : m_kbps(startKbps)
    , m_ceilingKbps(startKbps)
    , m_delay(startKbps)
    , m_loss(startKbps)
{
    m_queue.setRate(startKbps);
}

void BandwidthEstimator::watchDelay(const PacketReport &packet)
{
    if (m_prober.covers(packet)) {
        m_wasProbing = true;
        return;
    }
    if (std::exchange(m_wasProbing, false)) {
        m_bursts.reset();
        m_trend.restart();
    }
    if (const auto burst = m_bursts.add(packet))
        watchQueue(*burst);
}

// A picture that is late and came slowly as well says at once what a line that fell carries; the trend needs several, and what is sent until then
// stands in the queue. One that was only held up comes fast in the end.
void BandwidthEstimator::watchQueue(const Burst &burst)
{
    m_queue.add(burst);
    const Time unexplained = std::max(Time{}, m_queue.now() - m_queue.explained());
    m_trend.add(burst.firstSent, unexplained);
    const auto passed = burst.passedKbps();
    m_fallenTo = unexplained > suddenQueue && passed && *passed < muchSlower * m_kbps ? passed : std::nullopt;
}

void BandwidthEstimator::add(const Feedback &feedback)
{
    m_lastFeedback = feedback.received;
    m_lastPacketReport = feedback.received;
    for (const PacketReport &packet : feedback.packets) {
        m_arriving.add(packet);
        watchDelay(packet);
    }
    if (const auto burst = m_bursts.finish())
        watchQueue(*burst);
    m_loss.add(feedback);
    if (const auto measured = m_prober.add(feedback); measured && *measured > m_kbps)
        adopt(*measured);
    decide(feedback.received);
}

void BandwidthEstimator::addReport(Time now, double fractionLost)
{
    if (m_lastPacketReport && now - *m_lastPacketReport < reportsCount)
        return;
    m_lastFeedback = now;
    m_loss.addReport(now, fractionLost);
    m_loss.update(now, m_roundTrip, true);
    m_now = now;
    adopt(std::clamp(m_loss.kbps(), lowestKbps, std::max(lowestKbps, m_ceilingKbps)));
}

void BandwidthEstimator::decide(Time now)
{
    m_now = now;
    const bool queues = m_queue.now() > standingQueue;
    const auto arriving = m_arriving.kbps();
    const auto fallenTo = std::exchange(m_fallenTo, std::nullopt);
    m_delay.update({.now = now,
                    .signal = fallenTo ? Signal::Overused : m_trend.signal(),
                    .arrivingKbps = fallenTo ? std::min(*fallenTo, arriving.value_or(*fallenTo)) : arriving,
                    .roundTrip = m_roundTrip,
                    .sourceIsIdle = m_sentKbps < idleShare * m_kbps});
    m_loss.update(now, m_roundTrip, queues);
    const double highest = std::max(lowestKbps, mostAboveCeiling * m_ceilingKbps);
    m_kbps = std::clamp(std::min(m_delay.kbps(), m_loss.kbps()), lowestKbps, highest);
    // Neither may run away from what is really sent.
    m_delay.limit(highest);
    m_loss.limit(lossAhead * m_delay.kbps());
    m_queue.setRate(m_kbps);
}

void BandwidthEstimator::adopt(double kbps)
{
    m_kbps = kbps;
    m_delay.adopt(kbps);
    m_loss.adopt(kbps);
    m_queue.setRate(kbps);
}

void BandwidthEstimator::setSentRate(double kbps)
{
    m_sentKbps = kbps;
    if (kbps <= 0)
        m_sendingSince.reset();
}

void BandwidthEstimator::advance(Time now)
{
    m_now = now;
    if (m_sentKbps > 0 && !m_sendingSince)
        m_sendingSince = now;
    if (!m_lastFeedback || !m_sendingSince || now - std::max(*m_lastFeedback, *m_sendingSince) < silence)
        return;
    if (m_lastSilenceCut && now - *m_lastSilenceCut < betweenSilenceCuts)
        return;
    m_lastSilenceCut = now;
    adopt(std::max(lowestKbps, silenceCut * m_kbps));
}

double BandwidthEstimator::targetKbps() const
{
    const auto cut = m_delay.lastCut();
    if (!cut || m_now - *cut > drainFor || m_queue.now() < queueToDrain)
        return m_kbps;
    // The queue shall be gone within about a second.
    return m_kbps * std::clamp(1 - seconds(m_queue.now()), leastWhileDraining, 1.0);
}

std::optional<Probe> BandwidthEstimator::probe(Time now)
{
    if (!m_lastPacketReport || now - *m_lastPacketReport > silence / 2)
        return std::nullopt;
    return m_prober.due({.now = now,
                         .kbps = m_kbps,
                         .ceilingKbps = m_ceilingKbps,
                         .lastCut = m_delay.lastCut(),
                         .isCalm = m_trend.signal() != Signal::Overused && m_queue.now() < standingQueue + m_queue.explained()});
}

} // namespace rollcall::rate
