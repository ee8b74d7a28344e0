#pragma once

#include "api/answering.h"
#include "reports/report_builder.h"
#include "store/register.h"

#include <QJsonObject>

namespace rollcall::api {

// One entry of the register, and whose it is.
struct DayItem {
    attendance::WorkDay day;
    std::string name;
};

[[nodiscard]] inline store::StoreError foreignCursor()
{
    return {store::StoreError::Code::Invalid, "\"cursor\" is not one that this list gave out."};
}

// One person's days, oldest first; whole days make a page, whose cursor is the next day.
[[nodiscard]] Expected<store::Page<DayItem>> personDays(store::Register &records, const attendance::PersonId &person, const attendance::DayRange &range,
                                                        const reports::ReportSite &site, const store::PageRequest &page);

[[nodiscard]] QJsonObject toJson(const DayItem &item);

} // namespace rollcall::api
