#include "store/audit_log.h"

#include "store/hashing.h"
#include "store/row_values.h"

#include <array>
#include <charconv>

namespace rollcall::store {

using Code = StoreError::Code;

namespace {

constexpr const char *purgeAction = "audit:purge";
constexpr std::string_view entryColumns = "SELECT seq, at, actor, action, subject, details, previous, hash FROM audit_log ";

AuditEntry toEntry(Row row)
{
    return {.seq = toInt(row[0]), .at = toTime(row[1]), .actor = toText(row[2]), .action = toText(row[3]), .subject = toText(row[4]),
            .details = toText(row[5]), .previous = toText(row[6]), .hash = toText(row[7])};
}

std::string purgeDetails(int64_t seq, const std::string &hash)
{
    return "until " + std::to_string(seq) + ' ' + hash;
}

std::expected<std::pair<int64_t, std::string>, StoreError> readHead(Database &database)
{
    std::pair<int64_t, std::string> head;
    auto read = database.query("SELECT seq, hash FROM audit_head WHERE id = 1", {}, [&](Row row) { head = {toInt(row[0]), toText(row[1])}; });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return head;
}

std::optional<int64_t> parseSeq(const std::string &cursor)
{
    int64_t seq = 0;
    const auto [end, failed] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), seq);
    if (failed != std::errc() || end != cursor.data() + cursor.size())
        return std::nullopt;
    return seq;
}

} // namespace

std::string hashOf(const AuditEntry &entry)
{
    std::string text;
    for (const std::string &field : {std::to_string(entry.seq), std::to_string(toInt(entry.at)), entry.actor, entry.action, entry.subject, entry.details, entry.previous})
        text += std::to_string(field.size()) + ':' + field + '\n';
    return sha256Hex(text);
}

std::expected<void, StoreError> AuditLog::append(const AuditNote &note, UtcMs now)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto done = appendWithin(note, now); !done)
        return done;
    return transaction->commit();
}

std::expected<void, StoreError> AuditLog::appendWithin(const AuditNote &note, UtcMs now)
{
    std::string subject;
    if (!note.person.empty()) {
        auto hashed = subjectOf(m_database, note.person);
        if (!hashed)
            return std::unexpected(std::move(hashed.error()));
        subject = std::move(*hashed);
    }
    // Locks the row: where several append at once, they do so one after the other.
    if (auto locked = run(m_database, "UPDATE audit_head SET seq = seq + 1 WHERE id = 1"); !locked)
        return locked;
    const auto head = readHead(m_database);
    if (!head)
        return std::unexpected(head.error());
    AuditEntry entry{.seq = head->first, .at = now, .actor = note.actor, .action = note.action, .subject = subject, .details = note.details,
                     .previous = head->second, .hash = {}};
    entry.hash = hashOf(entry);
    const std::array<Value, 8> values{entry.seq, toInt(entry.at), entry.actor, entry.action, entry.subject, entry.details, entry.previous, entry.hash};
    if (auto done = run(m_database, "INSERT INTO audit_log (seq, at, actor, action, subject, details, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", values); !done)
        return done;
    const std::array<Value, 1> hash{entry.hash};
    return run(m_database, "UPDATE audit_head SET hash = ?1 WHERE id = 1", hash);
}

std::expected<Page<AuditEntry>, StoreError> AuditLog::list(const AuditFilter &filter, const PageRequest &page)
{
    if (auto sound = checkPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    std::string sql = std::string(entryColumns) + "WHERE 1 = 1";
    std::vector<Value> values;
    const auto require = [&](const std::string &condition, Value value) {
        values.push_back(std::move(value));
        sql += " AND " + condition + "?" + std::to_string(values.size());
    };
    if (filter.person) {
        const auto subject = subjectOf(m_database, *filter.person);
        if (!subject)
            return std::unexpected(subject.error());
        require("subject = ", *subject);
    }
    if (filter.action)
        require("action = ", *filter.action);
    if (filter.from)
        require("at >= ", toInt(*filter.from));
    if (filter.until)
        require("at < ", toInt(*filter.until));
    if (page.cursor) {
        const auto seq = parseSeq(*page.cursor);
        if (!seq)
            return std::unexpected(StoreError{Code::Invalid, "\"cursor\" is not one that this list gave out."});
        require("seq < ", *seq);
    }
    values.emplace_back(int64_t{page.limit} + 1);
    sql += " ORDER BY seq DESC LIMIT ?" + std::to_string(values.size());
    std::vector<AuditEntry> found;
    auto read = m_database.query(sql, values, [&](Row row) { found.push_back(toEntry(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return cut(std::move(found), page, [](const AuditEntry &entry) { return std::to_string(entry.seq); });
}

std::expected<AuditVerdict, StoreError> AuditLog::verify()
{
    const auto head = readHead(m_database);
    if (!head)
        return std::unexpected(head.error());
    AuditVerdict verdict{.first = 0, .last = 0, .head = {}};
    std::string start;        // how the oldest entry says that it follows what was purged
    std::string lastPurge;
    const auto check = [&](const AuditEntry &entry) {
        const bool follows = verdict.last == 0 || (entry.seq == verdict.last + 1 && entry.previous == verdict.head);
        if ((!follows || hashOf(entry) != entry.hash) && !verdict.brokenAt)
            verdict.brokenAt = entry.seq;
        if (verdict.first == 0) {
            verdict.first = entry.seq;
            start = purgeDetails(entry.seq - 1, entry.previous);
        }
        if (entry.action == purgeAction)
            lastPurge = entry.details;
        verdict.last = entry.seq;
        verdict.head = entry.hash;
    };
    auto read = m_database.query(std::string(entryColumns) + "ORDER BY seq", {}, [&](Row row) { check(toEntry(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    // The beginning is either the first entry ever or where the last purge says that it ended; the end is where the head is.
    if (!verdict.brokenAt && verdict.first > 1 && start != lastPurge)
        verdict.brokenAt = verdict.first;
    if (!verdict.brokenAt && (verdict.last != head->first || verdict.head != head->second))
        verdict.brokenAt = verdict.last + 1;
    return verdict;
}

std::expected<int64_t, StoreError> AuditLog::purge(UtcMs before, int64_t limit, UtcMs now)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    // Only a beginning of the chain goes: entries whose time stands before that of their predecessor wait for it.
    std::optional<AuditEntry> last;
    bool done = false;
    const std::array<Value, 1> count{limit};
    auto read = m_database.query(std::string(entryColumns) + "ORDER BY seq LIMIT ?1", count, [&](Row row) {
        const AuditEntry entry = toEntry(row);
        done = done || entry.at >= before;
        if (!done)
            last = entry;
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    if (!last)
        return 0;
    const std::array<Value, 1> until{last->seq};
    if (auto allowed = run(m_database, "UPDATE audit_purge SET until_seq = ?1 WHERE id = 1", until); !allowed)
        return std::unexpected(std::move(allowed.error()));
    const auto deleted = m_database.execute("DELETE FROM audit_log WHERE seq <= ?1", until);
    if (!deleted)
        return deleted;
    if (auto closed = run(m_database, "UPDATE audit_purge SET until_seq = 0 WHERE id = 1"); !closed)
        return std::unexpected(std::move(closed.error()));
    if (auto noted = appendWithin({.actor = "retention", .action = purgeAction, .details = purgeDetails(last->seq, last->hash)}, now); !noted)
        return std::unexpected(std::move(noted.error()));
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return *deleted;
}

} // namespace rollcall::store
