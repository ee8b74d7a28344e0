#pragma once

#include "attendance/ids.h"
#include "attendance/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rollcall::attendance {

using Minutes = std::chrono::minutes;
using ShiftId = Id<struct ShiftTag>;
using GroupName = Id<struct GroupTag>;

// Days, both ends included; an absent end is open.
struct Validity {
    std::optional<Day> from;
    std::optional<Day> until;
    [[nodiscard]] bool contains(Day day) const { return (!from || *from <= day) && (!until || day <= *until); }
    friend bool operator==(const Validity &, const Validity &) = default;
};

struct Weekdays {
    static constexpr uint8_t all = 0x7f;
    uint8_t bits = 0;  // bit 0 is Monday, bit 6 is Sunday
    [[nodiscard]] bool contains(std::chrono::weekday day) const { return (bits >> (day.iso_encoding() - 1) & 1) != 0; }
    friend bool operator==(const Weekdays &, const Weekdays &) = default;
};

// How the moments in which somebody was seen become check-ins and check-outs.
enum class PunchMode {
    FirstInLastOut,  // the first and the last moment; what lies between them counts as presence
    Alternating,     // in, out, in, out …, whichever camera it was
    EveryPair,       // each in with the next out, by the directions of the cameras; a camera of both directions alternates
};

// What stands for a check-out that never came, once the check-out window is over.
enum class MissingCheckOut {
    CloseAtShiftEnd,
    CloseAtLastSeen,
    LeaveOpen,  // the day becomes an exception; time after the last check-in does not count
};

struct Break {
    Minutes start{};  // since midnight; before the shift's start: of the next day
    Minutes end{};    // not after start: of the next day
    bool paid = false;  // a paid break counts as work
    friend bool operator==(const Break &, const Break &) = default;
};

// Overtime is presence outside the shift's hours. Each stretch, before and after, counts from its first minute once it is long enough.
struct OvertimeRule {
    Minutes atLeast{30};
    bool beforeStart = false;  // coming early counts too
    friend bool operator==(const OvertimeRule &, const OvertimeRule &) = default;
};

struct Shift {
    ShiftId id;
    std::string name;
    Minutes start{};  // since midnight, by the clocks of the place
    Minutes end{};    // not after start: of the next day
    Weekdays days;    // on which it starts
    Validity validity;
    std::vector<Break> breaks;
    PunchMode mode = PunchMode::FirstInLastOut;
    Minutes lateGrace{0};
    Minutes earlyGrace{0};
    Minutes checkInBefore{120};   // who is seen earlier is not counted in
    Minutes checkOutAfter{240};   // who is seen later is not counted out
    Minutes halfDayBelow{0};      // worked less than this: a half day; 0: never
    Minutes absentBelow{0};       // worked less than this: absent; 0: never
    MissingCheckOut missingCheckOut = MissingCheckOut::CloseAtShiftEnd;
    std::chrono::milliseconds duplicateWithin{60'000};  // moments at one place at most this far apart are one
    std::optional<OvertimeRule> overtime;
    friend bool operator==(const Shift &, const Shift &) = default;
};

// Bounds that make the register of a day depend on few days around it.
struct ScheduleLimits {
    static constexpr Minutes window{12 * 60};  // checkInBefore, checkOutAfter
    static constexpr Minutes day{24 * 60};
};

// Who works a shift. A person's own assignments of a day take the place of those of their groups.
struct Assignment {
    std::string id;
    std::variant<PersonId, GroupName> who;
    ShiftId shift;
    Validity validity;
    friend bool operator==(const Assignment &, const Assignment &) = default;
};

struct Holiday {
    std::string id;
    std::string name;
    Day first{};
    Day last{};  // included
    bool yearly = false;  // every year on the same days of the calendar, from the year of `first` on
    std::optional<GroupName> group;  // absent: for everybody
    friend bool operator==(const Holiday &, const Holiday &) = default;
};

enum class Direction { In, Out, Both };

struct CameraRule {
    Direction direction = Direction::Both;
    std::string place;  // cameras of one place see the same door; empty: a place of its own
    friend bool operator==(const CameraRule &, const CameraRule &) = default;
};

// Everything that plans people's days.
struct Schedule {
    std::vector<Shift> shifts;
    std::vector<Assignment> assignments;
    std::vector<Holiday> holidays;
    std::map<CameraId, CameraRule> cameras;
};

} // namespace rollcall::attendance
