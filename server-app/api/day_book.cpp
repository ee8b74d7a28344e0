#include "api/day_book.h"

#include "store/people_records.h"

#include <algorithm>
#include <iterator>

namespace rollcall::api {

using attendance::DayState;
using attendance::PersonId;
using attendance::UtcMs;
using attendance::WorkDay;
using store::RegisterChanges;

namespace {

constexpr int daysAround = 3;  // corrections of neighbouring shifts

std::string cursorOf(const JudgedDay::Order &place)
{
    return std::to_string(std::get<0>(place)) + '~' + std::string(std::get<1>(place)) + '~' + std::string(std::get<2>(place));
}

// Points into the cursor.
std::optional<JudgedDay::Order> parseCursor(const std::string &cursor)
{
    const std::size_t first = cursor.find('~');
    const std::size_t second = first == std::string::npos ? first : cursor.find('~', first + 1);
    bool isNumber = false;
    const qint64 time = QByteArrayView(cursor.data(), qsizetype(std::min(first, cursor.size()))).toLongLong(&isNumber);
    if (!isNumber || second == std::string::npos || cursor.find('~', second + 1) != std::string::npos)
        return std::nullopt;
    const std::string_view text(cursor);
    return JudgedDay::Order{time, text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

bool wasHere(const WorkDay &day) { return day.firstSeen || day.checkIn || day.checkOut; }

// Of a day, or of its figures alone.
bool stands(const JudgedDay::Marks &marks, UtcMs asOf, UtcMs until, const JudgedDay::Marks &now, UtcMs when)
{
    return asOf <= when && when < until && marks == now;
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
    auto plan = DayPlan::read(records, std::move(*stand), site.zone);
    if (!plan)
        return std::unexpected(std::move(plan.error()));
    m_days.clear();
    m_counts.clear();
    m_searched.clear();
    m_plan = std::move(*plan);
    return {};
}

Expected<DayBook::Marks> DayBook::marksOf(store::Register &records, attendance::Day day, const reports::ReportSite &site)
{
    if (auto read = readPlan(records, site); !read)
        return std::unexpected(std::move(read.error()));
    return RegisterChanges(records.database()).events(JudgedDay::needed(*m_plan, day), attendance::addDays(day, -daysAround), attendance::addDays(day, daysAround));
}

Expected<const JudgedDay *> DayBook::judged(store::Register &records, attendance::Day day, const reports::ReportSite &site)
{
    auto marks = marksOf(records, day, site);
    if (!marks)
        return std::unexpected(std::move(marks.error()));
    std::unique_ptr<JudgedDay> known;
    if (const auto found = std::ranges::find(m_days, day, [](const auto &kept) { return kept->day(); }); found != m_days.end()) {
        known = std::move(*found);
        m_days.erase(found);
    }
    auto current = upToDate(std::move(known), records, day, site, std::move(*marks));
    if (!current)
        return std::unexpected(std::move(current.error()));
    m_days.push_front(std::move(*current));
    if (m_days.size() > daysKept)
        m_days.pop_back();
    noteCounts(*m_days.front());
    return m_days.front().get();
}

Expected<std::unique_ptr<JudgedDay>> DayBook::upToDate(std::unique_ptr<JudgedDay> known, store::Register &records, attendance::Day day, const reports::ReportSite &site,
                                                       Marks marks)
{
    if (!known)
        return JudgedDay::judge(records, *m_plan, day, site, std::move(marks));
    if (stands(known->marks(), known->asOf(), known->until(), marks, site.now))
        return known;
    if (auto refreshed = known->refresh(records, site, std::move(marks)); !refreshed)
        return std::unexpected(std::move(refreshed.error()));
    return known;
}

void DayBook::noteCounts(const JudgedDay &day)
{
    m_counts[day.day()] = {.marks = day.marks(), .asOf = day.asOf(), .until = day.until(), .day = day.counted()};
    if (m_counts.size() > countsKept)
        m_counts.erase(m_counts.begin()->first == day.day() ? std::prev(m_counts.end()) : m_counts.begin());
}

bool DayBook::isCalled(std::size_t place, const std::string &part)
{
    if (m_searched.empty())
        std::ranges::transform(m_plan->members, std::back_inserter(m_searched), [](const store::Member &member) { return store::folded(member.name); });
    return m_searched[place].contains(part);
}

Expected<store::Page<DayItem>> DayBook::page(store::Register &records, const DayQuery &query)
{
    std::optional<JudgedDay::Order> after;
    if (query.page.cursor && !(after = parseCursor(*query.page.cursor)))
        return std::unexpected(foreignCursor());
    const auto found = judged(records, query.day, query.site);
    if (!found)
        return std::unexpected(found.error());
    const JudgedDay &day = **found;
    const std::string part = store::folded(query.text);
    const auto isWanted = [&](const JudgedDay::Entry &entry) {
        const WorkDay &one = day.at(entry);
        if (query.state ? !attendance::holds(*query.state, one, day.counted().isOver) : !query.everybody && !wasHere(one))
            return false;
        const std::vector<attendance::GroupName> &groups = m_plan->members[entry.place].groups;
        if (query.group && std::ranges::find(groups, *query.group) == groups.end())
            return false;
        return part.empty() || isCalled(entry.place, part);
    };
    const auto &entries = day.entries();
    auto next = after ? std::ranges::upper_bound(entries, *after, {}, [&](const JudgedDay::Entry &entry) { return JudgedDay::orderOf(day.at(entry)); }) : entries.begin();
    store::Page<DayItem> page;
    for (; next != entries.end(); ++next) {
        if (!isWanted(*next))
            continue;
        if (page.items.size() == static_cast<std::size_t>(query.page.limit)) {
            page.next = cursorOf(JudgedDay::orderOf(page.items.back().day));
            break;
        }
        page.items.push_back({day.at(*next), m_plan->members[next->place].name});
    }
    return page;
}

Expected<std::optional<CountedDay>> DayBook::knownCounts(store::Register &records, attendance::Day day, const reports::ReportSite &site)
{
    const auto marks = marksOf(records, day, site);
    if (!marks)
        return std::unexpected(marks.error());
    const auto known = m_counts.find(day);
    if (known == m_counts.end())
        return std::nullopt;
    const Counted &counted = known->second;
    return stands(counted.marks, counted.asOf, counted.until, *marks, site.now) ? std::optional(counted.day) : std::nullopt;
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
    return (*fresh)->counted();
}

Expected<std::vector<DayItem>> DayBook::entries(store::Register &records, attendance::Day day, const reports::ReportSite &site, std::span<const DayState> states)
{
    const auto found = judged(records, day, site);
    if (!found)
        return std::unexpected(found.error());
    std::vector<DayItem> some;
    for (const JudgedDay::Entry &entry : (*found)->entries()) {
        const WorkDay &one = (*found)->at(entry);
        if (std::ranges::any_of(states, [&](DayState state) { return attendance::holds(state, one, (*found)->counted().isOver); }))
            some.push_back({one, m_plan->members[entry.place].name});
    }
    return some;
}

std::vector<attendance::GroupName> DayBook::groupsOf(const PersonId &person) const
{
    const store::Member *member = m_plan ? m_plan->member(person) : nullptr;
    return member ? member->groups : std::vector<attendance::GroupName>();
}

} // namespace rollcall::api
