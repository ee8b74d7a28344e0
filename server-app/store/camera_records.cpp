#include "store/camera_records.h"

#include "store/row_values.h"

#include <array>

namespace rollcall::store {

namespace {

using Code = StoreError::Code;

std::unexpected<StoreError> unknown(const CameraId &id)
{
    return std::unexpected(StoreError{Code::NotFound, "There is no camera \"" + id.toString() + "\"."});
}

CameraRecord toRecord(Row row)
{
    return {.camera = {.id = CameraId(toText(row[0])), .name = toText(row[1]), .lastSeen = toTime(row[2])}, .ownName = toText(row[3]),
            .givenName = toOptionalText(row[4]), .version = toInt(row[5])};
}

std::expected<void, StoreError> note(Database &database, const CameraId &id, const char *action, const std::string &actor, UtcMs now)
{
    return AuditLog(database).appendWithin({.actor = actor, .action = action, .details = "camera=" + id.toString()}, now);
}

} // namespace

std::expected<CameraRecord, StoreError> CameraRecords::camera(const CameraId &id)
{
    std::optional<CameraRecord> found;
    const std::array<Value, 1> values{id.toString()};
    auto read = m_database.query("SELECT id, COALESCE(given_name, name), last_seen, name, given_name, version FROM cameras WHERE id = ?1", values,
                                 [&](Row row) { found = toRecord(row); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    if (!found)
        return unknown(id);
    return std::move(*found);
}

std::expected<std::map<CameraId, std::string>, StoreError> CameraRecords::givenNames()
{
    std::map<CameraId, std::string> names;
    auto read = m_database.query("SELECT id, given_name FROM cameras WHERE given_name IS NOT NULL", {},
                                 [&](Row row) { names.emplace(CameraId(toText(row[0])), toText(row[1])); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return names;
}

std::expected<CameraRecord, StoreError> CameraRecords::rename(const CameraId &id, const std::optional<std::string> &name, Version version,
                                                              const std::string &actor, UtcMs now)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    auto present = camera(id);
    if (!present)
        return present;
    // The version is in the condition as well: on a register elsewhere another server may be quicker.
    const std::array<Value, 3> values{id.toString(), orNull(name), version.value_or(present->version)};
    const auto changed = m_database.execute("UPDATE cameras SET given_name = ?2, version = version + 1 WHERE id = ?1 AND version = ?3", values);
    if (!changed)
        return std::unexpected(changed.error());
    if (*changed == 0)
        return std::unexpected(StoreError{Code::Stale, "The camera was renamed in between. Read it again, and change that."});
    if (auto noted = note(m_database, id, "camera:rename", actor, now); !noted)
        return std::unexpected(std::move(noted.error()));
    present = camera(id);
    if (auto done = transaction->commit(); !done)
        return std::unexpected(std::move(done.error()));
    return present;
}

std::expected<void, StoreError> CameraRecords::forget(const CameraId &id, const std::string &actor, UtcMs now)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const std::array<Value, 1> values{id.toString()};
    int64_t gone = 0;
    for (const char *sql : {"DELETE FROM cameras WHERE id = ?1", "DELETE FROM camera_pairings WHERE camera_id = ?1"}) {
        const auto removed = m_database.execute(sql, values);
        if (!removed)
            return std::unexpected(removed.error());
        gone += *removed;
    }
    if (gone == 0)
        return unknown(id);
    auto direction = run(m_database, "DELETE FROM camera_directions WHERE camera_id = ?1 AND NOT EXISTS (SELECT 1 FROM sightings WHERE camera_id = ?1)", values);
    if (!direction)
        return direction;
    if (auto noted = note(m_database, id, "camera:forget", actor, now); !noted)
        return noted;
    return transaction->commit();
}

} // namespace rollcall::store
