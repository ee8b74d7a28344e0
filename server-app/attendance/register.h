#pragma once

#include "attendance/rules.h"
#include "attendance/sighting.h"

#include <cstddef>
#include <span>
#include <vector>

namespace rollcall::attendance {

// One person on one local day.
struct RegisterEntry {
    PersonId person;
    Day day{};
    UtcMs checkIn{};    // first seen
    UtcMs lastSeen{};   // the check-out, once the person has left
    std::size_t sightings = 0;      // after joining those that are within the debounce of each other
    std::vector<CameraId> cameras;  // in order of first sight
    // Suggested while every one of its sightings is; Confirmed as soon as one of them is. Never Rejected.
    SightingStatus status = SightingStatus::Confirmed;
    friend bool operator==(const RegisterEntry &, const RegisterEntry &) = default;
};

// The register is a function of the sightings alone: neither their order nor how arrival order cut them up matters.
// A sighting counts on the day of its first moment, a rejected one not at all. Sorted by day, check-in, person.
[[nodiscard]] std::vector<RegisterEntry> makeRegister(std::span<const Sighting> sightings, const Rules &rules, const DayOf &dayOf);

} // namespace rollcall::attendance
