#include "api/day_book.h"

#include "store/people_records.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <unordered_map>

namespace rollcall::api {

using attendance::DayState;
using attendance::PersonId;
using attendance::UtcMs;
using attendance::WorkDay;
using store::RegisterChanges;

namespace {

constexpr int daysAround = 3;  // corrections of neighbouring shifts

struct Events {
    std::vector<attendance::Sighting> sightings;
    std::vector<attendance::Correction> corrections;
    [[nodiscard]] bool areNone() const { return sightings.empty() && corrections.empty(); }
};

// A place in the day's order, so that entries that arrive between two pages disturb nothing.
using Place = std::tuple<int64_t, std::string_view, std::string_view>;

Place placeOf(const WorkDay &day)
{
    const UtcMs when = day.checkIn ? *day.checkIn : day.firstSeen.value_or(UtcMs::max());
    return {when.time_since_epoch().count(), day.person.toString(), day.shift ? std::string_view(day.shift->toString()) : std::string_view()};
}

std::string cursorOf(const Place &place)
{
    return std::to_string(std::get<0>(place)) + '~' + std::string(std::get<1>(place)) + '~' + std::string(std::get<2>(place));
}

// Points into the cursor.
std::optional<Place> parseCursor(const std::string &cursor)
{
    const std::size_t first = cursor.find('~');
    const std::size_t second = first == std::string::npos ? first : cursor.find('~', first + 1);
    bool isNumber = false;
    const qint64 time = QByteArrayView(cursor.data(), qsizetype(std::min(first, cursor.size()))).toLongLong(&isNumber);
    if (!isNumber || second == std::string::npos || cursor.find('~', second + 1) != std::string::npos)
        return std::nullopt;
    const std::string_view text(cursor);
    return Place{time, text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

bool wasHere(const WorkDay &day) { return day.firstSeen || day.checkIn || day.checkOut; }

std::vector<DayItem> inOrder(std::vector<DayItem> items)
{
    std::vector<std::pair<Place, std::size_t>> places;
    places.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        places.emplace_back(placeOf(items[i].day), i);
    std::ranges::sort(places);
    std::vector<DayItem> ordered;
    ordered.reserve(items.size());
    for (const auto &[place, i] : places)
        ordered.push_back(std::move(items[i]));
    return ordered;
}

Expected<std::vector<store::Member>> everybody(store::Register &records)
{
    store::EventRecords people(records.database());
    std::vector<store::Member> members;
    store::PageRequest page{.limit = store::PageRequest::maxLimit, .cursor = {}};
    do {
        auto some = people.members({}, page);
        if (!some)
            return std::unexpected(std::move(some.error()));
        std::ranges::move(some->items, std::back_inserter(members));
        page.cursor = some->next;
    } while (page.cursor);
    return members;
}

} // namespace

// Who there is and what is planned for whom.
struct DayBook::Plan {
    RegisterChanges::Stand stand;
    std::unique_ptr<attendance::Timetable> timetable;
    std::vector<store::Member> members;  // by id
    std::vector<attendance::Validity> memberships;
    std::unordered_map<std::string_view, std::size_t> places;  // of members, by id
    std::set<PersonId> ownShifts;        // who is assigned by name
    std::vector<std::string> searched;   // names as they are searched; empty until somebody does

    [[nodiscard]] const store::Member *member(const PersonId &id) const
    {
        const auto found = places.find(id.toString());
        return found == places.end() ? nullptr : &members[found->second];
    }
    [[nodiscard]] bool isCalled(const PersonId &id, const std::string &part)
    {
        if (searched.empty())
            std::ranges::transform(members, std::back_inserter(searched), [](const store::Member &member) { return store::folded(member.name); });
        const auto found = places.find(id.toString());
        return found != places.end() && searched[found->second].contains(part);
    }
    // Whose day is the same where nothing was seen of them.
    [[nodiscard]] std::string signature(std::size_t place, attendance::Day day) const
    {
        std::string text(memberships[place].contains(day) ? "1" : "0");
        for (const attendance::GroupName &group : members[place].groups)
            text.append(1, '\n').append(group.toString());
        if (ownShifts.contains(members[place].id))
            text.append(1, '\t').append(members[place].id.toString());
        return text;
    }
};

struct DayBook::Stand {
    RegisterChanges::Stand plan;
    RegisterChanges::Stand events;
    friend bool operator==(const Stand &, const Stand &) = default;
};

struct DayBook::Counted {
    Stand stand;
    UtcMs asOf{};
    UtcMs until{};  // time alone changes the day
    CountedDay day;
    [[nodiscard]] bool stands(const Stand &now, UtcMs when) const { return asOf <= when && when < until && stand == now; }
};

struct DayBook::Judged {
    attendance::Day day{};
    Counted counted;
    std::vector<DayItem> items;  // in order
};

namespace {

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

} // namespace

DayBook::DayBook() = default;
DayBook::~DayBook() = default;

Expected<void> DayBook::readPlan(store::Register &records, const reports::ReportSite &site)
{
    auto stand = RegisterChanges(records.database()).plans();
    if (!stand)
        return std::unexpected(std::move(stand.error()));
    if (m_plan && m_plan->stand == *stand)
        return {};
    auto schedule = reports::ReportSource::schedule(records);
    if (!schedule)
        return std::unexpected(std::move(schedule.error()));
    auto members = everybody(records);
    if (!members)
        return std::unexpected(std::move(members.error()));
    auto plan = std::make_unique<Plan>();
    plan->stand = std::move(*stand);
    plan->members = std::move(*members);
    for (std::size_t i = 0; i < plan->members.size(); ++i) {
        plan->places.emplace(plan->members[i].id.toString(), i);
        plan->memberships.push_back(reports::membershipOf(plan->members[i], site.zone));
    }
    for (const attendance::Assignment &assignment : schedule->assignments) {
        if (const auto *person = std::get_if<PersonId>(&assignment.who))
            plan->ownShifts.insert(*person);
    }
    plan->timetable = std::make_unique<attendance::Timetable>(std::move(*schedule), site.zone);
    m_plan = std::move(plan);
    m_days.clear();
    m_counts.clear();
    return {};
}

Expected<DayBook::Stand> DayBook::standOf(store::Register &records, attendance::Day day, const reports::ReportSite &site)
{
    if (auto read = readPlan(records, site); !read)
        return std::unexpected(std::move(read.error()));
    auto events = RegisterChanges(records.database()).events(attendance::eventsNeeded(*m_plan->timetable, {day, day}), attendance::addDays(day, -daysAround),
                                                             attendance::addDays(day, daysAround));
    if (!events)
        return std::unexpected(std::move(events.error()));
    return Stand{m_plan->stand, std::move(*events)};
}

Expected<std::shared_ptr<const DayBook::Judged>> DayBook::judged(store::Register &records, attendance::Day day, const reports::ReportSite &site)
{
    auto stand = standOf(records, day, site);
    if (!stand)
        return std::unexpected(std::move(stand.error()));
    const auto known = std::ranges::find(m_days, day, [](const auto &judged) { return judged->day; });
    if (known != m_days.end()) {
        std::shared_ptr<const Judged> found = *known;
        m_days.erase(known);
        if (found->counted.stands(*stand, site.now)) {
            m_days.push_front(found);
            return found;
        }
    }
    auto fresh = judge(records, std::move(*stand), day, site);
    if (!fresh)
        return fresh;
    m_days.push_front(*fresh);
    if (m_days.size() > daysKept)
        m_days.pop_back();
    m_counts[day] = (*fresh)->counted;
    if (m_counts.size() > countsKept)
        m_counts.erase(m_counts.begin()->first == day ? std::prev(m_counts.end()) : m_counts.begin());
    return fresh;
}

namespace {

using EventsByPlace = std::vector<Events>;

Expected<EventsByPlace> eventsOf(store::Register &records, attendance::Day day, const attendance::Interval &needed, std::size_t people,
                                 const std::unordered_map<std::string_view, std::size_t> &places)
{
    auto sightings = records.sightingsBetween(needed.from, needed.until);
    if (!sightings)
        return std::unexpected(std::move(sightings.error()));
    auto corrections = store::CorrectionRecords(records.database()).ofDays({}, attendance::addDays(day, -daysAround), attendance::addDays(day, daysAround));
    if (!corrections)
        return std::unexpected(std::move(corrections.error()));
    EventsByPlace events(people);
    // Who is not there was added since; the day is judged again the next time.
    for (attendance::Sighting &sighting : *sightings) {
        if (const auto place = places.find(sighting.person.toString()); place != places.end())
            events[place->second].sightings.push_back(std::move(sighting));
    }
    for (attendance::Correction &correction : *corrections) {
        if (const auto place = places.find(correction.person.toString()); place != places.end())
            events[place->second].corrections.push_back(std::move(correction));
    }
    return events;
}

} // namespace

Expected<std::shared_ptr<const DayBook::Judged>> DayBook::judge(store::Register &records, Stand stand, attendance::Day day, const reports::ReportSite &site)
{
    const attendance::Timetable &timetable = *m_plan->timetable;
    const attendance::DayRange range{day, day};
    const attendance::Interval needed = attendance::eventsNeeded(timetable, range);
    const auto events = eventsOf(records, day, needed, m_plan->members.size(), m_plan->places);
    if (!events)
        return std::unexpected(events.error());
    auto result = std::make_shared<Judged>();
    result->day = day;
    const bool isOver = site.now >= needed.until;
    result->counted = {.stand = std::move(stand), .asOf = site.now, .until = isOver ? UtcMs::max() : needed.until, .day = {.counts = {}, .isOver = isOver}};
    std::unordered_map<std::string, std::vector<WorkDay>> unseen;  // by signature
    for (std::size_t i = 0; i < m_plan->members.size(); ++i) {
        const store::Member &member = m_plan->members[i];
        const Events &theirs = (*events)[i];
        const auto judgeOne = [&] {
            return attendance::workDays({.person = member.id, .groups = member.groups, .sightings = theirs.sightings, .corrections = theirs.corrections,
                                         .membership = m_plan->memberships[i]}, timetable, range, site.now, site.debounce);
        };
        std::vector<WorkDay> days;
        if (theirs.areNone()) {
            const auto [known, isNew] = unseen.try_emplace(m_plan->signature(i, day));
            if (isNew)
                known->second = judgeOne();
            days = known->second;
        } else {
            days = judgeOne();
        }
        for (WorkDay &one : days) {
            one.person = member.id;
            result->counted.until = std::min(result->counted.until, nextTurn(one, timetable, site.now));
        }
        result->counted.day.counts.add(days, isOver);
        for (WorkDay &one : days)
            result->items.push_back({std::move(one), member.name});
    }
    result->items = inOrder(std::move(result->items));
    return result;
}

Expected<store::Page<DayItem>> DayBook::page(store::Register &records, const DayQuery &query)
{
    std::optional<Place> after;
    if (query.page.cursor && !(after = parseCursor(*query.page.cursor)))
        return std::unexpected(foreignCursor());
    const auto found = judged(records, query.day, query.site);
    if (!found)
        return std::unexpected(found.error());
    const std::string part = store::folded(query.text);
    const auto isWanted = [&](const DayItem &item) {
        if (query.state ? !attendance::holds(*query.state, item.day, (*found)->counted.day.isOver) : !query.everybody && !wasHere(item.day))
            return false;
        if (query.group) {
            const store::Member *member = m_plan->member(item.day.person);
            if (!member || std::ranges::find(member->groups, *query.group) == member->groups.end())
                return false;
        }
        return part.empty() || m_plan->isCalled(item.day.person, part);
    };
    const std::vector<DayItem> &items = (*found)->items;
    auto next = after ? std::ranges::upper_bound(items, *after, {}, [](const DayItem &item) { return placeOf(item.day); }) : items.begin();
    store::Page<DayItem> page;
    for (; next != items.end(); ++next) {
        if (!isWanted(*next))
            continue;
        if (page.items.size() == static_cast<std::size_t>(query.page.limit)) {
            page.next = cursorOf(placeOf(page.items.back().day));
            break;
        }
        page.items.push_back(*next);
    }
    return page;
}

Expected<std::optional<CountedDay>> DayBook::knownCounts(store::Register &records, attendance::Day day, const reports::ReportSite &site)
{
    const auto stand = standOf(records, day, site);
    if (!stand)
        return std::unexpected(stand.error());
    const auto known = m_counts.find(day);
    if (known == m_counts.end() || !known->second.stands(*stand, site.now))
        return std::nullopt;
    return known->second.day;
}

Expected<CountedDay> DayBook::counts(store::Register &records, attendance::Day day, const reports::ReportSite &site)
{
    const auto known = knownCounts(records, day, site);
    if (!known)
        return std::unexpected(known.error());
    if (*known)
        return **known;
    const auto fresh = judged(records, day, site);
    if (!fresh)
        return std::unexpected(fresh.error());
    return (*fresh)->counted.day;
}

Expected<std::vector<DayItem>> DayBook::entries(store::Register &records, attendance::Day day, const reports::ReportSite &site, std::span<const DayState> states)
{
    const auto found = judged(records, day, site);
    if (!found)
        return std::unexpected(found.error());
    std::vector<DayItem> some;
    std::ranges::copy_if((*found)->items, std::back_inserter(some), [&](const DayItem &item) {
        return std::ranges::any_of(states, [&](DayState state) { return attendance::holds(state, item.day, (*found)->counted.day.isOver); });
    });
    return some;
}

std::vector<attendance::GroupName> DayBook::groupsOf(const PersonId &person) const
{
    const store::Member *member = m_plan ? m_plan->member(person) : nullptr;
    return member ? member->groups : std::vector<attendance::GroupName>();
}

} // namespace rollcall::api
