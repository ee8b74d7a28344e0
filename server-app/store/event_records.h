#pragma once

#include "attendance/schedule.h"
#include "store/database.h"
#include "store/records.h"

#include <map>
#include <span>
#include <vector>

namespace rollcall::store {

// A person as far as the register needs to know them.
struct Member {
    PersonId id;
    std::string name;
    std::vector<attendance::GroupName> groups;  // by name
    attendance::Validity validity;
    UtcMs created{};
};

// What the register of a person is computed from, read in the order in which reports need it. Over a database whose schema is up to
// date, which outlives it. Blocking; one thread at a time.
class EventRecords {
public:
    explicit EventRecords(Database &database);

    [[nodiscard]] std::expected<Member, StoreError> member(const PersonId &id);
    // By id; of one group where it is given.
    [[nodiscard]] std::expected<Page<Member>, StoreError> members(const std::optional<attendance::GroupName> &group, const PageRequest &page);
    // Those of them that there are, by id. `ids` are sorted.
    [[nodiscard]] std::expected<std::vector<Member>, StoreError> members(std::span<const PersonId> ids);
    // Those whose first moment is in [from, until), by it.
    [[nodiscard]] std::expected<std::vector<Sighting>, StoreError> sightingsOf(const PersonId &person, UtcMs from, UtcMs until);

    // The same of everybody, as much of them as rules look at: how sure recognition was, the track and the words of operators are left out.
    [[nodiscard]] std::expected<std::vector<Sighting>, StoreError> sightingsBetween(UtcMs from, UtcMs until);

    // Of whom something happened since then: a sighting, or a correction of that day or a later one.
    [[nodiscard]] std::expected<std::vector<PersonId>, StoreError> peopleWithEvents(UtcMs since, attendance::Day day);

private:
    [[nodiscard]] std::expected<std::vector<Member>, StoreError> read(const std::string &where, std::span<const Value> values);

    Database &m_database;
};

} // namespace rollcall::store
