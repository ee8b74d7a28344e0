#include "attendance/punches.h"

#include <algorithm>

namespace rollcall::attendance {

std::vector<Punch> makePunches(std::span<const Sighting *const> sightings, const Timetable &timetable, std::chrono::milliseconds duplicateWithin)
{
    std::vector<std::pair<std::string, Punch>> byPlace;
    byPlace.reserve(sightings.size());
    for (const Sighting *sighting : sightings) {
        CameraRule rule = timetable.camera(sighting->camera);
        byPlace.emplace_back(std::move(rule.place), Punch{.direction = rule.direction, .from = sighting->firstSeen, .until = sighting->lastSeen, .source = sighting->source,
                                                          .isSuggested = sighting->status == SightingStatus::Suggested});
    }
    std::sort(byPlace.begin(), byPlace.end());
    std::vector<Punch> joined;
    const std::string *place = nullptr;  // of the last one joined
    for (const auto &[where, punch] : byPlace) {
        const bool isDuplicate = place && *place == where && joined.back().direction == punch.direction && punch.from <= joined.back().until + duplicateWithin;
        place = &where;
        if (!isDuplicate) {
            joined.push_back(punch);
            continue;
        }
        joined.back().until = std::max(joined.back().until, punch.until);
        joined.back().isSuggested = joined.back().isSuggested && punch.isSuggested;
    }
    std::sort(joined.begin(), joined.end(), [](const Punch &a, const Punch &b) { return std::tie(a.from, a.until, a) < std::tie(b.from, b.until, b); });
    return joined;
}

} // namespace rollcall::attendance
