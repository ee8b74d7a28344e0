#pragma once

#include "attendance/sighting.h"
#include "attendance/timetable.h"

#include <span>
#include <vector>

namespace rollcall::attendance {

// A moment, or a while, in which somebody passed a place: what check-ins and check-outs are made of.
struct Punch {
    Direction direction = Direction::Both;
    UtcMs from{};
    UtcMs until{};
    Source source = Source::Face;  // of its first moment
    bool isSuggested = false;  // every sighting in it is one that nobody has confirmed
    friend auto operator<=>(const Punch &, const Punch &) = default;
};

// Sightings at one place and in one direction that are at most `duplicateWithin` apart are one punch. By time; the order of the
// sightings does not matter.
[[nodiscard]] std::vector<Punch> makePunches(std::span<const Sighting *const> sightings, const Timetable &timetable,
                                             std::chrono::milliseconds duplicateWithin);

} // namespace rollcall::attendance
