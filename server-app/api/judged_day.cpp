#include "api/judged_day.h"

#include "store/correction_records.h"
#include "store/event_records.h"

#include <algorithm>
#include <iterator>
#include <ranges>

namespace rollcall::api {

using attendance::Interval;
using attendance::Sighting;
using attendance::UtcMs;
using attendance::WorkDay;
using store::RegisterChanges;

namespace {

constexpr int daysAround = 3;  // corrections of neighbouring shifts
constexpr std::chrono::hours hour{1};

// When the next turn that somebody has that day begins to count as missed, or ends.
UtcMs nextTurn(const WorkDay &day, const attendance::Timetable &timetable, UtcMs after)
{
    UtcMs next = UtcMs::max();
    const attendance::Shift *shift = day.shift ? timetable.shift(*day.shift) : nullptr;
    if (!shift || !day.shiftStart || !day.shiftEnd)
        return next;
    for (const UtcMs change : {*day.shiftStart + shift->lateGrace, *day.shiftEnd + shift->checkOutAfter}) {
        if (change > after)
            next = std::min(next, change);
    }
    return next;
}

// Hours that follow each other are read as one stretch.
std::vector<Interval> stretchesOf(const std::vector<int64_t> &hours, const Interval &needed)
{
    std::vector<Interval> stretches;
    for (const int64_t number : hours) {
        const UtcMs from{hour * number};
        if (!stretches.empty() && stretches.back().until == from)
            stretches.back().until = from + hour;
        else
            stretches.push_back({from, from + hour});
    }
    for (Interval &stretch : stretches)
        stretch = {std::max(stretch.from, needed.from), std::min(stretch.until, needed.until)};
    std::erase_if(stretches, [](const Interval &stretch) { return stretch.from >= stretch.until; });
    return stretches;
}

} // namespace

JudgedDay::JudgedDay(const DayPlan &plan, attendance::Day day)
    : m_plan(&plan)
    , m_day(day)
    , m_needed(needed(plan, day))
{
}

Interval JudgedDay::needed(const DayPlan &plan, attendance::Day day)
{
    return attendance::eventsNeeded(*plan.timetable, {day, day});
}

JudgedDay::Order JudgedDay::orderOf(const WorkDay &day)
{
    const UtcMs when = day.checkIn ? *day.checkIn : day.firstSeen.value_or(UtcMs::max());
    return {when.time_since_epoch().count(), day.person.toString(), day.shift ? std::string_view(day.shift->toString()) : std::string_view()};
}

Expected<std::unique_ptr<JudgedDay>> JudgedDay::judge(store::Register &records, const DayPlan &plan, attendance::Day day, const reports::ReportSite &site, Marks marks)
{
    std::unique_ptr<JudgedDay> fresh(new JudgedDay(plan, day));
    fresh->m_marks = std::move(marks);
    if (auto read = fresh->readAll(records); !read)
        return std::unexpected(std::move(read.error()));
    fresh->judgePeople(std::vector<bool>(plan.members.size(), true), site);
    return fresh;
}

Expected<void> JudgedDay::refresh(store::Register &records, const reports::ReportSite &site, Marks marks)
{
    // What operators decide and correct reaches into other days, and a clock that was set back makes everything anew.
    const bool isOver = site.now >= m_needed.until;
    const bool isAnother = m_marks.days != marks.days || site.now < m_asOf || isOver != m_counted.isOver;
    std::vector<bool> touched(m_people.size(), isAnother);
    if (auto read = isAnother ? readAll(records) : readChanged(records, marks, touched); !read)
        return read;
    m_marks = std::move(marks);
    for (std::size_t i = 0; i < m_people.size(); ++i) {
        if (m_people[i].until <= site.now)
            touched[i] = true;
    }
    judgePeople(touched, site);
    return {};
}

Expected<void> JudgedDay::readAll(store::Register &records)
{
    auto sightings = store::EventRecords(records.database()).sightingsBetween(m_needed.from, m_needed.until);
    if (!sightings)
        return std::unexpected(std::move(sightings.error()));
    auto corrections = store::CorrectionRecords(records.database()).ofDays({}, attendance::addDays(m_day, -daysAround), attendance::addDays(m_day, daysAround));
    if (!corrections)
        return std::unexpected(std::move(corrections.error()));
    m_people.assign(m_plan->members.size(), {});
    // Who is not there was added since; the plan is read again the next time.
    for (Sighting &sighting : *sightings) {
        if (const auto place = m_plan->places.find(sighting.person.toString()); place != m_plan->places.end())
            m_people[place->second].sightings.push_back(std::move(sighting));
    }
    for (attendance::Correction &correction : *corrections) {
        if (const auto place = m_plan->places.find(correction.person.toString()); place != m_plan->places.end())
            m_people[place->second].corrections.push_back(std::move(correction));
    }
    return {};
}

// Whose sightings are others than before.
Expected<void> JudgedDay::readChanged(store::Register &records, const Marks &now, std::vector<bool> &touched)
{
    for (const Interval &stretch : stretchesOf(RegisterChanges::changedPlaces(m_marks.hours, now.hours), m_needed)) {
        auto sightings = store::EventRecords(records.database()).sightingsBetween(stretch.from, stretch.until);
        if (!sightings)
            return std::unexpected(std::move(sightings.error()));
        Fresh fresh;
        for (Sighting &sighting : *sightings) {
            if (const auto place = m_plan->places.find(sighting.person.toString()); place != m_plan->places.end())
                fresh[place->second].push_back(std::move(sighting));
        }
        replace(stretch, std::move(fresh), touched);
    }
    return {};
}

void JudgedDay::replace(const Interval &hours, Fresh fresh, std::vector<bool> &touched)
{
    for (std::size_t i = 0; i < m_people.size(); ++i) {
        std::vector<Sighting> &known = m_people[i].sightings;
        const auto first = std::ranges::lower_bound(known, hours.from, {}, &Sighting::firstSeen);
        const auto last = std::ranges::lower_bound(first, known.end(), hours.until, {}, &Sighting::firstSeen);
        const auto found = fresh.find(i);
        if (found == fresh.end() && first == last)
            continue;
        std::vector<Sighting> now = found == fresh.end() ? std::vector<Sighting>() : std::move(found->second);
        if (std::ranges::equal(std::ranges::subrange(first, last), now))
            continue;
        const auto place = known.erase(first, last);
        known.insert(place, std::make_move_iterator(now.begin()), std::make_move_iterator(now.end()));
        touched[i] = true;
    }
}

void JudgedDay::judgePeople(const std::vector<bool> &touched, const reports::ReportSite &site)
{
    const attendance::Timetable &timetable = *m_plan->timetable;
    const attendance::DayRange range{m_day, m_day};
    // By signature: what is planned, and the day of whom nobody saw.
    struct Alike {
        attendance::PlannedDays planned;
        std::optional<std::vector<WorkDay>> unseen = {};
    };
    std::unordered_map<std::string, Alike> alike;
    for (std::size_t i = 0; i < m_people.size(); ++i) {
        if (!touched[i])
            continue;
        Person &person = m_people[i];
        const store::Member &member = m_plan->members[i];
        const std::string signature = m_plan->signature(i, m_day);
        auto same = alike.find(signature);
        if (same == alike.end())
            same = alike.emplace(signature, Alike{attendance::PlannedDays(timetable, member.id, member.groups, range)}).first;
        Alike &plan = same->second;
        const auto judgeOne = [&] {
            return attendance::workDays({.person = member.id, .groups = member.groups, .sightings = person.sightings, .corrections = person.corrections,
                                         .membership = m_plan->memberships[i]}, plan.planned, site.now, site.debounce);
        };
        if (person.sightings.empty() && person.corrections.empty()) {
            if (!plan.unseen)
                plan.unseen = judgeOne();
            person.days = *plan.unseen;
        } else {
            person.days = judgeOne();
        }
        person.until = UtcMs::max();
        for (WorkDay &one : person.days) {
            one.person = member.id;
            person.until = std::min(person.until, nextTurn(one, timetable, site.now));
        }
    }
    m_asOf = site.now;
    sum();
}

// Figures, order, and how long they stand.
void JudgedDay::sum()
{
    const bool isOver = m_asOf >= m_needed.until;
    m_counted = {.counts = {}, .isOver = isOver};
    m_until = isOver ? UtcMs::max() : m_needed.until;
    m_entries.clear();
    std::vector<std::pair<Order, Entry>> ordered;
    for (std::size_t i = 0; i < m_people.size(); ++i) {
        const Person &person = m_people[i];
        m_counted.counts.add(person.days, isOver);
        m_until = std::min(m_until, person.until);
        for (std::size_t turn = 0; turn < person.days.size(); ++turn)
            ordered.emplace_back(orderOf(person.days[turn]), Entry{.place = i, .turn = turn});
    }
    std::ranges::sort(ordered, {}, &std::pair<Order, Entry>::first);
    std::ranges::transform(ordered, std::back_inserter(m_entries), &std::pair<Order, Entry>::second);
}

} // namespace rollcall::api
