#pragma once

#include "attendance/interval.h"
#include "attendance/local_zone.h"
#include "attendance/schedule.h"

#include <map>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

namespace rollcall::attendance {

// One shift on one day, in instants.
struct Turn {
    const Shift *shift = nullptr;  // of the Timetable
    Day day{};
    Interval hours;
    Interval window;  // who is seen in it counts: from before the start to after the end
    std::vector<Interval> unpaidBreaks;
    Minutes planned{};  // hours without unpaid breaks, as long as clocks make them that day
};

// What is planned for whom and when. It remembers turns: one thread at a time.
class Timetable {
public:
    Timetable(Schedule schedule, LocalZone zone);
    Timetable(const Timetable &) = delete;
    Timetable &operator=(const Timetable &) = delete;

    // What applies to one person. The timetable outlives it.
    class Plan {
    public:
        // Whether some shift is assigned for this day of the calendar, be it a working day of the shift or not.
        [[nodiscard]] bool applies(Day day) const;
        [[nodiscard]] std::vector<const Turn *> turns(Day day) const;  // by start; holidays are not looked at
        [[nodiscard]] const Holiday *holiday(Day day) const;

    private:
        friend class Timetable;
        struct Entry {
            const Shift *shift = nullptr;
            Validity validity;
        };
        [[nodiscard]] std::vector<const Shift *> shifts(Day day) const;

        const Timetable *m_timetable = nullptr;
        std::vector<Entry> m_own;
        std::vector<Entry> m_ofGroups;
        std::vector<const Holiday *> m_holidays;
    };

    [[nodiscard]] Plan planOf(const PersonId &person, std::span<const GroupName> groups) const;
    [[nodiscard]] const LocalZone &zone() const { return m_zone; }
    [[nodiscard]] CameraRule camera(const CameraId &camera) const;
    [[nodiscard]] const Shift *shift(const ShiftId &id) const;  // null where there is none
    // From the earliest opening of a window on the first day to the latest closing on the last one, over all shifts.
    [[nodiscard]] Interval windows(Day first, Day last) const;

private:
    [[nodiscard]] const Turn &turn(const Shift &shift, Day day) const;
    [[nodiscard]] Turn makeTurn(const Shift &shift, Day day) const;

    const Schedule m_schedule;
    const LocalZone m_zone;
    std::map<ShiftId, const Shift *> m_shifts;
    std::map<std::variant<PersonId, GroupName>, std::vector<const Assignment *>> m_assignments;
    mutable std::map<std::pair<const Shift *, Day>, std::unique_ptr<const Turn>> m_turns;
};

} // namespace rollcall::attendance
