#include "attendance/local_zone.h"

#include <algorithm>

namespace rollcall::attendance {

namespace {

constexpr std::size_t rememberedDays = 8'192;  // some 20 years: a bound, not a need
constexpr std::chrono::days farthestOffset{1};  // no place is farther from UTC

} // namespace

LocalZone::LocalZone(OffsetAt offsetAt)
    : m_offsetAt(std::move(offsetAt))
{
}

std::chrono::seconds LocalZone::offset(UtcMs when) const
{
    const auto day = std::chrono::floor<std::chrono::days>(when);
    const int64_t number = day.time_since_epoch().count();
    auto known = m_known.find(number);
    if (known == m_known.end()) {
        if (m_known.size() >= rememberedDays)
            m_known.clear();
        const std::chrono::seconds first = m_offsetAt(day);
        const std::chrono::seconds last = m_offsetAt(day + std::chrono::days(1) - std::chrono::milliseconds(1));
        known = m_known.emplace(number, first == last ? std::optional(first) : std::nullopt).first;
    }
    return known->second ? *known->second : m_offsetAt(when);
}

LocalMs LocalZone::local(UtcMs when) const
{
    return LocalMs(when.time_since_epoch() + offset(when));
}

Day LocalZone::dayOf(UtcMs when) const
{
    return Day(std::chrono::floor<std::chrono::days>(local(when)));
}

UtcMs LocalZone::toUtc(Day day, std::chrono::minutes time, Occurrence occurrence) const
{
    const LocalMs wanted = std::chrono::local_days(day) + time;
    const UtcMs asUtc(wanted.time_since_epoch());
    const UtcMs one = asUtc - offset(asUtc - farthestOffset);
    const UtcMs other = asUtc - offset(asUtc + farthestOffset);
    const auto [earlier, later] = std::minmax(one, other);
    const bool earlierFits = local(earlier) == wanted;
    const bool laterFits = local(later) == wanted;
    if (earlierFits && laterFits)
        return occurrence == Occurrence::First ? earlier : later;
    if (earlierFits || laterFits)
        return earlierFits ? earlier : later;
    return firstAtOrAfter(wanted, earlier, later);
}

// Clocks show an earlier time at `before` and a later one at `after`: they were set forward in between.
UtcMs LocalZone::firstAtOrAfter(LocalMs time, UtcMs before, UtcMs after) const
{
    while (after - before > std::chrono::milliseconds(1)) {
        const UtcMs middle = before + (after - before) / 2;
        (local(middle) < time ? before : after) = middle;
    }
    return after;
}

std::pair<UtcMs, UtcMs> LocalZone::bounds(Day day) const
{
    return {toUtc(day, std::chrono::minutes(0)), toUtc(addDays(day, 1), std::chrono::minutes(0))};
}

} // namespace rollcall::attendance
