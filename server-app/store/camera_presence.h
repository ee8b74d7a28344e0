#pragma once

#include "store/database.h"
#include "store/records.h"

#include <span>

namespace rollcall::store {

// Cameras that are connected to some server of this database: each server says so of its own now and then, and knows of the others' by that.
struct CameraPresence {
    static constexpr std::chrono::seconds noted{30};  // so often
    static constexpr std::chrono::seconds known{75};  // one that was noted longer ago than this is nowhere
};

// They are connected at this moment. One transaction. Blocking.
[[nodiscard]] std::expected<void, StoreError> noteConnected(Database &database, std::span<const CameraId> cameras, UtcMs now);

// What changed of a camera that was written down when it came; of one that was forgotten since, nothing is. Blocking.
[[nodiscard]] std::expected<void, StoreError> noteChanged(Database &database, const Camera &camera);

} // namespace rollcall::store
