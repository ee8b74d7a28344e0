#include "attendance/punches.h"

#include <algorithm>
#include <map>

namespace rollcall::attendance {

std::vector<Punch> makePunches(std::span<const Sighting *const> sightings, const Timetable &timetable, std::chrono::milliseconds duplicateWithin)
{
    std::map<std::pair<std::string, Direction>, std::vector<Punch>> byPlace;
    for (const Sighting *sighting : sightings) {
        CameraRule rule = timetable.camera(sighting->camera);
        byPlace[{std::move(rule.place), rule.direction}].push_back(
            {.direction = rule.direction, .from = sighting->firstSeen, .until = sighting->lastSeen, .source = sighting->source,
             .isSuggested = sighting->status == SightingStatus::Suggested});
    }
    std::vector<Punch> joined;
    for (auto &[key, punches] : byPlace) {
        std::sort(punches.begin(), punches.end());
        const std::size_t before = joined.size();
        for (const Punch &punch : punches) {
            if (joined.size() == before || punch.from > joined.back().until + duplicateWithin) {
                joined.push_back(punch);
                continue;
            }
            joined.back().until = std::max(joined.back().until, punch.until);
            joined.back().isSuggested = joined.back().isSuggested && punch.isSuggested;
        }
    }
    std::sort(joined.begin(), joined.end(), [](const Punch &a, const Punch &b) { return std::tie(a.from, a.until, a) < std::tie(b.from, b.until, b); });
    return joined;
}

} // namespace rollcall::attendance
