#include "store/sighting_evidence.h"

#include "store/row_values.h"

#include <array>

namespace rollcall::store {

namespace {

using Code = StoreError::Code;

} // namespace

SightingEvidence::SightingEvidence(Database &database)
    : m_database(database)
{
}

std::expected<void, StoreError> SightingEvidence::keep(const attendance::Uuid &sighting, const Evidence &evidence)
{
    if (evidence.picture.empty() || evidence.look.values.empty())
        return std::unexpected(StoreError{Code::Invalid, "Evidence of a sighting needs a picture and the face on it."});
    const std::array<Value, 8> values{sighting.toString(), toInt(evidence.taken), evidence.quality, evidence.look.embedder,
                                      int64_t{evidence.look.embedderVersion}, toBlob(evidence.look.values), evidence.picture,
                                      static_cast<int64_t>(evidence.picture.size())};
    const auto changed = m_database.execute(
        "INSERT INTO sighting_evidence (sighting_id, taken_at, quality, embedder, embedder_version, vector, picture, picture_size) "
        "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE EXISTS (SELECT 1 FROM sightings WHERE id = ?1) "
        "ON CONFLICT (sighting_id) DO UPDATE SET taken_at = excluded.taken_at, quality = excluded.quality, embedder = excluded.embedder, "
        "embedder_version = excluded.embedder_version, vector = excluded.vector, picture = excluded.picture, picture_size = excluded.picture_size "
        "WHERE excluded.quality > sighting_evidence.quality", values);
    if (!changed)
        return std::unexpected(changed.error());
    if (*changed > 0)
        return {};
    bool isThere = false;
    const std::array<Value, 1> only{sighting.toString()};
    auto read = m_database.query("SELECT 1 FROM sightings WHERE id = ?1", only, [&](Row) { isThere = true; });
    if (!read || isThere)
        return read;
    return std::unexpected(StoreError{Code::NotFound, "There is no sighting with the id " + sighting.toString() + "."});
}

std::expected<Evidence, StoreError> SightingEvidence::of(const attendance::Uuid &sighting)
{
    std::optional<Evidence> found;
    const std::array<Value, 1> values{sighting.toString()};
    auto read = m_database.query("SELECT taken_at, quality, embedder, embedder_version, vector, picture FROM sighting_evidence WHERE sighting_id = ?1",
                                 values, [&](Row row) {
        found = Evidence{.taken = toTime(row[0]), .quality = std::get<double>(row[1]),
                         .look = {.embedder = toText(row[2]), .embedderVersion = static_cast<int>(std::get<int64_t>(row[3])), .values = toVector(row[4])},
                         .picture = std::get<Blob>(row[5])};
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    if (!found)
        return std::unexpected(StoreError{Code::NotFound, "No picture of the sighting " + sighting.toString() + " is kept (any more)."});
    return *found;
}

std::expected<int64_t, StoreError> SightingEvidence::totalBytes()
{
    int64_t total = 0;
    auto read = m_database.query("SELECT COALESCE(SUM(picture_size), 0) FROM sighting_evidence", {}, [&](Row row) { total = std::get<int64_t>(row[0]); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return total;
}

// The oldest pictures that together have at least so many bytes.
std::expected<int64_t, StoreError> SightingEvidence::eraseOldest(int64_t bytes)
{
    std::vector<std::vector<Value>> oldest;
    int64_t found = 0;
    auto read = m_database.query("SELECT sighting_id, picture_size FROM sighting_evidence ORDER BY taken_at, sighting_id", {}, [&](Row row) {
        if (found >= bytes)
            return;
        found += std::get<int64_t>(row[1]);
        oldest.push_back({row[0]});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    const auto erased = m_database.executeEach("DELETE FROM sighting_evidence WHERE sighting_id = ?1", oldest);
    if (!erased)
        return std::unexpected(erased.error());
    return static_cast<int64_t>(oldest.size());
}

std::expected<int64_t, StoreError> SightingEvidence::purge(UtcMs oldest, int64_t maxBytes)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const std::array<Value, 1> values{toInt(oldest)};
    auto erased = m_database.execute("DELETE FROM sighting_evidence WHERE taken_at < ?1", values);
    if (!erased)
        return erased;
    const auto total = totalBytes();
    if (!total)
        return total;
    if (*total > maxBytes) {
        const auto more = eraseOldest(*total - maxBytes);
        if (!more)
            return more;
        *erased += *more;
    }
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return erased;
}

} // namespace rollcall::store
