#pragma once

#include "attendance/interval.h"
#include "attendance/punches.h"

#include <optional>
#include <span>
#include <vector>

namespace rollcall::attendance {

// From punches to check-in, check-out and the time in between.
struct Presence {
    std::optional<UtcMs> in;
    std::optional<UtcMs> out;
    std::optional<Source> inSource;   // what says so
    std::optional<Source> outSource;
    std::vector<Interval> intervals;  // from each in to its out; by time, apart from each other
    std::optional<UtcMs> open;        // an in that has no out
    std::vector<Departure> departures;  // that are known as they happen: at an exit, by turns, or as entered
    bool isUnpaired = false;          // some punch found no partner
    [[nodiscard]] bool isMissingIn() const { return !in && out; }
};

// `punches` are by time, `manual` ones by when they were entered: the last one entered takes the place of the first in or the last out
// where only these count, and all of them stand beside the others where every punch counts.
[[nodiscard]] Presence findPresence(PunchMode mode, std::span<const Punch> punches, std::span<const Punch> manual);

} // namespace rollcall::attendance
