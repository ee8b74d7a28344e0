#pragma once

#include "store/account_records.h"

namespace rollcall::store {

// That somebody is signed in, in one browser.
struct AccountSession {
    std::string id;       // a UUID of version 7; no secret
    std::string account;
    Blob tokenHash;       // SHA-256 of what the cookie holds
    UtcMs created{};
    UtcMs lastUsed{};
    std::string address;
    std::string agent;    // what the browser calls itself
    friend bool operator==(const AccountSession &, const AccountSession &) = default;
};

// Who is signed in. Every verb that changes something is one transaction. Blocking.
class SessionRecords {
public:
    explicit SessionRecords(Database &database)
        : m_database(database)
    {
    }
    static constexpr int64_t mostPerAccount = 100;  // beyond that the oldest ends

    // NotFound where the account is gone by now.
    [[nodiscard]] std::expected<void, StoreError> open(const AccountSession &session, const std::string &actor);
    [[nodiscard]] std::expected<std::vector<AccountSession>, StoreError> sessions();
    // NotFound where it is over, or is not one of this account's where one is named.
    [[nodiscard]] std::expected<void, StoreError> close(const std::string &id, const std::optional<std::string> &account, const std::string &actor, UtcMs now);
    // When they were used last; later moments count.
    [[nodiscard]] std::expected<void, StoreError> use(const UsedMoments &moments);
    // Those that are over by themselves: begun before, or not used since.
    [[nodiscard]] std::expected<int64_t, StoreError> purge(UtcMs begunBefore, UtcMs usedBefore);

private:
    Database &m_database;
};

} // namespace rollcall::store
