#pragma once

#include "attendance/schedule.h"
#include "attendance/sighting.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollcall::attendance {

enum class DayStatus { Expected, Present, Late, EarlyLeave, HalfDay, Absent, Excused, Holiday, DayOff, Exception };
inline constexpr std::array allStatuses{DayStatus::Expected, DayStatus::Present, DayStatus::Late, DayStatus::EarlyLeave, DayStatus::HalfDay,
                                        DayStatus::Absent, DayStatus::Excused, DayStatus::Holiday, DayStatus::DayOff, DayStatus::Exception};

// What else is to be known of a day; several may hold.
enum class Mark : uint32_t {
    Late = 1 << 0,
    EarlyLeave = 1 << 1,
    MissingCheckIn = 1 << 2,
    MissingCheckOut = 1 << 3,
    ClosedByRule = 1 << 4,     // the check-out is the rule's, nobody saw it
    UnpairedPunch = 1 << 5,    // an in or an out that has no partner
    OutsideWindow = 1 << 6,    // seen that day when the shift counts nobody
    TooShort = 1 << 7,         // was here, but for less than counts
    WorkedOnHoliday = 1 << 8,
    WorkedOnDayOff = 1 << 9,
    Overtime = 1 << 10,
    Suggested = 1 << 11,       // stands on a sighting that nobody has confirmed
    Corrected = 1 << 12,       // a person changed something, see the corrections
    InProgress = 1 << 13,      // figures so far: more may come
};
inline constexpr std::array allMarks{Mark::Late, Mark::EarlyLeave, Mark::MissingCheckIn, Mark::MissingCheckOut, Mark::ClosedByRule,
                                     Mark::UnpairedPunch, Mark::OutsideWindow, Mark::TooShort, Mark::WorkedOnHoliday, Mark::WorkedOnDayOff,
                                     Mark::Overtime, Mark::Suggested, Mark::Corrected, Mark::InProgress};

struct Marks {
    uint32_t bits = 0;
    void add(Mark mark) { bits |= static_cast<uint32_t>(mark); }
    [[nodiscard]] bool has(Mark mark) const { return (bits & static_cast<uint32_t>(mark)) != 0; }
    friend bool operator==(const Marks &, const Marks &) = default;
};

// The words of the API: "early-leave", "missing-check-out".
[[nodiscard]] std::string_view toWord(DayStatus status);
[[nodiscard]] std::string_view toWord(Mark mark);
[[nodiscard]] std::optional<DayStatus> parseStatus(std::string_view word);

// One person on one day, or on one shift of it where they work several.
struct WorkDay {
    PersonId person;
    Day day{};                     // on which the shift starts
    std::optional<ShiftId> shift;  // absent without a schedule, on holidays and on days off
    std::optional<UtcMs> shiftStart;
    std::optional<UtcMs> shiftEnd;
    DayStatus status = DayStatus::Present;
    Marks marks;
    std::optional<UtcMs> checkIn;    // as corrected
    std::optional<UtcMs> checkOut;   // as corrected, or closed by rule
    std::optional<Source> checkInSource;
    std::optional<Source> checkOutSource;  // absent where it is the rule's
    std::optional<UtcMs> firstSeen;  // by cameras, whatever was corrected
    std::optional<UtcMs> lastSeen;
    Minutes planned{};   // of work
    Minutes worked{};    // overtime included
    Minutes breaks{};    // unpaid, between check-in and check-out
    Minutes lateBy{};    // 0 within the grace
    Minutes earlyBy{};
    Minutes overtime{};
    std::size_t sightings = 0;      // after joining duplicates
    SightingStatus certainty = SightingStatus::Confirmed;  // Suggested while every sighting is
    std::vector<CameraId> cameras;  // in order of first sight
    std::vector<Departure> departures;  // that are known as they happen; see Presence
    std::string note;               // the holiday's name, or the reason of a status that was set
    friend bool operator==(const WorkDay &, const WorkDay &) = default;
};

} // namespace rollcall::attendance
