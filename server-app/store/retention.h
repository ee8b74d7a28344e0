#pragma once

#include "store/database.h"
#include "store/records.h"

#include <map>

namespace rollcall::store {

// How long what is kept, by kind; absent: for ever. Evidence and unknown faces have bounds of their own (see SightingEvidence,
// UnknownFaces).
struct Retention {
    std::optional<std::chrono::days> sightings = {};
    std::optional<std::chrono::days> audit = {};
    std::optional<std::chrono::days> webhookEvents = {};
    std::optional<std::chrono::days> erasures = {};
    std::optional<std::chrono::days> enrolmentRequests = {};  // unanswered and refused ones, with their photos
    std::optional<std::chrono::days> alerts = {};             // since they ended
};

// Answers to repeated requests are never kept longer.
inline constexpr std::chrono::hours keptAnswers{24};

// Deletes some of what is older, at most `limit` rows of a kind, each kind in a transaction of its own; how many by kind. Until it
// says that nothing was left, call it again. Blocking.
[[nodiscard]] std::expected<std::map<std::string, int64_t>, StoreError> purgeOld(Database &database, const Retention &retention, int64_t limit, UtcMs now);

} // namespace rollcall::store
