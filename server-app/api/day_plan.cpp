#include "api/day_plan.h"

#include "reports/report_source.h"
#include "store/event_records.h"

#include <algorithm>
#include <iterator>

namespace rollcall::api {

using attendance::PersonId;

namespace {

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

Expected<std::unique_ptr<DayPlan>> DayPlan::read(store::Register &records, store::RegisterChanges::Stand stand, const attendance::LocalZone &zone)
{
    auto schedule = reports::ReportSource::schedule(records);
    if (!schedule)
        return std::unexpected(std::move(schedule.error()));
    auto members = everybody(records);
    if (!members)
        return std::unexpected(std::move(members.error()));
    auto plan = std::make_unique<DayPlan>();
    plan->stand = std::move(stand);
    plan->members = std::move(*members);
    for (std::size_t i = 0; i < plan->members.size(); ++i) {
        plan->places.emplace(plan->members[i].id.toString(), i);
        plan->memberships.push_back(reports::membershipOf(plan->members[i], zone));
    }
    for (const attendance::Assignment &assignment : schedule->assignments) {
        if (const auto *person = std::get_if<PersonId>(&assignment.who))
            plan->ownShifts.insert(*person);
    }
    plan->timetable = std::make_unique<attendance::Timetable>(std::move(*schedule), zone);
    return plan;
}

const store::Member *DayPlan::member(const PersonId &id) const
{
    const auto found = places.find(id.toString());
    return found == places.end() ? nullptr : &members[found->second];
}

std::string DayPlan::signature(std::size_t place, attendance::Day day) const
{
    std::string text(memberships[place].contains(day) ? "1" : "0");
    for (const attendance::GroupName &group : members[place].groups)
        text.append(1, '\n').append(group.toString());
    if (ownShifts.contains(members[place].id))
        text.append(1, '\t').append(members[place].id.toString());
    return text;
}

} // namespace rollcall::api
