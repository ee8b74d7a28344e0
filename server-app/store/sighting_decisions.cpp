#include "store/sighting_decisions.h"

#include "store/row_values.h"

#include <array>
#include <map>

namespace rollcall::store {

namespace {

using attendance::SightingStatus;
using Code = StoreError::Code;

StoreError noSuchSighting(const attendance::Uuid &id)
{
    return {Code::NotFound, "There is no sighting with the id " + id.toString() + "."};
}

std::expected<Sighting, StoreError> read(Database &database, const attendance::Uuid &id)
{
    std::optional<Sighting> found;
    const std::array<Value, 1> values{id.toString()};
    auto done = database.query(sightingColumns() + "WHERE id = ?1", values, [&](Row row) { found = toSighting(row); });
    if (!done)
        return std::unexpected(std::move(done.error()));
    if (!found)
        return std::unexpected(noSuchSighting(id));
    return *found;
}

// The unknown face that a rejected sighting became loses what it had from it, and is gone where it had nothing else.
std::expected<void, StoreError> withdrawUnknown(Database &database, const attendance::Uuid &rejected)
{
    std::vector<std::string> faces;
    const std::array<Value, 1> values{rejected.toString()};
    auto done = database.query("SELECT face_id FROM unknown_face_sightings WHERE rejected_sighting = ?1", values,
                               [&](Row row) { faces.push_back(toText(row[0])); });
    if (done)
        done = run(database, "DELETE FROM unknown_face_sightings WHERE rejected_sighting = ?1", values);
    for (const std::string &face : faces) {
        const std::array<Value, 1> one{face};
        if (done)
            done = run(database, "DELETE FROM unknown_faces WHERE id = ?1 AND state <> 'assigned' AND NOT EXISTS "
                                 "(SELECT 1 FROM unknown_face_sightings WHERE face_id = unknown_faces.id)", one);
    }
    return done;
}

} // namespace

SightingDecisions::SightingDecisions(Database &database)
    : m_database(database)
{
}

std::expected<Sighting, StoreError> SightingDecisions::sighting(const attendance::Uuid &id)
{
    return read(m_database, id);
}

// Somebody may have said since whose face it is; then this is not X any more, whatever is decided here.
std::expected<void, StoreError> SightingDecisions::dropRejectedLook(const attendance::Uuid &id)
{
    std::optional<std::string> faceOf;
    const std::array<Value, 1> values{id.toString()};
    auto done = m_database.query("SELECT face_of FROM rejected_looks WHERE sighting_id = ?1", values,
                                 [&](Row row) { faceOf = toOptionalText(row[0]); });
    if (!done)
        return done;
    if (faceOf)
        return std::unexpected(StoreError{Code::Conflict, "The face of this sighting was given to the person with the id \"" + *faceOf
                                          + "\" since. Take that back first."});
    if (done = run(m_database, "DELETE FROM rejected_looks WHERE sighting_id = ?1", values); !done)
        return done;
    return withdrawUnknown(m_database, id);
}

// In one transaction; `work` gives the number of rows that it changed.
std::expected<SightingDecisions::Outcome, StoreError> SightingDecisions::change(const attendance::Uuid &id, const std::function<std::expected<int64_t, StoreError>()> &work)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const auto before = read(m_database, id);
    if (!before)
        return std::unexpected(before.error());
    const auto changed = work();
    if (!changed)
        return std::unexpected(changed.error());
    const auto after = read(m_database, id);
    if (!after)
        return std::unexpected(after.error());
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return Outcome{.sighting = *after, .changed = *changed > 0, .before = before->status};
}

std::expected<SightingDecisions::Outcome, StoreError> SightingDecisions::confirm(const attendance::Uuid &id, const Days &day, const Note &note)
{
    return change(id, [&]() -> std::expected<int64_t, StoreError> {
        if (auto dropped = dropRejectedLook(id); !dropped)
            return std::unexpected(std::move(dropped.error()));
        const std::array<Value, 6> values{id.toString(), toInt(note.when), note.by, note.reason, toInt(day.from), toInt(day.until)};
        return m_database.execute(
            "UPDATE sightings SET decision = 'confirmed', decided_at = ?2, decided_by = ?3, decision_reason = ?4, covers_from = ?5, covers_until = ?6 "
            "WHERE id = ?1 AND (decision IS NULL OR decision <> 'confirmed')", values);
    });
}

std::expected<SightingDecisions::Outcome, StoreError> SightingDecisions::reject(const attendance::Uuid &id, const Note &note)
{
    return change(id, [&]() -> std::expected<int64_t, StoreError> {
        const std::array<Value, 1> only{id.toString()};
        if (auto kept = run(m_database, "INSERT INTO rejected_looks (sighting_id, embedder, embedder_version, vector) "
                                        "SELECT sighting_id, embedder, embedder_version, vector FROM sighting_evidence WHERE sighting_id = ?1 "
                                        "ON CONFLICT (sighting_id) DO NOTHING", only); !kept)
            return std::unexpected(std::move(kept.error()));
        const std::array<Value, 4> values{id.toString(), toInt(note.when), note.by, note.reason};
        return m_database.execute(
            "UPDATE sightings SET decision = 'rejected', decided_at = ?2, decided_by = ?3, decision_reason = ?4, covers_from = NULL, covers_until = NULL "
            "WHERE id = ?1 AND (decision IS NULL OR decision <> 'rejected')", values);
    });
}

std::expected<SightingDecisions::Outcome, StoreError> SightingDecisions::undo(const attendance::Uuid &id)
{
    return change(id, [&]() -> std::expected<int64_t, StoreError> {
        if (auto dropped = dropRejectedLook(id); !dropped)
            return std::unexpected(std::move(dropped.error()));
        const std::array<Value, 1> values{id.toString()};
        return m_database.execute(
            "UPDATE sightings SET decision = NULL, decided_at = NULL, decided_by = NULL, decision_reason = NULL, covers_from = NULL, covers_until = NULL "
            "WHERE id = ?1 AND decision IS NOT NULL", values);
    });
}

std::expected<std::vector<RejectedLook>, StoreError> SightingDecisions::rejectedLooks(const std::string &embedder, int version)
{
    std::vector<RejectedLook> found;
    std::map<PersonId, int> counts;
    const std::array<Value, 2> values{embedder, int64_t{version}};
    auto done = m_database.query("SELECT sightings.person_id, rejected_looks.vector FROM rejected_looks "
                                 "JOIN sightings ON sightings.id = rejected_looks.sighting_id "
                                 "WHERE embedder = ?1 AND embedder_version = ?2 AND decision = 'rejected' ORDER BY rejected_looks.sighting_id DESC",
                                 values, [&](Row row) {
        PersonId person(toText(row[0]));
        if (++counts[person] <= rejectedLooksOfOne)
            found.push_back({.person = std::move(person), .look = {.embedder = embedder, .embedderVersion = version, .values = toVector(row[1])}});
    });
    if (!done)
        return std::unexpected(std::move(done.error()));
    return found;
}

} // namespace rollcall::store
