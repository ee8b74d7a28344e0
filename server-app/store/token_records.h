#pragma once

#include "store/session_records.h"

namespace rollcall::store {

// What a program signs in with. Its secret is shown once and not kept.
struct ApiToken {
    std::string id;    // a UUID of version 7
    std::string name;  // what it is for
    Role role = Role::Viewer;
    std::optional<std::vector<std::string>> cameras = {};  // it is limited to them, sorted; absent: all
    Blob tokenHash;    // SHA-256
    UtcMs created{};
    std::string createdBy;
    std::optional<UtcMs> expires = {};
    std::optional<UtcMs> lastUsed = {};
    friend bool operator==(const ApiToken &, const ApiToken &) = default;
};

// The tokens of programs. Every verb that changes something is one transaction, with a line in the audit log. Blocking.
class TokenRecords {
public:
    explicit TokenRecords(Database &database)
        : m_database(database)
    {
    }
    static constexpr int64_t atMost = 1'000;

    // Conflict where the name is taken.
    [[nodiscard]] std::expected<void, StoreError> add(const ApiToken &token);
    [[nodiscard]] std::expected<std::vector<ApiToken>, StoreError> tokens();  // by name
    [[nodiscard]] std::expected<void, StoreError> remove(const std::string &id, const std::string &actor, UtcMs now);
    // When they were used last; later moments count.
    [[nodiscard]] std::expected<void, StoreError> use(const UsedMoments &moments);

private:
    Database &m_database;
};

// All that a server must know to judge who asks, as of one moment.
struct AccessSnapshot {
    int64_t version = 0;
    std::vector<Account> accounts;
    std::vector<AccountSession> sessions;
    std::vector<ApiToken> tokens;
};
// Nothing where that version is the current one. Blocking.
[[nodiscard]] std::expected<std::optional<AccessSnapshot>, StoreError> readAccess(Database &database, std::optional<int64_t> known);

} // namespace rollcall::store
