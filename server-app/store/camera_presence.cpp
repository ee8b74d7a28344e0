#include "store/camera_presence.h"

#include "store/row_values.h"

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

} // namespace rollcall::store
