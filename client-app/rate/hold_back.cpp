#include "rate/hold_back.h"

#include <algorithm>

namespace rollcall::rate {

HoldBack::Admission HoldBack::admit(Time captured, Time now)
{
    if (m_leastRoundTrip.empty())
        return Admission::Yes;
    const bool full = isFull(now);
    // While reports come the queue drains, and the receiver has pictures: another one would only be in the way of what is sent again.
    const bool isOverdue = !m_lastAdmitted || now - std::max(*m_lastAdmitted, m_leastRoundTrip.back().first) >= longest;
    if (full && !isOverdue) {
        m_lastLeftOut = now;
        return Admission::No;
    }
    while (!m_sent.empty() && m_sent.front().admitted < now - window)
        m_sent.pop_front();
    m_sent.push_back({captured, now});
    m_lastAdmitted = now;
    return full ? Admission::Alone : Admission::Yes;
}

void HoldBack::noteLeft(Time captured, Time now)
{
    m_lastSent = now;
    for (Picture &picture : m_sent) {
        if (!picture.left && picture.captured <= captured + rounding)
            picture.left = now;
    }
}

void HoldBack::confirm(Time sentUntil, Time now)
{
    while (!m_sent.empty() && m_sent.front().left && *m_sent.front().left <= sentUntil)
        m_sent.pop_front();
    const Time roundTrip = now - sentUntil;
    while (!m_leastRoundTrip.empty() && m_leastRoundTrip.back().second >= roundTrip)
        m_leastRoundTrip.pop_back();
    m_leastRoundTrip.emplace_back(now, roundTrip);
    while (m_leastRoundTrip.front().first < now - window)
        m_leastRoundTrip.pop_front();
}

bool HoldBack::isFull(Time now) const
{
    return !m_leastRoundTrip.empty() && !m_sent.empty() && m_sent.front().left
        && now - *m_sent.front().left > m_leastRoundTrip.front().second + patience;
}

bool HoldBack::wasFull(Time now) const
{
    return isFull(now) || (m_lastLeftOut && now - *m_lastLeftOut < rest);
}

bool HoldBack::repeatLast(Time now)
{
    if (!isFull(now) || now - std::max(m_lastSent, m_leastRoundTrip.back().first) < silence)
        return false;
    m_lastSent = now;
    return true;
}

bool HoldBack::isUnderWay(Time captured) const
{
    return std::ranges::binary_search(m_sent, captured, {}, &Picture::captured);
}

void HoldBack::reset()
{
    m_sent.clear();
    m_leastRoundTrip.clear();
    m_lastAdmitted.reset();
    m_lastLeftOut.reset();
}

} // namespace rollcall::rate
