#pragma once

#include "attendance/schedule.h"
#include "attendance/uuid.h"
#include "attendance/work_day.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rollcall::attendance {

// What a person with the right changed about a day, and why. Nothing is overwritten: what cameras saw stays, and a mistaken correction
// is withdrawn by another one.
struct Correction {
    enum class Kind {
        CheckIn,    // came at `when`
        CheckOut,   // left at `when`
        Ignore,     // the sighting `target` does not count
        SetStatus,  // the day is `status`, whatever was seen
        Withdraw,   // the earlier correction `target` does not count
    };
    Uuid id;
    PersonId person;
    Day day{};
    std::optional<ShiftId> shift;  // of several on one day
    Kind kind = Kind::CheckIn;
    std::optional<UtcMs> when;
    std::optional<Uuid> target;
    std::optional<DayStatus> status;
    std::string reason;
    std::string by;  // who made it
    UtcMs made{};
    friend bool operator==(const Correction &, const Correction &) = default;
};

// Those that count, oldest first: without withdrawn ones and without withdrawals.
[[nodiscard]] std::vector<const Correction *> inForce(std::span<const Correction> corrections);

} // namespace rollcall::attendance
