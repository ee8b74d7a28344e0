#pragma once

#include "api/answering.h"
#include "reports/report_builder.h"
#include "store/register.h"

#include <QJsonObject>

namespace rollcall::api {

// Everybody's day, judged by the rules. On the thread of the register.
struct DayQuery {
    attendance::Day day{};
    bool everybody = false;  // those too who were expected and have not been seen
    reports::ReportSite site;
    store::PageRequest page;
};
struct DayItem {
    attendance::WorkDay day;
    std::string name;
};
// In order of check-in; those without one come last.
[[nodiscard]] Expected<store::Page<DayItem>> dayRegister(store::Register &records, const DayQuery &query);

// One person's days, oldest first; whole days make a page, whose cursor is the next day.
[[nodiscard]] Expected<store::Page<DayItem>> personDays(store::Register &records, const attendance::PersonId &person, const attendance::DayRange &range,
                                                        const reports::ReportSite &site, const store::PageRequest &page);

[[nodiscard]] QJsonObject toJson(const DayItem &item);

} // namespace rollcall::api
