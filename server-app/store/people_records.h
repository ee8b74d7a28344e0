#pragma once

#include "store/database.h"
#include "store/records.h"

namespace rollcall::store {

// The names and dates that are kept of people, in their groups. Blocking; on the thread of its database, which outlives it.
class PeopleRecords {
public:
    explicit PeopleRecords(Database &database)
        : m_database(database)
    {
    }

    // Within the caller's transaction. Conflict where the id or the external id is taken.
    [[nodiscard]] std::expected<void, StoreError> insert(const Person &person);
    // NotFound, or Gone where the person was merged into another one.
    [[nodiscard]] std::expected<Person, StoreError> person(const PersonId &id);
    [[nodiscard]] std::expected<PersonId, StoreError> idOfExternal(const std::string &externalId);
    enum class Order { Id, Name };  // names as people read them; those of the same name by id
    [[nodiscard]] std::expected<Page<Person>, StoreError> list(const PersonFilter &filter, const PageRequest &page, Order order = Order::Id);
    [[nodiscard]] std::expected<Page<Group>, StoreError> groups(const PageRequest &page);  // by name
    // Writes everything but id and photos; `changed.version` is the version that was read. Stale where there is another
    // one by now. The person as they are kept then.
    // The PIN's hash, as libsodium wrote it, stays where none is given; a nullopt inside takes the PIN away.
    using PinChange = std::optional<std::optional<std::string>>;
    [[nodiscard]] std::expected<Person, StoreError> update(const Person &changed, const PinChange &pinHash, UtcMs now);
    [[nodiscard]] std::expected<std::optional<std::string>, StoreError> pinHash(const PersonId &id);
    // Where a merged person went.
    [[nodiscard]] std::expected<std::optional<PersonId>, StoreError> mergedInto(const PersonId &id);
    // Templates of one version of one embedder, of those who may be recognised on this day: they are within their dates and did not
    // withdraw their consent. Of one person, or of all.
    [[nodiscard]] std::expected<std::vector<Template>, StoreError> recognisable(const std::string &embedder, int version, attendance::Day today,
                                                                                const std::optional<PersonId> &person = {});

private:
    [[nodiscard]] std::expected<void, StoreError> setPinHash(const PersonId &id, const std::optional<std::string> &hash);
    [[nodiscard]] std::expected<void, StoreError> writeGroups(const Person &person);
    [[nodiscard]] std::expected<void, StoreError> readGroups(std::vector<Person> &people);
    [[nodiscard]] std::expected<void, StoreError> foldNames();
    [[nodiscard]] std::expected<void, StoreError> checkExternalId(const Person &person);

    Database &m_database;
};

// For comparing names as people read them: without case and accents.
[[nodiscard]] std::string folded(const std::string &name);

[[nodiscard]] StoreError noSuchPerson(const PersonId &id);

} // namespace rollcall::store
