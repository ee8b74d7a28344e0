#pragma once

#include "store/database.h"
#include "store/records.h"

namespace rollcall::store {

// What an account or a token is for; its rights stand in access/right_table.
enum class Role {
    Monitor,   // of tokens alone: watches the server's figures
    Terminal,  // of tokens alone: takes PINs
    Viewer,
    Operator,
    Admin,
};
[[nodiscard]] std::string toText(Role role);
[[nodiscard]] std::optional<Role> parseRole(std::string_view word);
[[nodiscard]] constexpr bool isForPeople(Role role) { return role >= Role::Viewer; }

struct Account {
    std::string id;    // a UUID of version 7
    std::string name;  // in Unicode's normalisation form C
    Role role = Role::Viewer;
    std::optional<std::vector<std::string>> cameras = {};  // the account is limited to them, sorted; absent: all
    std::optional<std::string> language = {};
    UtcMs created{};
    std::optional<UtcMs> lastSignIn = {};
    int64_t version = 1;  // counts the changes
    friend bool operator==(const Account &, const Account &) = default;
};

struct AccountWithPassword {
    Account account;
    std::string passwordHash;  // argon2id, as libsodium writes it; never logged
};

// Whose name is as good as another's: normalised, in one case. "Ana" and "ANA" are one.
[[nodiscard]] std::string nameKey(const std::string &name);

// Who may sign in. Every verb that changes something is one transaction, with a line in the audit log. Blocking.
class AccountRecords {
public:
    explicit AccountRecords(Database &database)
        : m_database(database)
    {
    }
    static constexpr int64_t atMost = 10'000;

    enum class If { Always, NoneExists };  // NoneExists: Conflict where there is an account already
    // Conflict where the name is taken; Invalid where the first account would not be an admin.
    [[nodiscard]] std::expected<void, StoreError> add(const AccountWithPassword &account, const std::string &actor, If condition = If::Always);
    [[nodiscard]] std::expected<std::vector<Account>, StoreError> accounts();  // by name
    [[nodiscard]] std::expected<Account, StoreError> account(const std::string &id);
    // Nothing where nobody is called so.
    [[nodiscard]] std::expected<std::optional<AccountWithPassword>, StoreError> named(const std::string &name);
    [[nodiscard]] std::expected<AccountWithPassword, StoreError> withPassword(const std::string &id);

    struct Change {
        Account account;  // with the version that was read: Stale where it is another by now
        std::optional<std::string> passwordHash = {};  // a new one ends the account's sessions …
        std::optional<std::string> keptSession = {};   // … but this
    };
    // Conflict where the name is taken or no admin would be left.
    [[nodiscard]] std::expected<Account, StoreError> change(const Change &change, const std::string &actor, UtcMs now);
    [[nodiscard]] std::expected<void, StoreError> setLanguage(const std::string &id, const std::optional<std::string> &language);
    // With its sessions. Stale where a version is given that is not the account's; Conflict where no admin would be left.
    [[nodiscard]] std::expected<void, StoreError> remove(const std::string &id, std::optional<int64_t> version, const std::string &actor, UtcMs now);

private:
    [[nodiscard]] std::expected<void, StoreError> checkSomeoneManages();
    Database &m_database;
};

// Within a transaction: locks what changes of accounts, sessions and tokens wait for, and counts one.
[[nodiscard]] std::expected<void, StoreError> countAccessChange(Database &database);

// When these rows of account_sessions or api_tokens were used last; a later moment stays. One transaction.
using UsedMoments = std::vector<std::pair<std::string, UtcMs>>;
[[nodiscard]] std::expected<void, StoreError> noteUse(Database &database, const std::string &table, const UsedMoments &moments);

} // namespace rollcall::store
