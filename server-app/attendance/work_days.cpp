#include "attendance/work_days.h"

#include "attendance/day_rules.h"

#include <algorithm>
#include <map>

namespace rollcall::attendance {

namespace {

// A turn and its window reach at most 12 hours before its day and 36 hours beyond it (ScheduleLimits), so turns further away than this
// share no window with a day.
constexpr int daysAround = 3;

using PlannedTurn = PlannedDays::PlannedTurn;

// Where two windows overlap, each instant belongs to the nearer shift.
void partWindows(std::vector<PlannedTurn> &turns)
{
    for (std::size_t i = 1; i < turns.size(); ++i) {
        PlannedTurn &before = turns[i - 1];
        PlannedTurn &after = turns[i];
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
    PersonRegister(const PersonEvents &events, const PlannedDays &planned)
        : m_events(events)
        , m_timetable(planned.timetable)
        , m_plan(planned.plan)
        , m_range(planned.range)
        , m_turns(planned.turns)
        , m_inTurns(planned.turns.size())
    {
        distributeSightings();
        distributeCorrections();
    }

    [[nodiscard]] std::vector<WorkDay> judge(UtcMs asOf, std::chrono::milliseconds duplicateWithin)
    {
        std::vector<WorkDay> days;
        std::size_t next = 0;
        for (Day day = m_range.first; day <= m_range.last; day = addDays(day, 1)) {
            while (next < m_turns.size() && m_turns[next].turn->day < day)
                ++next;
            const std::size_t first = next;
            while (next < m_turns.size() && m_turns[next].turn->day == day)
                ++next;
            judgeDay(day, first, next, asOf, duplicateWithin, days);
        }
        return days;
    }

private:
    [[nodiscard]] TurnEvents *eventsAt(UtcMs when)
    {
        const auto after = std::upper_bound(m_turns.begin(), m_turns.end(), when, [](UtcMs w, const PlannedTurn &turn) { return w < turn.window.from; });
        if (after == m_turns.begin() || !std::prev(after)->window.contains(when))
            return nullptr;
        return &m_inTurns[static_cast<std::size_t>(std::prev(after) - m_turns.begin())];
    }

    void distributeSightings()
    {
        for (const Sighting &sighting : m_events.sightings) {
            if (sighting.status == SightingStatus::Rejected)
                continue;
            if (TurnEvents *inTurn = eventsAt(sighting.firstSeen))
                inTurn->sightings.push_back(&sighting);
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
        TurnEvents *inTurn = eventsAt(found->firstSeen);
        (inTurn ? *inTurn : m_elsewhere[m_timetable.zone().dayOf(found->firstSeen)]).corrections.push_back(&correction);
    }

    // A correction names its day; of several shifts the one that it names, or whose window its time is in, or the first.
    void distributeCorrections()
    {
        for (const Correction *correction : inForce(m_events.corrections)) {
            if (correction->kind == Correction::Kind::Ignore) {
                ignore(*correction);
                continue;
            }
            std::vector<std::size_t> ofDay;
            for (std::size_t i = 0; i < m_turns.size(); ++i) {
                const Turn &turn = *m_turns[i].turn;
                if (turn.day == correction->day && (!correction->shift || *correction->shift == turn.shift->id))
                    ofDay.push_back(i);
            }
            if (ofDay.empty()) {
                m_elsewhere[correction->day].corrections.push_back(correction);
                continue;
            }
            if (!correction->when) {  // a status is for all of them
                for (const std::size_t i : ofDay)
                    m_inTurns[i].corrections.push_back(correction);
                continue;
            }
            const auto within = std::find_if(ofDay.begin(), ofDay.end(), [&](std::size_t i) { return m_turns[i].window.contains(*correction->when); });
            m_inTurns[within == ofDay.end() ? ofDay.front() : *within].corrections.push_back(correction);
        }
    }

    // With the turns [first, end).
    void judgeDay(Day day, std::size_t first, std::size_t end, UtcMs asOf, std::chrono::milliseconds duplicateWithin, std::vector<WorkDay> &days)
    {
        const auto elsewhere = m_elsewhere.find(day);
        static const TurnEvents nothing;
        const TurnEvents &loose = elsewhere == m_elsewhere.end() ? nothing : elsewhere->second;
        const bool isMember = m_events.membership.contains(day);
        if (first == end) {
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
        for (std::size_t i = first; i < end; ++i) {
            TurnEvents &inTurn = m_inTurns[i];
            inTurn.wasSeenOutside = i == first && !countingSightings(loose).empty();
            if (!isMember && inTurn.sightings.empty() && inTurn.corrections.empty())
                continue;
            days.push_back(judgeTurn(m_events.person, *m_turns[i].turn, inTurn, m_timetable, asOf));
        }
    }

    const PersonEvents &m_events;
    const Timetable &m_timetable;
    const Timetable::Plan &m_plan;
    const DayRange m_range;
    const std::vector<PlannedTurn> &m_turns;
    std::vector<TurnEvents> m_inTurns;      // what came in the window of each
    std::map<Day, TurnEvents> m_elsewhere;  // by local day, what belongs to no turn
};

} // namespace

Interval eventsNeeded(const Timetable &timetable, const DayRange &range)
{
    Interval needed{timetable.zone().bounds(range.first).first, timetable.zone().bounds(range.last).second};
    const Interval windows = timetable.windows(range.first, range.last);
    return {std::min(needed.from, windows.from), std::max(needed.until, windows.until)};
}

PlannedDays::PlannedDays(const Timetable &table, const PersonId &person, std::span<const GroupName> groups, const DayRange &days)
    : timetable(table)
    , plan(table.planOf(person, groups))
    , range(days)
{
    for (int i = -daysAround; i <= daysBetween(days.first, days.last) + daysAround; ++i) {
        const Day day = addDays(days.first, i);
        if (!plan.applies(day) || plan.holiday(day))
            continue;
        for (const Turn *turn : plan.turns(day))
            turns.push_back({turn, turn->window});
    }
    partWindows(turns);
}

std::vector<WorkDay> workDays(const PersonEvents &events, const Timetable &timetable, const DayRange &range, UtcMs asOf,
                              std::chrono::milliseconds duplicateWithin)
{
    return workDays(events, PlannedDays(timetable, events.person, events.groups, range), asOf, duplicateWithin);
}

std::vector<WorkDay> workDays(const PersonEvents &events, const PlannedDays &planned, UtcMs asOf, std::chrono::milliseconds duplicateWithin)
{
    return PersonRegister(events, planned).judge(asOf, duplicateWithin);
}

} // namespace rollcall::attendance
