#include "rate/hold_back.h"

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

bool HoldBack::admits(Time now)
{
    if (m_leastRoundTrip.empty())
        return true;
    const bool isLate = !m_sent.empty() && now - m_sent.front() > m_leastRoundTrip.front().second + patience;
    const bool isOverdue = !m_lastAdmitted || now - *m_lastAdmitted >= longest;
    if (isLate && !isOverdue)
        return false;
    if (isLate)
        m_sent.clear();
    m_sent.push_back(now);
    m_lastAdmitted = now;
    return true;
}

void HoldBack::reset()
{
    m_sent.clear();
    m_leastRoundTrip.clear();
    m_lastAdmitted.reset();
}

} // namespace rollcall::rate
