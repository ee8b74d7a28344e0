#include "store/webhook_records.h"

#include "store/row_values.h"

#include <array>
#include <iterator>
#include <sstream>

namespace rollcall::store {

using Code = StoreError::Code;

namespace {

constexpr std::string_view webhookColumns =
    "SELECT id, url, events, secret, created_at, state, problem, failing_since, "
    "(SELECT COUNT(*) FROM webhook_deliveries WHERE webhook_deliveries.webhook_id = webhooks.id AND webhook_deliveries.state = 'waiting') FROM webhooks ";

std::optional<UtcMs> toOptionalTime(const Value &value)
{
    return std::holds_alternative<int64_t>(value) ? std::optional(toTime(value)) : std::nullopt;
}

std::string joined(const std::set<std::string> &events)
{
    std::string text;
    for (const std::string &event : events)
        text += (text.empty() ? "" : " ") + event;
    return text;
}

std::set<std::string> split(const std::string &text)
{
    std::istringstream words(text);
    return {std::istream_iterator<std::string>(words), {}};
}

Webhook toWebhook(Row row)
{
    return {.id = toText(row[0]), .url = toText(row[1]), .events = split(toText(row[2])), .secret = std::get<Blob>(row[3]), .created = toTime(row[4]),
            .state = toText(row[5]) == "disabled" ? Webhook::State::Disabled : Webhook::State::Active, .problem = toText(row[6]),
            .failingSince = toOptionalTime(row[7]), .waiting = toInt(row[8])};
}

WebhookDelivery::State toState(const std::string &text)
{
    if (text == "waiting")
        return WebhookDelivery::State::Waiting;
    return text == "delivered" ? WebhookDelivery::State::Delivered : WebhookDelivery::State::Failed;
}

StoreError noSuchWebhook(const std::string &id)
{
    return {Code::NotFound, "There is no webhook with the id \"" + id + "\"."};
}

std::expected<void, StoreError> changeOne(Database &database, const std::string &id, std::string_view sql, std::span<const Value> values)
{
    const auto changed = database.execute(sql, values);
    if (!changed)
        return std::unexpected(changed.error());
    if (*changed == 0)
        return std::unexpected(noSuchWebhook(id));
    return {};
}

} // namespace

std::string toText(Webhook::State state)
{
    return state == Webhook::State::Active ? "active" : "disabled";
}

std::string toText(WebhookDelivery::State state)
{
    switch (state) {
    case WebhookDelivery::State::Waiting:
        return "waiting";
    case WebhookDelivery::State::Delivered:
        return "delivered";
    case WebhookDelivery::State::Failed:
        break;
    }
    return "failed";
}

std::expected<void, StoreError> WebhookRecords::add(const Webhook &webhook)
{
    const std::array<Value, 7> values{webhook.id, webhook.url, joined(webhook.events), webhook.secret, toInt(webhook.created), toText(webhook.state),
                                      static_cast<int64_t>(Webhook::atMost)};
    const auto added = m_database.execute("INSERT INTO webhooks (id, url, events, secret, created_at, state, problem) "
                                          "SELECT ?1, ?2, ?3, ?4, ?5, ?6, '' WHERE (SELECT COUNT(*) FROM webhooks) < ?7", values);
    if (!added)
        return std::unexpected(added.error());
    if (*added == 0)
        return std::unexpected(StoreError{Code::Conflict, "There are " + std::to_string(Webhook::atMost) + " webhooks already. Remove one first."});
    return {};
}

std::expected<Webhook, StoreError> WebhookRecords::webhook(const std::string &id)
{
    std::optional<Webhook> found;
    const std::array<Value, 1> values{id};
    auto read = m_database.query(std::string(webhookColumns) + "WHERE id = ?1", values, [&](Row row) { found = toWebhook(row); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    if (!found)
        return std::unexpected(noSuchWebhook(id));
    return *found;
}

std::expected<std::vector<Webhook>, StoreError> WebhookRecords::webhooks()
{
    std::vector<Webhook> found;
    auto read = m_database.query(std::string(webhookColumns) + "ORDER BY created_at, id", {}, [&](Row row) { found.push_back(toWebhook(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<void, StoreError> WebhookRecords::remove(const std::string &id)
{
    const std::array<Value, 1> values{id};
    return changeOne(m_database, id, "DELETE FROM webhooks WHERE id = ?1", values);
}

std::expected<void, StoreError> WebhookRecords::setState(const std::string &id, Webhook::State state, const std::string &problem)
{
    const std::array<Value, 3> values{id, toText(state), problem};
    return changeOne(m_database, id, "UPDATE webhooks SET state = ?2, problem = ?3, failing_since = NULL WHERE id = ?1", values);
}

std::expected<bool, StoreError> WebhookRecords::note(const WebhookEvent &event, int64_t mostWaiting)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    auto all = webhooks();
    if (!all)
        return std::unexpected(std::move(all.error()));
    std::erase_if(*all, [&](const Webhook &webhook) {
        return webhook.state != Webhook::State::Active || !webhook.events.contains(event.event) || webhook.created > event.when;
    });
    if (all->empty())
        return false;
    const std::array<Value, 6> values{event.id, event.event, event.subject, orNull(event.person ? std::optional(event.person->toString()) : std::nullopt),
                                      toInt(event.when), event.payload};
    const auto noted = m_database.execute("INSERT INTO webhook_events (id, event, subject, person_id, happened_at, payload) "
                                          "VALUES (?1, ?2, ?3, CAST(?4 AS TEXT), ?5, ?6) ON CONFLICT (event, subject) DO NOTHING", values);
    if (!noted)
        return std::unexpected(noted.error());
    if (*noted == 0)
        return false;
    for (const Webhook &webhook : *all) {
        const std::array<Value, 3> delivery{webhook.id, event.id, toInt(event.when)};
        auto done = webhook.waiting >= mostWaiting
            ? setState(webhook.id, Webhook::State::Disabled, "More than " + std::to_string(mostWaiting) + " events wait for this receiver; it gets no more until it is enabled again.")
            : run(m_database, "INSERT INTO webhook_deliveries (webhook_id, event_id, state, attempts, next_attempt_at, last_problem) VALUES (?1, ?2, 'waiting', 0, ?3, '')", delivery);
        if (!done)
            return std::unexpected(std::move(done.error()));
    }
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return true;
}

std::expected<std::optional<UtcMs>, StoreError> WebhookRecords::lastNoted(const std::string &event)
{
    std::optional<UtcMs> last;
    const std::array<Value, 1> values{event};
    auto read = m_database.query("SELECT MAX(happened_at) FROM webhook_events WHERE event = ?1", values, [&](Row row) { last = toOptionalTime(row[0]); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return last;
}

std::expected<std::set<std::string>, StoreError> WebhookRecords::noted(const std::string &event, UtcMs since)
{
    std::set<std::string> subjects;
    const std::array<Value, 2> values{event, toInt(since)};
    auto read = m_database.query("SELECT subject FROM webhook_events WHERE event = ?1 AND happened_at >= ?2", values,
                                 [&](Row row) { subjects.insert(toText(row[0])); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return subjects;
}

std::expected<std::set<std::pair<std::string, std::string>>, StoreError> WebhookRecords::noted(const PersonId &person)
{
    std::set<std::pair<std::string, std::string>> found;
    const std::array<Value, 1> values{person.toString()};
    auto read = m_database.query("SELECT event, subject FROM webhook_events WHERE person_id = ?1", values,
                                 [&](Row row) { found.emplace(toText(row[0]), toText(row[1])); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<std::vector<DueDelivery>, StoreError> WebhookRecords::claim(UtcMs now, int64_t limit, std::chrono::milliseconds lease)
{
    std::vector<DueDelivery> due;
    const std::array<Value, 2> values{toInt(now), limit};
    auto read = m_database.query(
        "SELECT d.webhook_id, w.url, w.secret, d.event_id, e.payload, e.happened_at, d.attempts FROM webhook_deliveries AS d "
        "JOIN webhooks AS w ON w.id = d.webhook_id JOIN webhook_events AS e ON e.id = d.event_id "
        "WHERE d.state = 'waiting' AND d.next_attempt_at <= ?1 AND w.state = 'active' ORDER BY d.next_attempt_at, d.event_id, d.webhook_id LIMIT ?2", values, [&](Row row) {
        due.push_back({.webhook = toText(row[0]), .url = toText(row[1]), .secret = std::get<Blob>(row[2]), .eventId = toText(row[3]), .payload = toText(row[4]),
                       .when = toTime(row[5]), .attempts = toInt(row[6])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    if (due.empty())
        return due;
    std::vector<std::vector<Value>> claims;
    for (const DueDelivery &one : due)
        claims.push_back({one.webhook, one.eventId, toInt(now), toInt(now + lease)});
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    // Whoever is second finds it claimed.
    const auto claimed = m_database.executeEach("UPDATE webhook_deliveries SET next_attempt_at = ?4 WHERE webhook_id = ?1 AND event_id = ?2 AND state = 'waiting' "
                                                "AND next_attempt_at <= ?3", claims);
    if (!claimed)
        return std::unexpected(claimed.error());
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    std::vector<DueDelivery> ours;
    for (std::size_t i = 0; i < due.size(); ++i) {
        if ((*claimed)[i] > 0)
            ours.push_back(std::move(due[i]));
    }
    return ours;
}

std::expected<std::optional<UtcMs>, StoreError> WebhookRecords::nextDue()
{
    std::optional<UtcMs> next;
    auto read = m_database.query("SELECT MIN(d.next_attempt_at) FROM webhook_deliveries AS d JOIN webhooks AS w ON w.id = d.webhook_id "
                                 "WHERE d.state = 'waiting' AND w.state = 'active'", {}, [&](Row row) { next = toOptionalTime(row[0]); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return next;
}

std::expected<void, StoreError> WebhookRecords::finish(const DeliveryOutcome &outcome, std::chrono::milliseconds disableAfter)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const std::array<Value, 7> values{outcome.webhook, outcome.eventId, toText(outcome.state), toInt(outcome.at), toInt(outcome.nextAttempt),
                                      outcome.status ? Value(*outcome.status) : Value(), outcome.problem};
    // The webhook or the event may be gone by now.
    if (auto done = run(m_database, "UPDATE webhook_deliveries SET state = ?3, attempts = attempts + 1, last_attempt_at = ?4, next_attempt_at = ?5, "
                                    "last_status = CAST(?6 AS BIGINT), last_problem = ?7 WHERE webhook_id = ?1 AND event_id = ?2", values); !done)
        return done;
    const std::array<Value, 3> since{outcome.webhook, toInt(outcome.at), outcome.problem};
    const std::array<Value, 1> which{outcome.webhook};
    auto noted = outcome.state == WebhookDelivery::State::Delivered
        ? run(m_database, "UPDATE webhooks SET failing_since = NULL, problem = '' WHERE id = ?1 AND state = 'active'", which)
        : run(m_database, "UPDATE webhooks SET failing_since = COALESCE(failing_since, ?2), problem = ?3 WHERE id = ?1 AND state = 'active'", since);
    if (!noted)
        return noted;
    const std::array<Value, 3> bound{outcome.webhook, toInt(outcome.at - disableAfter),
                                     std::string("Nothing has reached this receiver for days; it gets no more until it is enabled again. The last problem: ") + outcome.problem};
    if (auto done = run(m_database, "UPDATE webhooks SET state = 'disabled', problem = ?3 WHERE id = ?1 AND state = 'active' AND failing_since <= ?2", bound); !done)
        return done;
    return transaction->commit();
}

std::expected<Page<WebhookDelivery>, StoreError> WebhookRecords::deliveries(const std::string &webhook, const PageRequest &page)
{
    if (auto sound = checkPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    std::vector<WebhookDelivery> found;
    // Ids of events are UUIDs of version 7: in the order in which they were noted.
    const std::array<Value, 3> values{webhook, page.cursor.value_or("~"), int64_t{page.limit} + 1};
    auto read = m_database.query(
        "SELECT d.event_id, e.event, e.happened_at, d.state, d.attempts, d.next_attempt_at, d.last_attempt_at, d.last_status, d.last_problem "
        "FROM webhook_deliveries AS d JOIN webhook_events AS e ON e.id = d.event_id WHERE d.webhook_id = ?1 AND d.event_id < ?2 ORDER BY d.event_id DESC LIMIT ?3",
        values, [&](Row row) {
        found.push_back({.eventId = toText(row[0]), .event = toText(row[1]), .when = toTime(row[2]), .state = toState(toText(row[3])), .attempts = toInt(row[4]),
                         .nextAttempt = toTime(row[5]), .lastAttempt = toOptionalTime(row[6]),
                         .lastStatus = std::holds_alternative<int64_t>(row[7]) ? std::optional(toInt(row[7])) : std::nullopt, .lastProblem = toText(row[8])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return cut(std::move(found), page, [](const WebhookDelivery &delivery) { return delivery.eventId; });
}

std::expected<int64_t, StoreError> WebhookRecords::purge(UtcMs before, int64_t limit)
{
    const std::array<Value, 2> values{toInt(before), limit};
    return m_database.execute(
        "DELETE FROM webhook_events WHERE id IN (SELECT e.id FROM webhook_events AS e WHERE e.happened_at < ?1 AND NOT EXISTS "
        "(SELECT 1 FROM webhook_deliveries AS d JOIN webhooks AS w ON w.id = d.webhook_id WHERE d.event_id = e.id AND d.state = 'waiting' AND w.state = 'active') "
        "ORDER BY e.happened_at LIMIT ?2)", values);
}

} // namespace rollcall::store
