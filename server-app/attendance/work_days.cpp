#include "attendance/work_days.h"

#include "attendance/day_rules.h"

#include <algorithm>
#include <map>

namespace rollcall::attendance {

namespace {

// A turn and its window reach at most 12 hours before its day and 36 hours beyond it (ScheduleLimits), so turns further away than this
// share no window with a day.
constexpr int daysAround = 3;

// A turn and what came in its window.
struct Slot {
    const Turn *turn = nullptr;
    Interval window;
    TurnEvents events;
};

// Where two windows overlap, each instant belongs to the nearer shift.
void partWindows(std::vector<Slot> &slots)
{
    for (std::size_t i = 1; i < slots.size(); ++i) {
        Slot &before = slots[i - 1];
        Slot &after = slots[i];
        if (before.window.until <= after.window.from)
            continue;
        const UtcMs end = before.turn->hours.until;
        const UtcMs start = after.turn->hours.from;
        const UtcMs nearer = end <= start ? end + (start - end) / 2 : start;
        const UtcMs border = std::clamp(nearer, after.window.from, before.window.until);  // a window is parted, never widened
        before.window.until = border;
        after.window.from = border;
    }
}

bool statusIsSet(const TurnEvents &events)
{
    return std::any_of(events.corrections.begin(), events.corrections.end(),
                       [](const Correction *correction) { return correction->kind == Correction::Kind::SetStatus; });
}

class PersonRegister {
public:
    PersonRegister(const PersonEvents &events, const Timetable &timetable, const DayRange &range)
        : m_events(events)
        , m_timetable(timetable)
        , m_plan(timetable.planOf(events.person, events.groups))
        , m_range(range)
    {
        plan();
        distributeSightings();
        distributeCorrections();
    }

    [[nodiscard]] std::vector<WorkDay> judge(UtcMs asOf, std::chrono::milliseconds duplicateWithin)
    {
        std::vector<WorkDay> days;
        std::size_t next = 0;
        for (Day day = m_range.first; day <= m_range.last; day = addDays(day, 1)) {
            while (next < m_slots.size() && m_slots[next].turn->day < day)
                ++next;
            const std::size_t first = next;
            while (next < m_slots.size() && m_slots[next].turn->day == day)
                ++next;
            judgeDay(day, std::span(m_slots).subspan(first, next - first), asOf, duplicateWithin, days);
        }
        return days;
    }

private:
    void plan()
    {
        for (int i = -daysAround; i <= daysBetween(m_range.first, m_range.last) + daysAround; ++i) {
            const Day day = addDays(m_range.first, i);
            if (!m_plan.applies(day) || m_plan.holiday(day))
                continue;
            for (const Turn *turn : m_plan.turns(day))
                m_slots.push_back({turn, turn->window, {}});
        }
        partWindows(m_slots);
    }

    [[nodiscard]] Slot *slotAt(UtcMs when)
    {
        const auto after = std::upper_bound(m_slots.begin(), m_slots.end(), when, [](UtcMs w, const Slot &slot) { return w < slot.window.from; });
        if (after == m_slots.begin() || !std::prev(after)->window.contains(when))
            return nullptr;
        return &*std::prev(after);
    }

    void distributeSightings()
    {
        for (const Sighting &sighting : m_events.sightings) {
            if (sighting.status == SightingStatus::Rejected)
                continue;
            if (Slot *slot = slotAt(sighting.firstSeen))
                slot->events.sightings.push_back(&sighting);
            else
                m_elsewhere[m_timetable.zone().dayOf(sighting.firstSeen)].sightings.push_back(&sighting);
        }
    }

    // An ignored sighting is ignored wherever it came to lie.
    void ignore(const Correction &correction)
    {
        const auto found = std::find_if(m_events.sightings.begin(), m_events.sightings.end(),
                                        [&](const Sighting &sighting) { return sighting.id == correction.target; });
        if (found == m_events.sightings.end())
            return;
        Slot *slot = slotAt(found->firstSeen);
        (slot ? slot->events : m_elsewhere[m_timetable.zone().dayOf(found->firstSeen)]).corrections.push_back(&correction);
    }

