#include "webhooks/day_events.h"

#include "store/day_values.h"
#include "webhooks/events.h"

#include <algorithm>

namespace rollcall::webhooks {

namespace {

using attendance::Correction;
using attendance::Day;
using attendance::Mark;
using attendance::SightingStatus;
using attendance::Source;
using attendance::UtcMs;
using attendance::WorkDay;
using InForce = std::vector<const Correction *>;

std::string subjectOf(const WorkDay &day)
{
    return store::toText(day.day) + ' ' + day.person.toString();
}

bool concerns(const Correction &correction, const WorkDay &day)
{
    return correction.day == day.day && (!correction.shift || correction.shift == day.shift);
}

bool statusIsSet(const InForce &corrections, const WorkDay &day)
{
    return std::ranges::any_of(corrections, [&](const Correction *correction) { return correction->kind == Correction::Kind::SetStatus && concerns(*correction, day); });
}

DayEvent eventOf(const char *name, const WorkDay &day, UtcMs when, std::optional<Source> source)
{
    return {.name = name, .subject = subjectOf(day), .day = day.day, .when = when, .shift = day.shift, .shiftStart = day.shiftStart, .source = source};
}

// One day of the calendar, which may have several shifts; by their start.
class DayTelling {
public:
    DayTelling(std::span<const WorkDay> shifts, const InForce &corrections, Day today)
        : m_shifts(shifts)
        , m_corrections(corrections)
        , m_today(today)
    {
    }

    void tell(std::vector<DayEvent> &events) const
    {
        tellArrival(events);
        for (const WorkDay &day : m_shifts)
            tellDepartures(day, events);
        if (isOver())
            tellEnd(events);
    }

private:
    // A suggestion that nobody has agreed to is no check-in; what somebody entered is.
    [[nodiscard]] bool hasCome(const WorkDay &day) const
    {
        return day.checkIn && (day.certainty == SightingStatus::Confirmed || day.checkInSource == Source::Manual);
    }

    void tellArrival(std::vector<DayEvent> &events) const
    {
        const auto first = std::ranges::find_if(m_shifts, [this](const WorkDay &day) { return hasCome(day); });
        if (first == m_shifts.end())
            return;
        DayEvent event = eventOf(checkIn, *first, *first->checkIn, first->checkInSource);
        if (event.source != Source::Manual && !first->cameras.empty())
            event.camera = first->cameras.front();
        events.push_back(std::move(event));
        const auto behind = std::ranges::find_if(m_shifts, [this](const WorkDay &day) { return hasCome(day) && day.marks.has(Mark::Late) && !statusIsSet(m_corrections, day); });
        if (behind == m_shifts.end())
            return;
        DayEvent lateness = eventOf(late, *behind, *behind->checkIn, behind->checkInSource);
        lateness.lateBy = behind->lateBy;
        events.push_back(std::move(lateness));
    }

    void tellDepartures(const WorkDay &day, std::vector<DayEvent> &events) const
    {
        for (const attendance::Departure &departure : day.departures) {
            DayEvent event = eventOf(checkOut, day, departure.when, departure.source);
            event.subject += ' ' + std::to_string(departure.when.time_since_epoch().count());
            events.push_back(std::move(event));
        }
    }

    // With a shift once its window is closed, without one once the day is over.
    [[nodiscard]] bool isOver() const
    {
        return std::ranges::all_of(m_shifts, [this](const WorkDay &day) { return day.shift ? !day.marks.has(Mark::InProgress) : day.day < m_today; });
    }

    void tellEnd(std::vector<DayEvent> &events) const
    {
        for (auto day = m_shifts.rbegin(); day != m_shifts.rend(); ++day) {
            if (!day->checkOut || (day->certainty != SightingStatus::Confirmed && !hasCome(*day) && day->checkOutSource != Source::Manual))
                continue;
            DayEvent event = eventOf(checkOut, *day, *day->checkOut, day->checkOutSource);
            event.isFinal = true;
            event.isClosedByRule = day->marks.has(Mark::ClosedByRule);
            events.push_back(std::move(event));
            return;
        }
    }

    const std::span<const WorkDay> m_shifts;
    const InForce &m_corrections;
    const Day m_today;
};

} // namespace

std::vector<DayEvent> eventsOf(std::span<const WorkDay> days, std::span<const Correction> corrections, Day today)
{
    const InForce inForce = attendance::inForce(corrections);
    std::vector<DayEvent> events;
    for (std::size_t first = 0; first < days.size();) {
        std::size_t next = first;
        while (next < days.size() && days[next].day == days[first].day)
            ++next;
        DayTelling(days.subspan(first, next - first), inForce, today).tell(events);
        first = next;
    }
    return events;
}

} // namespace rollcall::webhooks
