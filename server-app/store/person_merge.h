#pragma once

#include "store/database.h"
#include "store/records.h"

#include <vector>

namespace rollcall::store {

// Two entries were one human: everything that `from` has goes to `into`, and `from` is known as merged from then on.
// `into` keeps its name and dates; what it lacks (external id, consent, PIN) it takes over. Audited, in one transaction.
[[nodiscard]] std::expected<void, StoreError> mergePeople(Database &database, const PersonId &from, const PersonId &into, const std::string &actor, UtcMs now);

// These sightings of `from` were somebody else. All of them or none: NotFound names the first that is not `from`'s. `fresh` is
// written first where the other one is nobody that was known. Audited, in one transaction.
[[nodiscard]] std::expected<void, StoreError> splitSightings(Database &database, const PersonId &from, const std::vector<attendance::Uuid> &sightings,
                                                             const PersonId &to, const std::optional<Person> &fresh,
                                                             const std::string &actor, UtcMs now);

} // namespace rollcall::store
