#pragma once

#include "store/database.h"
#include "store/feedback_records.h"

namespace rollcall::store {

// The best picture of each sighting and the face on it in numbers, for a bounded time and in bounded space. Erased with the sighting.
// Blocking; one thread at a time.
class SightingEvidence {
public:
    explicit SightingEvidence(Database &database);

    // Kept where there is none yet or this is better. NotFound where the sighting is not stored (yet).
    [[nodiscard]] std::expected<void, StoreError> keep(const attendance::Uuid &sighting, const Evidence &evidence);
    [[nodiscard]] std::expected<Evidence, StoreError> of(const attendance::Uuid &sighting);

    // Erases what was taken before `oldest`, then the oldest until the pictures have at most `maxBytes`; how many were erased.
    [[nodiscard]] std::expected<int64_t, StoreError> purge(UtcMs oldest, int64_t maxBytes);
    [[nodiscard]] std::expected<int64_t, StoreError> totalBytes();

private:
    [[nodiscard]] std::expected<int64_t, StoreError> eraseOldest(int64_t bytes);

    Database &m_database;
};

} // namespace rollcall::store
