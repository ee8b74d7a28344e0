#include "rate/queue_delay.h"

#include <algorithm>

namespace rollcall::rate {

void QueueDelay::add(const Burst &burst)
{
    const Time delay = burst.arrived - burst.firstSent;
    while (!m_least.empty() && m_least.back().second >= delay)
        m_least.pop_back();
    m_least.emplace_back(burst.firstSent, delay);
    while (m_least.front().first < burst.firstSent - window)
        m_least.pop_front();
    m_now = delay - m_least.front().second;

    const Time passed = m_lastSent ? burst.firstSent - *m_lastSent : Time{};
    m_lastSent = burst.firstSent;
    const Time own{m_kbps > 0 ? int64_t(burst.bytes * 8 * 1000 / m_kbps) : 0};
    m_explained = std::clamp(m_explained - passed, Time{}, mostExplained) + own;
    m_explained = std::min(m_explained, mostExplained);
}

} // namespace rollcall::rate