    // A correction names its day; of several shifts the one that it names, or whose window its time is in, or the first.
    void distributeCorrections()
    {
        for (const Correction *correction : inForce(m_events.corrections)) {
            if (correction->kind == Correction::Kind::Ignore) {
                ignore(*correction);
                continue;
            }
            std::vector<Slot *> ofDay;
            for (Slot &slot : m_slots) {
                const bool fits = slot.turn->day == correction->day && (!correction->shift || *correction->shift == slot.turn->shift->id);
                if (fits)
                    ofDay.push_back(&slot);
            }
            if (ofDay.empty()) {
                m_elsewhere[correction->day].corrections.push_back(correction);
                continue;
            }
            if (!correction->when) {  // a status is for all of them
                for (Slot *slot : ofDay)
                    slot->events.corrections.push_back(correction);
                continue;
            }
            const auto within = std::find_if(ofDay.begin(), ofDay.end(), [&](const Slot *slot) { return slot->window.contains(*correction->when); });
            (within == ofDay.end() ? ofDay.front() : *within)->events.corrections.push_back(correction);
        }
    }

    void judgeDay(Day day, std::span<Slot> slots, UtcMs asOf, std::chrono::milliseconds duplicateWithin, std::vector<WorkDay> &days)
    {
        const auto elsewhere = m_elsewhere.find(day);
        static const TurnEvents nothing;
        const TurnEvents &loose = elsewhere == m_elsewhere.end() ? nothing : elsewhere->second;
        const bool isMember = m_events.membership.contains(day);
        if (slots.empty()) {
            const bool anything = !loose.sightings.empty() || !loose.corrections.empty();
            const bool isPlanned = m_plan.applies(day);
            const Holiday *holiday = isPlanned ? m_plan.holiday(day) : nullptr;
            if (!anything && (!isPlanned || !isMember))
                return;
            const DayStatus status = holiday ? DayStatus::Holiday : isPlanned ? DayStatus::DayOff : DayStatus::Present;
            WorkDay judged = judgeFreeDay(m_events.person, day, status, loose, m_timetable, duplicateWithin);
            if (holiday && judged.note.empty())
                judged.note = holiday->name;
            const bool wasHere = judged.checkIn || judged.checkOut || statusIsSet(loose);
            if (isPlanned || wasHere)  // all that was seen may have been set aside
                days.push_back(std::move(judged));
            return;
        }
        for (Slot &slot : slots) {
            slot.events.wasSeenOutside = &slot == slots.data() && !countingSightings(loose).empty();
            if (!isMember && slot.events.sightings.empty() && slot.events.corrections.empty())
                continue;
            days.push_back(judgeTurn(m_events.person, *slot.turn, slot.events, m_timetable, asOf));
        }
    }

    const PersonEvents &m_events;
    const Timetable &m_timetable;
    const Timetable::Plan m_plan;
    const DayRange m_range;
    std::vector<Slot> m_slots;               // by time
    std::map<Day, TurnEvents> m_elsewhere;   // by local day, what belongs to no turn
};

} // namespace

Interval eventsNeeded(const Timetable &timetable, const DayRange &range)
{
    Interval needed{timetable.zone().bounds(range.first).first, timetable.zone().bounds(range.last).second};
    const Interval windows = timetable.windows(range.first, range.last);
    return {std::min(needed.from, windows.from), std::max(needed.until, windows.until)};
}

std::vector<WorkDay> workDays(const PersonEvents &events, const Timetable &timetable, const DayRange &range, UtcMs asOf,
                              std::chrono::milliseconds duplicateWithin)
{
    return PersonRegister(events, timetable, range).judge(asOf, duplicateWithin);
}

} // namespace rollcall::attendance
