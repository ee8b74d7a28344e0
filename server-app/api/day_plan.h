#pragma once

#include "api/answering.h"
#include "reports/report_builder.h"
#include "store/register.h"
#include "store/register_changes.h"

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rollcall::api {

// Who there is and what is planned for whom, as the database had it at one moment. Of one site; a value that is read once and stays.
struct DayPlan {
    store::RegisterChanges::Stand stand;  // of the moment; another one says that this plan is old
    std::unique_ptr<attendance::Timetable> timetable;
    std::vector<store::Member> members;   // by id
    std::vector<attendance::Validity> memberships;
    std::unordered_map<std::string_view, std::size_t> places;  // of members, by id
    std::set<attendance::PersonId> ownShifts;                  // who is assigned by name

    [[nodiscard]] static Expected<std::unique_ptr<DayPlan>> read(store::Register &records, store::RegisterChanges::Stand stand, const attendance::LocalZone &zone);

    [[nodiscard]] const store::Member *member(const attendance::PersonId &id) const;
    // Whose day is the same where nothing happened to them.
    [[nodiscard]] std::string signature(std::size_t place, attendance::Day day) const;
};

} // namespace rollcall::api
