#pragma once

#include <algorithm>
#include <chrono>
#include <random>

namespace rollcall::signaling {

// How long to wait before the next attempt: exponential with full jitter, so that a hundred cameras that lost the same server
// do not come back in step. A value; any thread.
class Backoff {
public:
    using milliseconds = std::chrono::milliseconds;

    explicit Backoff(milliseconds first = milliseconds{500}, milliseconds cap = milliseconds{10'000})
        : m_first(first)
        , m_cap(cap)
        , m_ceiling(std::min(first, cap))
    {
    }

    // A wait between 0 and the present ceiling, drawn from `random` (any uniform random bit generator); doubles the ceiling.
    template <std::uniform_random_bit_generator Random> [[nodiscard]] milliseconds next(Random &random)
    {
        std::uniform_int_distribution<milliseconds::rep> upToCeiling{0, m_ceiling.count()};
        m_ceiling = m_ceiling > m_cap / 2 ? m_cap : m_ceiling * 2;
        return milliseconds{upToCeiling(random)};
    }

    // After a connection that proved stable (not merely opened: a server that accepts and drops must not be hammered).
    void reset() { m_ceiling = std::min(m_first, m_cap); }

    // The longest that next() can answer now.
    [[nodiscard]] milliseconds ceiling() const { return m_ceiling; }

private:
    milliseconds m_first;
    milliseconds m_cap;
    milliseconds m_ceiling;
};

} // namespace rollcall::signaling
