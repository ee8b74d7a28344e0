#pragma once

#include "attendance/time.h"

#include <algorithm>

namespace rollcall::attendance {

// [from, until)
struct Interval {
    UtcMs from{};
    UtcMs until{};
    [[nodiscard]] bool contains(UtcMs when) const { return from <= when && when < until; }
    [[nodiscard]] std::chrono::milliseconds length() const { return until - from; }
    friend bool operator==(const Interval &, const Interval &) = default;
};

[[nodiscard]] inline std::chrono::milliseconds overlap(const Interval &a, const Interval &b)
{
    return std::max(std::chrono::milliseconds(0), std::min(a.until, b.until) - std::max(a.from, b.from));
}

} // namespace rollcall::attendance
