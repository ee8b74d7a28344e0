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

RegisterEntry makeEntry(const PersonId &person, Day day, std::map<CameraId, std::vector<Interval>> &byCamera, const Rules &rules)
{
    RegisterEntry entry;
    entry.person = person;
    entry.day = day;
    entry.checkIn = UtcMs::max();
    entry.lastSeen = UtcMs::min();
    std::vector<std::pair<UtcMs, CameraId>> order;
    for (auto &[camera, intervals] : byCamera) {
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
    std::map<std::pair<Day, PersonId>, std::map<CameraId, std::vector<Interval>>> groups;
    for (const Sighting &sighting : sightings)
        groups[{dayOf(sighting.firstSeen), sighting.person}][sighting.camera].push_back({sighting.firstSeen, sighting.lastSeen});

    std::vector<RegisterEntry> entries;
    entries.reserve(groups.size());
    for (auto &[key, byCamera] : groups)
        entries.push_back(makeEntry(key.second, key.first, byCamera, rules));
    std::sort(entries.begin(), entries.end(), [](const RegisterEntry &a, const RegisterEntry &b) {
        return std::tie(a.day, a.checkIn, a.person) < std::tie(b.day, b.checkIn, b.person);
    });
    return entries;
}

} // namespace rollcall::attendance
