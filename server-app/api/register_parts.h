#pragma once

#include "api/local_calendar.h"
#include "attendance/rules.h"
#include "reports/report_builder.h"
#include "store/store.h"

#include <functional>

namespace rollcall::api {

// What routes over the register alone stand on. All of it outlives them.
struct RegisterParts {
    store::Store &store;
    LocalCalendar calendar;
    attendance::Rules rules;
    std::function<attendance::UtcMs()> now;
    // Something other than a new sighting changed what is known of somebody's day: a correction, a decision; may be empty.
    std::function<void(const attendance::PersonId &, attendance::Day)> dayChanged = {};
};

// This place and moment, for what is computed by its clocks.
[[nodiscard]] inline reports::ReportSite siteOf(const RegisterParts &parts)
{
    return {.zone = parts.calendar.zone(), .zoneName = parts.calendar.zoneName().toStdString(), .debounce = parts.rules.debounce, .now = parts.now()};
}

} // namespace rollcall::api
