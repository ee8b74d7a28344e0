#include "app/time_share.h"

#include <algorithm>

namespace rollcall::app {

namespace {

constexpr std::chrono::nanoseconds window = std::chrono::seconds(1);

std::chrono::nanoseconds part(std::chrono::nanoseconds time, double share)
{
    return std::chrono::nanoseconds(static_cast<int64_t>(static_cast<double>(time.count()) * share));
}

} // namespace

TimeShare::TimeShare(double share)
    : m_share(std::clamp(share, 0.0, 1.0))
    , m_left(part(window, m_share))
{
}

bool TimeShare::hasLeft(std::chrono::nanoseconds now)
{
    if (m_share >= 1)
        return true;
    const auto passed = m_filled.count() < 0 ? std::chrono::nanoseconds{} : std::max(now - m_filled, std::chrono::nanoseconds{});
    m_filled = std::max(now, m_filled);
    m_left = std::min(m_left + part(passed, m_share), part(window, m_share));
    return m_left.count() > 0;
}

void TimeShare::use(std::chrono::nanoseconds spent)
{
    m_left -= spent;
}

} // namespace rollcall::app
