#include "store/retention.h"

#include "store/alert_records.h"
#include "store/audit_log.h"
#include "store/idempotency_records.h"
#include "store/invitation_records.h"
#include "store/register_changes.h"
#include "store/row_values.h"
#include "store/webhook_records.h"

#include <array>

namespace rollcall::store {

namespace {

using Count = std::expected<int64_t, StoreError>;

constexpr int64_t changesAtOnce = 100'000;  // small rows

// A sighting counts on its day with what it confirms, so days go as wholes where the limit allows it; what follows from it cascades.
Count purgeSightings(Database &database, UtcMs before, int64_t limit)
{
    const std::array<Value, 2> values{toInt(before), limit};
    return database.execute("DELETE FROM sightings WHERE id IN (SELECT id FROM sightings WHERE last_seen < ?1 ORDER BY first_seen LIMIT ?2)", values);
}

Count purgeErasures(Database &database, UtcMs before)
{
    const std::array<Value, 1> values{toInt(before)};
    return database.execute("DELETE FROM erasures WHERE erased_at < ?1", values);
}

} // namespace

std::expected<std::map<std::string, int64_t>, StoreError> purgeOld(Database &database, const Retention &retention, int64_t limit, UtcMs now)
{
    std::map<std::string, int64_t> purged;
    std::optional<StoreError> problem;
    const auto note = [&](const char *kind, const Count &count) {
        if (!count)
            problem = count.error();
        else
            purged[kind] = *count;
    };
    if (retention.sightings)
        note("sightings", purgeSightings(database, now - *retention.sightings, limit));
    if (retention.audit && !problem)
        note("audit", AuditLog(database).purge(now - *retention.audit, limit, now));
    if (retention.webhookEvents && !problem)
        note("webhook_events", WebhookRecords(database).purge(now - *retention.webhookEvents, limit));
    if (retention.erasures && !problem)
        note("erasures", purgeErasures(database, now - *retention.erasures));
    if (retention.enrolmentRequests && !problem)
        note("enrolment_requests", InvitationRecords(database).purge(now - *retention.enrolmentRequests, limit));
    if (retention.alerts && !problem)
        note("alerts", AlertRecords(database).purge(now - *retention.alerts, limit));
    if (const auto thinned = RegisterChanges(database).purge(changesAtOnce); !thinned && !problem)
        problem = thinned.error();
    if (!problem)
        note("idempotency_keys", IdempotencyRecords(database).purge(now - keptAnswers));
    if (problem)
        return std::unexpected(std::move(*problem));
    return purged;
}

} // namespace rollcall::store
