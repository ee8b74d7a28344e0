#pragma once

#include "attendance/local_zone.h"
#include "attendance/uuid.h"
#include "reports/report_builder.h"
#include "store/register.h"
#include "store/webhook_records.h"

#include <memory>
#include <vector>

namespace rollcall::webhooks {

// Looks into the register for what is to be told and notes it, each event once. Blocking; on the thread of the register.
class Noting {
public:
    template <typename T>
    using Expected = std::expected<T, store::StoreError>;

    Noting(store::Register &records, const reports::ReportSite &site, int64_t mostWaiting);

    // Whether any webhook is active; of all of them the kinds of events that are wanted, and since when.
    [[nodiscard]] Expected<bool> isWanted();
    // One person's days from this one until today. True where something was noted.
    [[nodiscard]] Expected<bool> days(const attendance::PersonId &person, attendance::Day from, const attendance::Timetable &timetable);
    // Faces that wait for an operator and were seen for the first time since then.
    [[nodiscard]] Expected<bool> faces(attendance::UtcMs since);
    // From where on something may not have been noted: since the last event that was; else since somebody wanted to hear.
    [[nodiscard]] Expected<attendance::UtcMs> start();

private:
    store::Register &m_records;
    store::WebhookRecords m_webhooks;
    const reports::ReportSite m_site;
    const int64_t m_mostWaiting;
    attendance::UuidGenerator m_ids;
};

} // namespace rollcall::webhooks
