#pragma once

#include "store/database.h"
#include "store/records.h"

#include <map>

namespace rollcall::store {

// That somebody was erased: nothing in it says who, but to those who know the id.
struct ErasureProof {
    std::string id;
    UtcMs at{};
    std::string subject;  // see subjectOf
    std::string actor;
    std::map<std::string, int64_t> counts;  // rows by table
    friend bool operator==(const ErasureProof &, const ErasureProof &) = default;
};

// Deletes the person and every row about them, photos that nobody else has, answers that were kept for repetition and name
// them; keeps the proof. `version`, where given, must be the person's, else Stale. One transaction; then the files of the database are freed of
// what lingers in them (see Database::scrub).
[[nodiscard]] std::expected<ErasureProof, StoreError> erasePerson(Database &database, const PersonId &id, const std::optional<int64_t> &version,
                                                                  const std::string &actor, const std::string &proofId, UtcMs now);

// Those of them who were erased, by their proofs; whoever was entered again since is not among them.
[[nodiscard]] std::expected<std::vector<PersonId>, StoreError> erasedAmong(Database &database, const std::vector<PersonId> &people);

// How many there were: another number says that somebody was erased, by whomever.
[[nodiscard]] std::expected<int64_t, StoreError> countErasures(Database &database);

} // namespace rollcall::store
