#pragma once

#include "api/camera_directory.h"
#include "api/enrolment_desk.h"
#include "api/feedback.h"
#include "api/local_calendar.h"
#include "api/register_parts.h"
#include "attendance/rules.h"
#include "ops/metrics.h"
#include "store/store.h"
#include "webhooks/address_rule.h"

#include <functional>

namespace rollcall::api {

// What the routes of every topic stand on. All of it outlives them.
struct Parts {
    store::Store &store;
    const CameraDirectory &cameras;
    Enrolment &enrolment;
    EnrolmentDesk &desk;
    Feedback &feedback;
    ops::Metrics &metrics;
    LocalCalendar calendar;
    attendance::Rules rules;
    std::function<attendance::UtcMs()> now;
    // See RegisterParts.
    std::function<void(const attendance::PersonId &, attendance::Day)> dayChanged = {};
    webhooks::AddressRule webhookAddresses = {};
    // A webhook gets deliveries again; may be empty.
    std::function<void()> outboxChanged = {};
};

[[nodiscard]] inline RegisterParts registerParts(const Parts &parts)
{
    return {parts.store, parts.calendar, parts.rules, parts.now, parts.dayChanged};
}

} // namespace rollcall::api
