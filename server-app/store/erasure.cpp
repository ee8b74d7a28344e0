#include "store/erasure.h"

#include "store/audit_log.h"
#include "store/hashing.h"
#include "store/people_records.h"
#include "store/person_tables.h"
#include "store/row_values.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <cctype>
#include <set>

namespace rollcall::store {

using Code = StoreError::Code;

namespace {

using Counts = std::map<std::string, int64_t>;

// A register of years takes its time; whoever waits for the proof waits for it.
constexpr std::chrono::minutes cleaningTimeout{10};

std::expected<void, StoreError> eraseRows(Database &database, const PersonTable &table, const PersonId &id, Counts &counts)
{
    const std::array<Value, 1> whose{id.toString()};
    const auto erased = database.execute("DELETE FROM " + std::string(table.name) + " WHERE " + table.condition(), whose);
    if (!erased)
        return std::unexpected(erased.error());
    if (*erased > 0)
        counts[std::string(table.name)] += *erased;
    return {};
}

std::expected<void, StoreError> count(Database &database, Counts &counts, const std::string &name, std::string_view sql, std::span<const Value> values = {})
{
    const auto erased = database.execute(sql, values);
    if (!erased)
        return std::unexpected(erased.error());
    if (*erased > 0)
        counts[name] = *erased;
    return {};
}

// As it stands in a JSON text.
std::string escaped(const std::string &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{QString::fromStdString(text)}).toJson(QJsonDocument::Compact);
    return list.mid(2, list.size() - 4).toStdString();
}

bool isPartOfWord(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return std::isalnum(byte) || c == '_' || c == '-' || byte >= 0x80;
}

// As a word of its own: alone, in an address, or within a sentence.
bool mentions(const std::string &text, const std::string &word)
{
    if (word.empty())
        return false;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !isPartOfWord(text[at - 1])) && (end == text.size() || !isPartOfWord(text[end])))
            return true;
    }
    return false;
}

// Answers are kept for a day. Those that name this person lose their content; that they were given stays, so that nothing is done twice.
std::expected<void, StoreError> forgetAnswers(Database &database, const Person &person, Counts &counts)
{
    std::vector<std::string> keys;
    const std::string id = person.id.toString();
    const std::string name = escaped(person.name);
    auto read = database.query("SELECT key_hash, body, location FROM idempotency_keys WHERE status <> 0", {}, [&](Row row) {
        if (mentions(toText(row[1]), id) || mentions(toText(row[1]), name) || mentions(toText(row[2]), id))
            keys.push_back(toText(row[0]));
    });
    if (!read)
        return read;
    for (const std::string &key : keys) {
        const std::array<Value, 1> which{key};
        if (auto done = run(database, "UPDATE idempotency_keys SET status = 410, content_type = '', location = '', etag = '', body = '' WHERE key_hash = ?1", which); !done)
            return done;
    }
    if (!keys.empty())
        counts["idempotency_keys"] = static_cast<int64_t>(keys.size());
    return {};
}

std::expected<void, StoreError> eraseEverything(Database &database, const Person &person, Counts &counts)
{
    for (const PersonTable &table : personTables()) {
        if (auto done = eraseRows(database, table, person.id, counts); !done)
            return done;
    }
    if (auto done = count(database, counts, "photos", "DELETE FROM photos WHERE NOT EXISTS (SELECT 1 FROM person_photos WHERE person_photos.sha256 = photos.sha256)"); !done)
        return done;
    if (auto done = forgetAnswers(database, person, counts); !done)
        return done;
    const std::array<Value, 1> whose{person.id.toString()};
    return count(database, counts, "people", "DELETE FROM people WHERE id = ?1", whose);
}

// PostgreSQL keeps deleted rows until somebody cleans up; by itself that comes at some later time. What goes along with rows of another
// table is cleaned with that.
std::expected<void, StoreError> removeTraces(Database &database, const Counts &counts)
{
    if (database.dialect() == Dialect::PostgreSql) {
        std::set<std::string> tables{"people"};
        for (const auto &[table, rows] : counts)
            tables.insert(table);
        if (tables.contains("alerts"))
            tables.insert("alert_mails");
        if (tables.contains("webhook_events"))
            tables.insert("webhook_deliveries");
        std::string list;
        for (const std::string &table : tables)
            list += (list.empty() ? "" : ", ") + table;
        database.setDeadline(std::chrono::steady_clock::now() + cleaningTimeout);
        auto done = database.script("VACUUM (INDEX_CLEANUP ON) " + list);
        database.setDeadline({});
        if (!done)
            return done;
    }
    return database.scrub();
}

std::expected<void, StoreError> keepProof(Database &database, const ErasureProof &proof)
{
    QJsonObject counts;
    for (const auto &[table, rows] : proof.counts)
        counts.insert(QString::fromStdString(table), qint64(rows));
    const std::array<Value, 5> values{proof.id, toInt(proof.at), proof.subject, proof.actor,
                                      QJsonDocument(counts).toJson(QJsonDocument::Compact).toStdString()};
    return run(database, "INSERT INTO erasures (id, erased_at, subject, actor, counts) VALUES (?1, ?2, ?3, ?4, ?5)", values);
}

} // namespace

std::expected<ErasureProof, StoreError> erasePerson(Database &database, const PersonId &id, const std::optional<int64_t> &version,
                                                    const std::string &actor, const std::string &proofId, UtcMs now)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const auto person = PeopleRecords(database).person(id);
    if (!person)
        return std::unexpected(person.error());
    if (version && *version != person->version)
        return std::unexpected(StoreError{Code::Stale, "The person \"" + id.toString() + "\" was changed in between. Read it again before it is erased."});
    auto subject = subjectOf(database, id.toString());
    if (!subject)
        return std::unexpected(std::move(subject.error()));
    ErasureProof proof{.id = proofId, .at = now, .subject = std::move(*subject), .actor = actor, .counts = {}};
    if (auto done = eraseEverything(database, *person, proof.counts); !done)
        return std::unexpected(std::move(done.error()));
    if (auto done = keepProof(database, proof); !done)
        return std::unexpected(std::move(done.error()));
    if (auto done = AuditLog(database).appendWithin({.actor = actor, .action = "person:erased", .person = id.toString(), .details = "proof " + proofId}, now); !done)
        return std::unexpected(std::move(done.error()));
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    if (auto clean = removeTraces(database, proof.counts); !clean)
        return std::unexpected(StoreError{clean.error().code, "The person was erased, but the database could not be freed of traces: " + clean.error().message});
    return proof;
}

std::expected<std::vector<PersonId>, StoreError> erasedAmong(Database &database, const std::vector<PersonId> &people)
{
    std::vector<PersonId> erased;
    for (const PersonId &person : people) {
        const auto subject = subjectOf(database, person.toString());
        if (!subject)
            return std::unexpected(subject.error());
        const std::array<Value, 2> values{*subject, person.toString()};
        auto read = database.query("SELECT 1 FROM erasures WHERE subject = ?1 AND NOT EXISTS (SELECT 1 FROM people WHERE people.id = ?2) LIMIT 1", values,
                                   [&](Row) { erased.push_back(person); });
        if (!read)
            return std::unexpected(std::move(read.error()));
    }
    return erased;
}

std::expected<int64_t, StoreError> countErasures(Database &database)
{
    int64_t count = 0;
    auto read = database.query("SELECT COUNT(*) FROM erasures", {}, [&](Row row) { count = toInt(row[0]); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return count;
}

} // namespace rollcall::store
