#include "attendance/register.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace rollcall::attendance {

namespace {

struct Interval {
    UtcMs from;
    UtcMs until;
};

// Joins intervals whose gap is within the debounce, as if their observations had arrived in order.
std::size_t joinedCount(std::vector<Interval> &intervals, std::chrono::milliseconds debounce)
{
    std::sort(intervals.begin(), intervals.end(), [](const Interval &a, const Interval &b) { return a.from < b.from; });
    std::size_t count = 0;
    UtcMs end{};
    for (const Interval &interval : intervals) {
        const bool apart = count == 0 || interval.from > end + debounce;
        count += apart ? 1 : 0;
        end = apart ? interval.until : std::max(end, interval.until);
    }
    return count;
}

// One person's sightings of one day.
struct Group {
    std::map<CameraId, std::vector<Interval>> byCamera;
    bool isConfirmed = false;
};

RegisterEntry makeEntry(const PersonId &person, Day day, Group &group, const Rules &rules)
{
    RegisterEntry entry;
    entry.person = person;
    entry.day = day;
    entry.status = group.isConfirmed ? SightingStatus::Confirmed : SightingStatus::Suggested;
    entry.checkIn = UtcMs::max();
    entry.lastSeen = UtcMs::min();
    std::vector<std::pair<UtcMs, CameraId>> order;
    for (auto &[camera, intervals] : group.byCamera) {
        entry.sightings += joinedCount(intervals, rules.debounce);  // sorts them
        order.emplace_back(intervals.front().from, camera);
        for (const Interval &interval : intervals) {
            entry.checkIn = std::min(entry.checkIn, interval.from);
            entry.lastSeen = std::max(entry.lastSeen, interval.until);
        }
    }
    std::sort(order.begin(), order.end());
    for (auto &[when, camera] : order)
        entry.cameras.push_back(camera);
    return entry;
}

} // namespace

std::vector<RegisterEntry> makeRegister(std::span<const Sighting> sightings, const Rules &rules, const DayOf &dayOf)
{
    std::map<std::pair<Day, PersonId>, Group> groups;
    for (const Sighting &sighting : sightings) {
        if (sighting.status == SightingStatus::Rejected)
            continue;
        Group &group = groups[{dayOf(sighting.firstSeen), sighting.person}];
        group.byCamera[sighting.camera].push_back({sighting.firstSeen, sighting.lastSeen});
        group.isConfirmed |= sighting.status == SightingStatus::Confirmed;
    }

    std::vector<RegisterEntry> entries;
    entries.reserve(groups.size());
    for (auto &[key, group] : groups)
        entries.push_back(makeEntry(key.second, key.first, group, rules));
    std::sort(entries.begin(), entries.end(), [](const RegisterEntry &a, const RegisterEntry &b) {
        return std::tie(a.day, a.checkIn, a.person) < std::tie(b.day, b.checkIn, b.person);
    });
    return entries;
}

} // namespace rollcall::attendance
