#include "store/alert_records.h"

#include "store/row_values.h"

#include <array>

namespace rollcall::store {

using Code = StoreError::Code;

namespace {

constexpr std::string_view columns = "a.id, a.kind, a.subject, a.person_id, a.params, a.started_at, a.ended_at, a.acknowledged_at, a.acknowledged_by";

std::optional<UtcMs> toOptionalTime(const Value &value)
{
    return std::holds_alternative<int64_t>(value) ? std::optional(toTime(value)) : std::nullopt;
}

AlertEntry toAlert(Row row)
{
    const auto person = toOptionalText(row[3]);
    return {.id = toText(row[0]), .kind = toText(row[1]), .subject = toText(row[2]), .person = person ? std::optional(PersonId(*person)) : std::nullopt,
            .params = toText(row[4]), .started = toTime(row[5]), .ended = toOptionalTime(row[6]), .acknowledged = toOptionalTime(row[7]),
            .acknowledgedBy = toOptionalText(row[8])};
}

std::string conditionOf(const AlertFilter &filter)
{
    if (!filter.state)
        return "a.ended_at IS NULL";
    switch (*filter.state) {
    case AlertFilter::State::Open:
        return "a.ended_at IS NULL AND a.acknowledged_at IS NULL";
    case AlertFilter::State::Acknowledged:
        return "a.ended_at IS NULL AND a.acknowledged_at IS NOT NULL";
    case AlertFilter::State::Ended:
        break;
    }
    return "a.ended_at IS NOT NULL";
}

} // namespace

std::expected<std::vector<AlertEntry>, StoreError> AlertRecords::read(const std::string &where, std::span<const Value> values)
{
    std::vector<AlertEntry> found;
    if (auto done = m_database.query("SELECT " + std::string(columns) + " FROM alerts a " + where, values, [&](Row row) { found.push_back(toAlert(row)); }); !done)
        return std::unexpected(std::move(done.error()));
    return found;
}

std::expected<std::optional<AlertEntry>, StoreError> AlertRecords::begin(const AlertEntry &alert, bool mail)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const std::array<Value, 6> values{alert.id, alert.kind, alert.subject, orNull(alert.person ? std::optional(alert.person->toString()) : std::nullopt), alert.params,
                                      toInt(alert.started)};
    const auto begun = m_database.execute("INSERT INTO alerts (id, kind, subject, person_id, params, started_at) SELECT ?1, ?2, ?3, CAST(?4 AS TEXT), ?5, ?6 "
                                          "WHERE CAST(?4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM people WHERE id = CAST(?4 AS TEXT)) ON CONFLICT DO NOTHING", values);
    if (!begun)
        return std::unexpected(begun.error());
    if (*begun == 0)
        return underWayOf(alert.kind, alert.subject);
    if (mail) {
        const std::array<Value, 2> row{alert.id, toInt(alert.started)};
        if (auto noted = run(m_database, "INSERT INTO alert_mails (alert_id, created_at, attempts, next_attempt_at, problem) VALUES (?1, ?2, 0, ?2, '')", row); !noted)
            return std::unexpected(std::move(noted.error()));
    }
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return alert;
}

