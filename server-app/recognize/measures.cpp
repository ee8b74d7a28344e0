#include "recognize/measures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace rollcall::recognize {

namespace {

std::vector<float> sorted(std::span<const float> scores)
{
    std::vector<float> result(scores.begin(), scores.end());
    std::ranges::sort(result);
    return result;
}

} // namespace

std::optional<double> areaUnderCurve(std::span<const float> genuine, std::span<const float> impostors)
{
    if (genuine.empty() || impostors.empty())
        return std::nullopt;
    const std::vector<float> low = sorted(impostors);
    double wins = 0;
    for (const float score : genuine) {
        const auto [first, last] = std::ranges::equal_range(low, score);
        wins += static_cast<double>(first - low.begin()) + static_cast<double>(last - first) / 2;
    }
    return wins / (static_cast<double>(genuine.size()) * static_cast<double>(impostors.size()));
}

double shareReaching(std::span<const float> scores, float threshold)
{
    if (scores.empty())
        return 0;
    const auto count = std::ranges::count_if(scores, [&](float score) { return score >= threshold; });
    return static_cast<double>(count) / static_cast<double>(scores.size());
}

std::optional<float> thresholdFor(std::span<const float> impostors, double rate)
{
    if (impostors.empty())
        return std::nullopt;
    std::vector<float> high(impostors.begin(), impostors.end());
    std::ranges::sort(high, std::ranges::greater{});
    const double wanted = std::clamp(rate, 0.0, 1.0) * static_cast<double>(high.size());
    // A rate such as 0.1 has no exact binary form: a tenth of ten scores is one, not none.
    const auto allowed = static_cast<size_t>(std::floor(wanted + 1e-9));
    if (allowed >= high.size())
        return high.back();
    // Everybody who is not allowed in must stay below, those who are equal to the first of them included.
    const float firstOutside = high[allowed];
    const auto inside = std::ranges::lower_bound(high, firstOutside, std::ranges::greater{});
    if (inside == high.begin())
        return std::nextafter(firstOutside, std::numeric_limits<float>::infinity());
    return *std::prev(inside);
}

std::optional<double> trueAcceptsAt(std::span<const float> genuine, std::span<const float> impostors, double rate)
{
    const auto threshold = thresholdFor(impostors, rate);
    if (!threshold || genuine.empty())
        return std::nullopt;
    return shareReaching(genuine, *threshold);
}

std::vector<OperatingPoint> curve(
    std::span<const float> genuine, std::span<const float> impostors, float first, float last, int steps)
{
    std::vector<OperatingPoint> points;
    for (int i = 0; i < steps; ++i) {
        const float threshold = first + (last - first) * static_cast<float>(i) / static_cast<float>(steps - 1);
        const double accepted = shareReaching(genuine, threshold);
        points.push_back({threshold, shareReaching(impostors, threshold), genuine.empty() ? 0 : 1 - accepted});
    }
    return points;
}

} // namespace rollcall::recognize
