#include "rate/hold_back.h"

#include <algorithm>

namespace rollcall::rate {

void HoldBack::confirm(Time sentUntil, Time now)
{
    while (!m_sent.empty() && m_sent.front() <= sentUntil)
        m_sent.pop_front();
    const Time roundTrip = now - sentUntil;
    while (!m_leastRoundTrip.empty() && m_leastRoundTrip.back().second >= roundTrip)
        m_leastRoundTrip.pop_back();
    m_leastRoundTrip.emplace_back(now, roundTrip);
    while (m_leastRoundTrip.front().first < now - window)
        m_leastRoundTrip.pop_front();
}

HoldBack::Admission HoldBack::admit(Time now)
{
    if (m_leastRoundTrip.empty())
        return Admission::Yes;
    const bool isLate = !m_sent.empty() && now - m_sent.front() > m_leastRoundTrip.front().second + patience;
    // While reports come the queue drains, and the receiver has pictures: another one would only be in the way of what is sent again.
    const bool isOverdue = !m_lastAdmitted || now - std::max(*m_lastAdmitted, m_leastRoundTrip.back().first) >= longest;
    if (isLate && !isOverdue)
        return Admission::No;
    while (!m_sent.empty() && m_sent.front() < now - window)
        m_sent.pop_front();
    m_sent.push_back(now);
    m_lastAdmitted = now;
    return isLate ? Admission::Alone : Admission::Yes;
}

bool HoldBack::isUnderWay(Time admitted) const
{
    return std::ranges::binary_search(m_sent, admitted);
}

void HoldBack::reset()
{
    m_sent.clear();
    m_leastRoundTrip.clear();
    m_lastAdmitted.reset();
}

} // namespace rollcall::rate
