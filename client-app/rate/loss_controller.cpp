#include "rate/loss_controller.h"

#include <algorithm>
#include <cmath>

namespace rollcall::rate {

namespace {

constexpr double little = 0.02;
constexpr double much = 0.10;
constexpr double raisePerSecond = 1.5;  // the delay's controller is the careful one
constexpr Time interval{500'000};
constexpr int fewestPackets = 20;

} // namespace

void LossController::add(const Feedback &feedback)
{
    if (!m_intervalStart)
        m_intervalStart = feedback.received;
    for (const PacketReport &packet : feedback.packets) {
        ++m_packets;
        m_lost += packet.arrived ? 0 : 1;
    }
    if (feedback.received - *m_intervalStart < interval || m_packets < fewestPackets)
        return;
    m_fraction = double(m_lost) / m_packets;
    m_isFresh = true;
    m_packets = 0;
    m_lost = 0;
    m_intervalStart = feedback.received;
}

void LossController::addReport(Time now, double fractionLost)
{
    m_fraction = fractionLost;
    m_isFresh = true;
    m_packets = 0;
    m_lost = 0;
    m_intervalStart = now;
}

void LossController::update(Time now, Time roundTrip, bool queues)
{
    if (m_isFresh && (!m_lastJudged || now - *m_lastJudged >= roundTrip))
        judge(now, queues);
}

void LossController::judge(Time now, bool queues)
{
    const double passed = m_lastJudged ? std::clamp(seconds(now - *m_lastJudged), 0.0, 1.0) : 0.0;
    m_lastJudged = now;
    m_isFresh = false;
    if (m_fraction > much)
        m_kbps *= 1 - m_fraction / 2;
    else if (m_fraction < little || !queues)
        m_kbps *= std::pow(raisePerSecond, passed);
}

} // namespace rollcall::rate
