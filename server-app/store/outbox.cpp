#include "store/outbox.h"

#include "attendance/words.h"
#include "store/migrations.h"
#include "store/row_values.h"
#include "store/sqlite_database.h"

#include <array>

namespace rollcall::store {

namespace {

using attendance::SightingStatus;

UtcMs utcNow()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

// Extends by interval, as the register does: the order of the versions of one sighting does not matter.
constexpr std::string_view putSql =
    "INSERT INTO events (id, person_id, camera_id, first_seen, last_seen, confidence, track, suggested, revision, state, since, reason, source) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, 0, ?9, '', ?10) "
    "ON CONFLICT (id) DO UPDATE SET "
    "first_seen = MIN(first_seen, excluded.first_seen), last_seen = MAX(last_seen, excluded.last_seen), confidence = MAX(confidence, excluded.confidence), "
    "revision = revision + 1, since = CASE state WHEN 0 THEN since ELSE excluded.since END, state = 0, reason = ''";

constexpr std::string_view columns = "id, person_id, camera_id, first_seen, last_seen, confidence, track, suggested, sequence, revision, since, reason, source";

Sighting sightingOf(Row row)
{
    return {.id = toUuid(row[0]), .person = PersonId(toText(row[1])), .camera = CameraId(toText(row[2])),
            .firstSeen = toTime(row[3]), .lastSeen = toTime(row[4]), .confidence = std::get<double>(row[5]),
            .track = static_cast<uint64_t>(std::get<int64_t>(row[6])),
            .status = std::get<int64_t>(row[7]) != 0 ? SightingStatus::Suggested : SightingStatus::Confirmed,
            .source = toSource(row[12])};
}

std::vector<Value> valuesOf(const Sighting &sighting, UtcMs now)
{
    const int64_t suggested = sighting.status == SightingStatus::Suggested ? 1 : 0;
    return {sighting.id.toString(), sighting.person.toString(), sighting.camera.toString(), toInt(sighting.firstSeen), toInt(sighting.lastSeen),
            sighting.confidence, static_cast<int64_t>(sighting.track), suggested, toInt(now), std::string(toWord(sighting.source))};
}

} // namespace

std::expected<std::unique_ptr<Outbox>, StoreError> Outbox::open(const std::filesystem::path &file)
{
    auto database = SqliteDatabase::open(file);
    if (!database)
        return std::unexpected(std::move(database.error()));
    if (const auto migrated = migrate(**database, outboxMigrations()); !migrated)
        return std::unexpected(migrated.error());
    return std::make_unique<Outbox>(std::move(*database));
}

std::expected<std::unique_ptr<Outbox>, StoreError> Outbox::openAgain(const std::filesystem::path &file)
{
    auto database = SqliteDatabase::open(file, SqliteDatabase::Check::None);
    if (!database)
        return std::unexpected(std::move(database.error()));
    return std::make_unique<Outbox>(std::move(*database));
}

Outbox::Outbox(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

std::expected<Register::Recorded, StoreError> Outbox::record(std::span<const Sighting> sightings)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const UtcMs now = utcNow();
    Register::Recorded results;
    for (const Sighting &sighting : sightings) {
        results.push_back(checkSighting(sighting));
        if (!results.back())
            continue;
        if (auto put = m_database->execute(putSql, valuesOf(sighting, now)); !put)
            return std::unexpected(std::move(put.error()));
    }
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return results;
}

std::expected<std::vector<Outbox::Waiting>, StoreError> Outbox::oldest(std::size_t count)
{
    std::vector<Waiting> found;
    const std::array<Value, 1> values{static_cast<int64_t>(count)};
    auto read = m_database->query("SELECT " + std::string(columns) + " FROM events WHERE state = 0 ORDER BY sequence LIMIT ?1", values, [&](Row row) {
        found.push_back({.sequence = std::get<int64_t>(row[8]), .revision = std::get<int64_t>(row[9]), .sighting = sightingOf(row)});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<void, StoreError> Outbox::settle(std::span<const Settled> events)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const int64_t now = toInt(utcNow());
    for (const Settled &event : events) {
        const std::array<Value, 5> values{event.sequence, event.revision, int64_t{event.refusal ? 2 : 1}, now, event.refusal.value_or("")};
        auto done = run(*m_database, "UPDATE events SET state = ?3, since = ?4, reason = ?5 WHERE sequence = ?1 AND revision = ?2", values);
        if (!done)
            return done;
    }
    return transaction->commit();
}

std::expected<std::vector<Sighting>, StoreError> Outbox::sightingsBetween(UtcMs from, UtcMs until)
{
    std::vector<Sighting> found;
    const std::array<Value, 2> values{toInt(from), toInt(until)};
    auto read = m_database->query("SELECT " + std::string(columns) + " FROM events WHERE state IN (0, 1) AND first_seen >= ?1 AND first_seen < ?2 ORDER BY first_seen, id",
                                  values, [&](Row row) { found.push_back(sightingOf(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<void, StoreError> Outbox::forget(const PersonId &person)
{
    const std::array<Value, 1> values{person.toString()};
    for (const char *sql : {"DELETE FROM pictures WHERE person_id = ?1", "DELETE FROM events WHERE person_id = ?1"}) {
        if (auto erased = run(*m_database, sql, values); !erased)
            return erased;
    }
    [[maybe_unused]] const auto scrubbed = m_database->scrub();  // while the deliverer reads, the log is overwritten in time
    return {};
}

std::expected<std::vector<PersonId>, StoreError> Outbox::people()
{
    std::vector<PersonId> found;
    auto read = m_database->query("SELECT person_id FROM events UNION SELECT person_id FROM pictures", {}, [&](Row row) { found.emplace_back(toText(row[0])); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<int64_t, StoreError> Outbox::park(std::span<const Parked> pictures, int64_t maxBytes)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    for (const Parked &parked : pictures) {
        const Evidence &evidence = parked.evidence;
        const std::array<Value, 9> values{parked.sighting.toString(), parked.person.toString(), toInt(evidence.taken), evidence.quality, evidence.look.embedder,
                                          int64_t{evidence.look.embedderVersion}, toBlob(evidence.look.values), evidence.picture, static_cast<int64_t>(evidence.picture.size())};
        if (auto done = run(*m_database, "INSERT INTO pictures (sighting_id, person_id, taken_at, quality, embedder, embedder_version, vector, picture, picture_size) "
                                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (sighting_id) DO UPDATE SET taken_at = excluded.taken_at, "
                                         "quality = excluded.quality, embedder = excluded.embedder, embedder_version = excluded.embedder_version, vector = excluded.vector, "
                                         "picture = excluded.picture, picture_size = excluded.picture_size WHERE excluded.quality > pictures.quality", values); !done)
            return std::unexpected(std::move(done.error()));
    }
    const std::array<Value, 1> bound{maxBytes};
    const auto left = m_database->execute("DELETE FROM pictures WHERE sighting_id IN (SELECT sighting_id FROM (SELECT sighting_id, "
                                          "SUM(picture_size) OVER (ORDER BY taken_at DESC, sighting_id DESC) AS bytes FROM pictures) WHERE bytes > ?1)", bound);
    if (!left)
        return left;
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return *left;
}

std::expected<std::vector<Outbox::Parked>, StoreError> Outbox::deliverable(std::size_t count)
{
    std::vector<Parked> found;
    const std::array<Value, 1> values{static_cast<int64_t>(count)};
    auto read = m_database->query("SELECT p.person_id, p.sighting_id, p.taken_at, p.quality, p.embedder, p.embedder_version, p.vector, p.picture FROM pictures AS p "
                                  "JOIN events AS e ON e.id = p.sighting_id WHERE e.state = 1 ORDER BY p.taken_at, p.sighting_id LIMIT ?1", values, [&](Row row) {
        found.push_back({.person = PersonId(toText(row[0])), .sighting = toUuid(row[1]),
                         .evidence = {.taken = toTime(row[2]), .quality = std::get<double>(row[3]),
                                      .look = {.embedder = toText(row[4]), .embedderVersion = static_cast<int>(toInt(row[5])), .values = toVector(row[6])},
                                      .picture = std::get<Blob>(row[7])}});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<void, StoreError> Outbox::unpark(std::span<const Parked> pictures)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    for (const Parked &parked : pictures) {
        const std::array<Value, 2> values{parked.sighting.toString(), parked.evidence.quality};
        if (auto done = run(*m_database, "DELETE FROM pictures WHERE sighting_id = ?1 AND quality <= ?2", values); !done)
            return done;
    }
    return transaction->commit();
}

std::expected<int64_t, StoreError> Outbox::prune(UtcMs deliveredBefore, UtcMs asideBefore)
{
    // Sightings that were delivered keep their rows while their pictures wait; of what was set aside no picture is needed.
    if (auto done = run(*m_database, "DELETE FROM pictures WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.id = pictures.sighting_id AND events.state <> 2)"); !done)
        return std::unexpected(std::move(done.error()));
    const std::array<Value, 1> delivered{toInt(deliveredBefore)};
    const auto first = m_database->execute("DELETE FROM events WHERE state = 1 AND last_seen < ?1 AND NOT EXISTS (SELECT 1 FROM pictures WHERE pictures.sighting_id = events.id)", delivered);
    if (!first)
        return first;
    const std::array<Value, 1> aside{toInt(asideBefore)};
    const auto second = m_database->execute("DELETE FROM events WHERE state = 2 AND since < ?1", aside);
    if (!second)
        return second;
    return *first + *second;
}

std::expected<Outbox::Figures, StoreError> Outbox::figures()
{
    Figures figures;
    auto read = m_database->query("SELECT (SELECT COUNT(*) FROM events WHERE state = 0), (SELECT since FROM events WHERE state = 0 ORDER BY sequence LIMIT 1), "
                                  "(SELECT COUNT(*) FROM events WHERE state = 2)", {}, [&](Row row) {
        figures.waiting = std::get<int64_t>(row[0]);
        if (const auto *oldest = std::get_if<int64_t>(&row[1]))
            figures.oldest = UtcMs(std::chrono::milliseconds(*oldest));
        figures.setAside = std::get<int64_t>(row[2]);
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return figures;
}

std::expected<std::vector<Outbox::SetAside>, StoreError> Outbox::setAside(std::size_t count)
{
    std::vector<SetAside> found;
    const std::array<Value, 1> values{static_cast<int64_t>(count)};
    auto read = m_database->query("SELECT " + std::string(columns) + " FROM events WHERE state = 2 ORDER BY since DESC, sequence DESC LIMIT ?1", values, [&](Row row) {
        found.push_back({.sighting = sightingOf(row), .since = toTime(row[10]), .reason = toText(row[11])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

} // namespace rollcall::store