std::expected<std::optional<AlertEntry>, StoreError> AlertRecords::underWayOf(const std::string &kind, const std::string &subject)
{
    const std::array<Value, 2> cause{kind, subject};
    auto found = read("WHERE a.kind = ?1 AND a.subject = ?2 AND a.ended_at IS NULL", cause);
    if (!found)
        return std::unexpected(std::move(found.error()));
    return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

std::expected<void, StoreError> AlertRecords::end(const std::string &id, UtcMs when)
{
    const std::array<Value, 2> values{id, toInt(when)};
    return run(m_database, "UPDATE alerts SET ended_at = CASE WHEN started_at > ?2 THEN started_at ELSE ?2 END WHERE id = ?1 AND ended_at IS NULL", values);
}

std::expected<AlertEntry, StoreError> AlertRecords::acknowledge(const std::string &id, const std::string &by, UtcMs when)
{
    const std::array<Value, 3> values{id, by, toInt(when)};
    const auto done = m_database.execute("UPDATE alerts SET acknowledged_at = COALESCE(acknowledged_at, ?3), acknowledged_by = COALESCE(acknowledged_by, ?2) "
                                         "WHERE id = ?1 AND ended_at IS NULL", values);
    if (!done)
        return std::unexpected(done.error());
    auto found = alert(id);
    if (found && *done == 0)
        return std::unexpected(StoreError{Code::Conflict, "This alert has ended by itself; there is nothing left to see to."});
    return found;
}

std::expected<AlertEntry, StoreError> AlertRecords::alert(const std::string &id)
{
    const std::array<Value, 1> values{id};
    auto found = read("WHERE a.id = ?1", values);
    if (!found)
        return std::unexpected(std::move(found.error()));
    if (found->empty())
        return std::unexpected(StoreError{Code::NotFound, "There is no alert with the id \"" + id + "\"."});
    return std::move(found->front());
}

std::expected<Page<AlertEntry>, StoreError> AlertRecords::alerts(const AlertFilter &filter, const PageRequest &page)
{
    if (auto sound = checkUuidPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    std::vector<Value> values{page.cursor.value_or("~"), int64_t{page.limit} + 1};
    std::string where = "WHERE a.id < ?1 AND " + conditionOf(filter);
    if (filter.kind) {
        values.emplace_back(*filter.kind);
        where += " AND a.kind = ?3";
    }
    auto found = read(where + " ORDER BY a.id DESC LIMIT ?2", values);
    if (!found)
        return std::unexpected(std::move(found.error()));
    return cut(std::move(*found), page, [](const AlertEntry &alert) { return alert.id; });
}

std::expected<std::vector<AlertEntry>, StoreError> AlertRecords::underWay()
{
    return read("WHERE a.ended_at IS NULL ORDER BY a.id", {});
}

std::expected<int64_t, StoreError> AlertRecords::purge(UtcMs before, int64_t limit)
{
    const std::array<Value, 2> values{toInt(before), limit};
    return m_database.execute("DELETE FROM alerts WHERE id IN (SELECT id FROM alerts WHERE ended_at < ?1 ORDER BY ended_at LIMIT ?2)", values);
}

std::expected<StoredAlertRules, StoreError> AlertRecords::rules()
{
    StoredAlertRules rules;
    if (auto done = m_database.query("SELECT version, rules FROM alert_rules WHERE id = 1", {}, [&](Row row) { rules = {toInt(row[0]), toText(row[1])}; }); !done)
        return std::unexpected(std::move(done.error()));
    return rules;
}

std::expected<int64_t, StoreError> AlertRecords::setRules(const std::string &rules, int64_t version)
{
    const std::array<Value, 3> values{version, version + 1, rules};
    const auto done = version == 0 ? m_database.execute("INSERT INTO alert_rules (id, version, rules) VALUES (1, ?2, ?3) ON CONFLICT (id) DO NOTHING", values)
                                   : m_database.execute("UPDATE alert_rules SET version = ?2, rules = ?3 WHERE id = 1 AND version = ?1", values);
    if (!done)
        return std::unexpected(done.error());
    if (*done == 0)
        return std::unexpected(StoreError{Code::Stale, "The rules were changed in between. Read them again, and change those."});
    return version + 1;
}

std::expected<std::vector<AlertRecords::Mail>, StoreError> AlertRecords::claimMails(UtcMs now, int64_t limit, std::chrono::milliseconds lease)
{
    std::vector<Mail> due;
    const std::array<Value, 2> values{toInt(now), limit};
    if (auto done = m_database.query("SELECT " + std::string(columns) + ", m.attempts FROM alert_mails m JOIN alerts a ON a.id = m.alert_id WHERE m.next_attempt_at <= ?1 "
                                     "ORDER BY a.id LIMIT ?2", values, [&](Row row) { due.push_back({toAlert(row), toInt(row[9])}); }); !done)
        return std::unexpected(std::move(done.error()));
    if (due.empty())
        return due;
    std::vector<std::vector<Value>> claims;
    for (const Mail &one : due)
        claims.push_back({one.alert.id, toInt(now), toInt(now + lease)});
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    // Whoever is second finds it claimed.
    const auto claimed = m_database.executeEach("UPDATE alert_mails SET next_attempt_at = ?3 WHERE alert_id = ?1 AND next_attempt_at <= ?2", claims);
    if (!claimed)
        return std::unexpected(claimed.error());
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    std::vector<Mail> ours;
    for (std::size_t i = 0; i < due.size(); ++i) {
        if ((*claimed)[i] > 0)
            ours.push_back(std::move(due[i]));
    }
    return ours;
}

std::expected<AlertRecords::MailState, StoreError> AlertRecords::mailState()
{
    MailState state;
    if (auto done = m_database.query("SELECT COUNT(*), MIN(next_attempt_at), COALESCE(MAX(problem), '') FROM alert_mails", {}, [&](Row row) {
            state = {.waiting = toInt(row[0]), .nextAttempt = toOptionalTime(row[1]), .problem = toText(row[2])};
        }); !done)
        return std::unexpected(std::move(done.error()));
    return state;
}

std::expected<void, StoreError> AlertRecords::mailsSent(const std::vector<std::string> &alerts)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    for (const std::string &alert : alerts) {
        const std::array<Value, 1> values{alert};
        if (auto done = run(m_database, "DELETE FROM alert_mails WHERE alert_id = ?1", values); !done)
            return done;
    }
    return transaction->commit();
}

std::expected<void, StoreError> AlertRecords::mailsFailed(const std::vector<std::string> &alerts, UtcMs nextAttempt, const std::string &problem)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    for (const std::string &alert : alerts) {
        const std::array<Value, 3> values{alert, toInt(nextAttempt), problem};
        if (auto done = run(m_database, "UPDATE alert_mails SET attempts = attempts + 1, next_attempt_at = ?2, problem = ?3 WHERE alert_id = ?1", values); !done)
            return done;
    }
    return transaction->commit();
}

} // namespace rollcall::store
