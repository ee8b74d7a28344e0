#include "store/camera_presence.h"

#include "store/row_values.h"

#include <array>

namespace rollcall::store {

std::expected<void, StoreError> noteConnected(Database &database, std::span<const CameraId> cameras, UtcMs now)
{
    if (cameras.empty())
        return {};
    std::vector<std::vector<Value>> values;
    for (const CameraId &camera : cameras)
        values.push_back({camera.toString(), toInt(now)});
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (const auto done = database.executeEach("UPDATE cameras SET last_seen = ?2 WHERE id = ?1 AND last_seen < ?2", values); !done)
        return std::unexpected(done.error());
    return transaction->commit();
}

std::expected<void, StoreError> noteChanged(Database &database, const Camera &camera)
{
    const std::array<Value, 3> values{camera.id.toString(), camera.name, toInt(camera.lastSeen)};
    return run(database, "UPDATE cameras SET name = ?2, last_seen = ?3 WHERE id = ?1", values);
}

} // namespace rollcall::store
