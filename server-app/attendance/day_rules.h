#pragma once

#include "attendance/correction.h"
#include "attendance/sighting.h"
#include "attendance/timetable.h"
#include "attendance/work_day.h"

#include <span>
#include <vector>

namespace rollcall::attendance {

// What is known of one person in one turn.
struct TurnEvents {
    std::vector<const Sighting *> sightings;      // within the turn's window
    std::vector<const Correction *> corrections;  // in force, oldest first
    bool wasSeenOutside = false;                  // that day, when no shift counts
};

// Without those that a correction sets aside.
[[nodiscard]] std::vector<const Sighting *> countingSightings(const TurnEvents &events);

// The rules of the turn's shift over its events. Until the window is over, at `asOf`, figures are marked as in progress.
[[nodiscard]] WorkDay judgeTurn(const PersonId &person, const Turn &turn, const TurnEvents &events, const Timetable &timetable, UtcMs asOf);

// A day without a shift: plain first and last sight. `status` is Present where nothing is planned, else Holiday or DayOff, on which
// all presence is overtime.
[[nodiscard]] WorkDay judgeFreeDay(const PersonId &person, Day day, DayStatus status, const TurnEvents &events, const Timetable &timetable,
                                   std::chrono::milliseconds duplicateWithin);

} // namespace rollcall::attendance
