#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace rollcall::bench {

using Clock = std::chrono::steady_clock;

inline double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// The value that `share` of the samples do not exceed; sorts them.
inline double percentile(std::vector<double> &samples, double share)
{
    if (samples.empty())
        return 0;
    std::ranges::sort(samples);
    return samples[std::min(samples.size() - 1, static_cast<std::size_t>(share * static_cast<double>(samples.size())))];
}

} // namespace rollcall::bench
