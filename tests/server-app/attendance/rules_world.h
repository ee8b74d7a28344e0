#pragma once

#include "attendance/work_days.h"

#include <map>
#include <random>
#include <string>
#include <vector>

namespace rollcall::testing {

using namespace attendance;
using namespace std::chrono_literals;

inline constexpr Day monday = std::chrono::year{2026} / 11 / 23;
inline constexpr Minutes at(int hour, int minute = 0) { return Minutes(hour * 60 + minute); }

// Places with and without daylight saving, made by their rules rather than by a library.
inline LocalZone fixedZone(std::chrono::seconds offset) { return LocalZone([offset](UtcMs) { return offset; }); }
// Central European time in 2026: UTC+1, from 29 March 01:00 UTC to 25 October 01:00 UTC one hour more.
inline LocalZone berlin2026()
{
    return LocalZone([](UtcMs when) -> std::chrono::seconds {
        const UtcMs spring = std::chrono::sys_days(std::chrono::year{2026} / 3 / 29) + 1h;
        const UtcMs autumn = std::chrono::sys_days(std::chrono::year{2026} / 10 / 25) + 1h;
        return when >= spring && when < autumn ? 2h : 1h;
    });
}

// A person "ada", one shift 08:00–16:00 from Monday to Friday with half an hour of lunch, and what cameras and people add.
class World {
public:
    explicit World(LocalZone localZone = fixedZone(0s))
        : zone(std::move(localZone))
    {
        shift.id = ShiftId("day");
        shift.name = "Day";
        shift.start = at(8);
        shift.end = at(16);
        shift.days.bits = 0x1f;
        shift.breaks = {{.start = at(12), .end = at(12, 30)}};
    }

    // The instant at which clocks show this on `day`; 24:00 and later is the next day.
    [[nodiscard]] UtcMs instant(Day day, Minutes time, LocalZone::Occurrence occurrence = LocalZone::Occurrence::First) const
    {
        return zone.toUtc(day, time, occurrence);
    }
    Uuid seen(Day day, Minutes time, const char *camera = "door") { return seenFor(instant(day, time), 0s, camera); }
    Uuid seenFor(UtcMs from, std::chrono::milliseconds howLong, const char *camera = "door")
    {
        sightings.push_back({.id = m_ids.next(from), .person = person, .camera = CameraId(camera), .firstSeen = from, .lastSeen = from + howLong,
                             .confidence = 0.9, .track = 1});
        return sightings.back().id;
    }
    Uuid correct(Correction correction)
    {
        correction.id = m_ids.next(instant(correction.day, at(20)));
        correction.person = person;
        correction.reason = correction.reason.empty() ? "said so" : correction.reason;
        correction.by = "head";
        correction.made = instant(monday, at(20)) + std::chrono::seconds(corrections.size());
        corrections.push_back(correction);
        return correction.id;
    }
    [[nodiscard]] Schedule schedule() const
    {
        Schedule made = extra;
        made.shifts.push_back(shift);
        if (assigned)
            made.assignments.push_back({.id = "a", .who = person, .shift = shift.id, .validity = {}});
        made.cameras = {{CameraId("in"), {.direction = Direction::In, .place = "gate"}},
                        {CameraId("in2"), {.direction = Direction::In, .place = "gate"}},
                        {CameraId("out"), {.direction = Direction::Out, .place = "gate"}}};
        return made;
    }
    [[nodiscard]] std::vector<WorkDay> days(Day first, Day last) const
    {
        const Timetable timetable(schedule(), zone);
        return workDays({.person = person, .groups = groups, .sightings = sightings, .corrections = corrections, .membership = membership},
                        timetable, {first, last}, asOf.value_or(instant(addDays(last, 30), 0min)), 60s);
    }
    [[nodiscard]] WorkDay day(Day which = monday) const
    {
        const std::vector<WorkDay> found = days(which, which);
        return found.empty() ? WorkDay{} : found.front();
    }

    LocalZone zone;
    Shift shift;
    bool assigned = true;
    Schedule extra;
    PersonId person{"ada"};
    std::vector<GroupName> groups;
    std::vector<Sighting> sightings;
    std::vector<Correction> corrections;
    Validity membership;
    std::optional<UtcMs> asOf;  // long after

private:
    UuidGenerator m_ids{[engine = std::mt19937_64(7)]() mutable { return engine(); }};
};

// The clock of the world's place, "08:05", or "-".
inline std::string clock(const World &world, const std::optional<UtcMs> &when)
{
    if (!when)
        return "-";
    const auto local = world.zone.local(*when);
    const auto ofDay = std::chrono::floor<Minutes>(local - std::chrono::floor<std::chrono::days>(local)).count();
    const auto two = [](long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(ofDay / 60) + ':' + two(ofDay % 60);
}

// "late 08:12-16:00 worked 438 late 12 [late overtime]": everything of a day in a line.
inline std::string told(const World &world, const WorkDay &day)
{
    std::string text = std::string(toWord(day.status)) + ' ' + clock(world, day.checkIn) + "-" + clock(world, day.checkOut);
    const auto add = [&](const char *name, Minutes value) {
        if (value != 0min)
            text += std::string(" ") + name + ' ' + std::to_string(value.count());
    };
    add("worked", day.worked);
    add("breaks", day.breaks);
    add("late", day.lateBy);
    add("early", day.earlyBy);
    add("over", day.overtime);
    for (const Mark mark : allMarks) {
        if (day.marks.has(mark))
            text += " +" + std::string(toWord(mark));
    }
    return text;
}

} // namespace rollcall::testing
