#include "client-app/rate/simulated_call.h"

#include <algorithm>

namespace rollcall::testing {

using rate::Time;

namespace {

constexpr Time tick{1'000};
constexpr int packetBytes = 1200;
constexpr int pictureTicks = 33;
constexpr int keyframeEvery = 90;
constexpr double keyframeFactor = 6;
constexpr double share = 0.95;  // of the target goes into pictures
constexpr double skew = 1.0001; // the receiver's clock runs a little fast

} // namespace

SimulatedCall::SimulatedCall(double startKbps, double wantedKbps)
    : estimator(startKbps)
{
    estimator.setCeiling(wantedKbps);
    estimator.setRoundTrip(Time{50'000});
}

void SimulatedCall::sendPacket(Time now, int bytes)
{
    m_sent.emplace_back(now, bytes);
    rate::PacketReport report{now, {}, bytes};
    const double queued = std::max(0.0, rate::seconds(m_lineFree - now)) * line.kbps * 1000 / 8;
    const bool lost = std::uniform_real_distribution<double>()(m_random) < line.loss;
    if (!lost && queued + bytes <= line.queueBytes) {
        m_lineFree = std::max(m_lineFree, now) + Time{int64_t(bytes * 8 * 1000 / line.kbps)};
        const Time arrives = m_lineFree + line.oneWay;
        report.arrived = Time{int64_t(double(arrives.count()) * skew) + 77'000'000};
        const auto second = size_t(rate::seconds(arrives));
        m_seconds.resize(std::max(m_seconds.size(), second + 1));
        m_seconds[second].arrivedKbps += bytes * 8 / 1000.0;
        m_seconds[second].worstDelayMs = std::max(m_seconds[second].worstDelayMs, rate::milliseconds(arrives - now));
    }
    m_unreported.push_back(report);
}

void SimulatedCall::sendPicture(Time now)
{
    const double kbps = std::min(sourceKbps, share * estimator.targetKbps());
    const double usual = kbps * 1000 / 8 / 30 / (1 + (keyframeFactor - 1) / keyframeEvery);
    const double noise = std::uniform_real_distribution<double>(0.8, 1.2)(m_random);
    int bytes = int(usual * noise * (m_pictures % keyframeEvery == 0 ? keyframeFactor : 1));
    for (++m_pictures; bytes > 0; bytes -= packetBytes)
        sendPacket(now, std::min(bytes, packetBytes));
    // The receiver reports with the last packet of a picture.
    if (givesFeedback && m_unreported.back().arrived) {
        const Time arrives = m_lineFree + line.oneWay;
        m_onTheWay.emplace_back(arrives + line.oneWay, rate::Feedback{arrives + line.oneWay, std::exchange(m_unreported, {})});
    }
}

void SimulatedCall::deliverFeedback(Time now)
{
    while (!m_onTheWay.empty() && m_onTheWay.front().first <= now) {
        estimator.add(m_onTheWay.front().second);
        m_onTheWay.erase(m_onTheWay.begin());
    }
}

void SimulatedCall::run(double length)
{
    const Time end = m_now + Time{int64_t(length * 1e6)};
    for (int i = 0; m_now < end; m_now += tick, ++i) {
        const auto ticks = m_now / tick;
        if (ticks % pictureTicks == 0)
            sendPicture(m_now);
        deliverFeedback(m_now);
        if (ticks % 100 == 0) {
            std::erase_if(m_sent, [this](const auto &sent) { return sent.first < m_now - Time{500'000}; });
            double bytes = 0;
            for (const auto &sent : m_sent)
                bytes += sent.second;
            estimator.setSentRate(bytes * 8 / 1000 / 0.5);
            estimator.advance(m_now);
        }
        if (ticks % 20 == 0 && !m_probe) {
            if (const auto probe = estimator.probe(m_now)) {
                m_probe = {*probe, m_now + probe->duration};
                m_probeBytes = 0;
            }
        }
        if (m_probe && m_now < m_probe->second) {
            const double media = std::min(sourceKbps, share * estimator.targetKbps());
            for (m_probeBytes += (m_probe->first.kbps - media) / 8; m_probeBytes >= packetBytes; m_probeBytes -= packetBytes)
                sendPacket(m_now, packetBytes);
        } else {
            m_probe.reset();
        }
        const auto second = size_t(rate::seconds(m_now));
        m_seconds.resize(std::max(m_seconds.size(), second + 1));
        m_seconds[second].targetKbps = estimator.targetKbps();
    }
}

std::optional<int> SimulatedCall::firstSecondAbove(double kbps, int second) const
{
    for (size_t i = size_t(second); i < m_seconds.size(); ++i) {
        if (m_seconds[i].arrivedKbps >= kbps)
            return int(i);
    }
    return std::nullopt;
}

double SimulatedCall::meanArrived(int from, int to) const
{
    double sum = 0;
    for (int i = from; i < to; ++i)
        sum += m_seconds[size_t(i)].arrivedKbps;
    return sum / (to - from);
}

} // namespace rollcall::testing
