#pragma once

#include "attendance/correction.h"
#include "attendance/sighting.h"
#include "attendance/timetable.h"
#include "attendance/work_day.h"

#include <span>
#include <vector>

namespace rollcall::attendance {

struct PersonEvents {
    PersonId person;
    std::span<const GroupName> groups;
    std::span<const Sighting> sightings;      // in any order; rejected ones do not count, those of others do not belong here
    std::span<const Correction> corrections;  // in any order, withdrawn ones too
    Validity membership;  // outside of it nothing is expected of the person
};

struct DayRange {
    Day first{};
    Day last{};  // included
};

// What is planned for somebody on some days and around them: the same for all who share groups and have no shifts of their own. The
// timetable outlives it.
struct PlannedDays {
    struct PlannedTurn {
        const Turn *turn = nullptr;
        Interval window;  // parted among turns whose windows overlap
    };
    PlannedDays(const Timetable &timetable, const PersonId &person, std::span<const GroupName> groups, const DayRange &range);

    const Timetable &timetable;
    Timetable::Plan plan;
    DayRange range;
    std::vector<PlannedTurn> turns;  // by time
};

// The sightings that can matter to these days: what PersonEvents must hold of them. Longer than the days where a
// shift's window reaches over midnight.
[[nodiscard]] Interval eventsNeeded(const Timetable &timetable, const DayRange &range);

// The register of one person: a function of events and schedule alone; neither the order of events nor the range asked for matters.
// One entry a day or, on days with shifts, one a shift; days on which nothing was planned and nobody seen have none. `asOf` only
// tells days that are over from those that are not. `duplicateWithin` is for days without a shift.
[[nodiscard]] std::vector<WorkDay> workDays(const PersonEvents &events, const Timetable &timetable, const DayRange &range, UtcMs asOf,
                                            std::chrono::milliseconds duplicateWithin);
// The same where the plan is known already; the groups of `events` are not looked at.
[[nodiscard]] std::vector<WorkDay> workDays(const PersonEvents &events, const PlannedDays &planned, UtcMs asOf, std::chrono::milliseconds duplicateWithin);

} // namespace rollcall::attendance
