#include "store/camera_pairings.h"

#include "store/row_values.h"

#include <array>

namespace rollcall::store {

namespace {

std::optional<UtcMs> toOptionalTime(const Value &value)
{
    return std::holds_alternative<int64_t>(value) ? std::optional(toTime(value)) : std::nullopt;
}

CameraPairing toPairing(Row row)
{
    return {.camera = CameraId(toText(row[0])), .tokenHash = std::get<Blob>(row[1]), .paired = toTime(row[2]), .pairedFrom = toText(row[3]),
            .revoked = toOptionalTime(row[4]), .lastSeen = toOptionalTime(row[5])};
}

} // namespace

std::expected<void, StoreError> CameraPairings::pair(const CameraPairing &pairing)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const std::array<Value, 4> values{pairing.camera.toString(), pairing.tokenHash, toInt(pairing.paired), pairing.pairedFrom};
    auto written = run(m_database, "INSERT INTO camera_pairings (camera_id, token_hash, paired_at, paired_from, revoked_at) VALUES (?1, ?2, ?3, ?4, NULL) "
                                   "ON CONFLICT (camera_id) DO UPDATE SET token_hash = excluded.token_hash, paired_at = excluded.paired_at, "
                                   "paired_from = excluded.paired_from, revoked_at = NULL", values);
    if (!written)
        return written;
    const AuditNote note{.actor = pairing.pairedFrom, .action = "camera:pair", .details = "camera=" + pairing.camera.toString()};
    if (auto noted = AuditLog(m_database).appendWithin(note, pairing.paired); !noted)
        return noted;
    return transaction->commit();
}

std::expected<void, StoreError> CameraPairings::revoke(const CameraId &camera, const std::string &actor, UtcMs now)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const std::array<Value, 2> values{camera.toString(), toInt(now)};
    const auto changed = m_database.execute("UPDATE camera_pairings SET revoked_at = ?2 WHERE camera_id = ?1 AND revoked_at IS NULL", values);
    if (!changed)
        return std::unexpected(changed.error());
    if (*changed == 0)
        return std::unexpected(StoreError{StoreError::Code::NotFound, "No camera is paired under the id \"" + camera.toString() + "\"."});
    const AuditNote note{.actor = actor, .action = "camera:revoke", .details = "camera=" + camera.toString()};
    if (auto noted = AuditLog(m_database).appendWithin(note, now); !noted)
        return noted;
    return transaction->commit();
}

std::expected<std::vector<CameraPairing>, StoreError> CameraPairings::pairings()
{
    std::vector<CameraPairing> found;
    auto read = m_database.query("SELECT p.camera_id, p.token_hash, p.paired_at, p.paired_from, p.revoked_at, "
                                 "CASE WHEN c.last_seen >= p.paired_at THEN c.last_seen ELSE NULL END "
                                 "FROM camera_pairings p LEFT JOIN cameras c ON c.id = p.camera_id ORDER BY p.camera_id", {},
                                 [&](Row row) { found.push_back(toPairing(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

} // namespace rollcall::store
