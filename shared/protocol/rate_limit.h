#pragma once

#include <algorithm>
#include <chrono>
#include <utility>

namespace rollcall::protocol {

// A token bucket: `perSecond` in the long run, `burst` at once. A value, full when made; time is an argument and must not run
// backwards. Any thread, one at a time.
class RateLimit {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    RateLimit(double perSecond, double burst)
        : m_perSecond(perSecond)
        , m_burst(burst)
        , m_tokens(burst)
    {
    }

    // True when one more is within the limit, and counts it then.
    [[nodiscard]] bool take(TimePoint now)
    {
        const std::chrono::duration<double> passed = now - std::exchange(m_last, std::max(m_last, now));
        m_tokens = std::min(m_burst, m_tokens + std::max(0.0, passed.count()) * m_perSecond);
        if (m_tokens < 1.0)
            return false;
        m_tokens -= 1.0;
        return true;
    }

private:
    double m_perSecond;
    double m_burst;
    double m_tokens;
    TimePoint m_last{};
};

} // namespace rollcall::protocol
