#include "store/account_records.h"

#include "store/audit_log.h"
#include "store/camera_limits.h"
#include "store/row_values.h"

#include <QString>

#include <algorithm>
#include <array>

namespace rollcall::store {

using Code = StoreError::Code;

namespace {

constexpr std::string_view columns = "SELECT id, name, role, is_limited, language, created_at, last_sign_in, version, password_hash FROM accounts ";
constexpr CameraLimits limits{.table = "account_cameras", .owner = "account_id"};

AccountWithPassword toAccount(Row row)
{
    AccountWithPassword found{.account = {.id = toText(row[0]), .name = toText(row[1]), .role = parseRole(toText(row[2])).value_or(Role::Viewer)},
                              .passwordHash = toText(row[8])};
    if (toInt(row[3]) != 0)
        found.account.cameras.emplace();
    found.account.language = toOptionalText(row[4]);
    found.account.created = toTime(row[5]);
    if (std::holds_alternative<int64_t>(row[6]))
        found.account.lastSignIn = toTime(row[6]);
    found.account.version = toInt(row[7]);
    return found;
}

std::expected<std::vector<AccountWithPassword>, StoreError> readAccounts(Database &database, const std::string &where, std::span<const Value> values)
{
    std::vector<AccountWithPassword> found;
    auto read = database.query(std::string(columns) + where, values, [&](Row row) { found.push_back(toAccount(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    for (AccountWithPassword &one : found) {
        if (auto done = limits.read(database, one.account.id, one.account.cameras); !done)
            return std::unexpected(std::move(done.error()));
    }
    return found;
}

StoreError nobody()
{
    return {Code::NotFound, "There is no such account; it may have been removed."};
}

StoreError nameTaken(const std::string &name)
{
    return {Code::Conflict, "There is an account called \"" + name + "\" already. Choose another name."};
}

std::string describe(const Account &account)
{
    std::string text = "account=" + account.id + " role=" + toText(account.role);
    return account.cameras ? text + " cameras=" + std::to_string(account.cameras->size()) : text;
}

} // namespace

std::string toText(Role role)
{
    switch (role) {
    case Role::Monitor:
        return "monitor";
    case Role::Terminal:
        return "terminal";
    case Role::Viewer:
        return "viewer";
    case Role::Operator:
        return "operator";
    case Role::Admin:
        return "admin";
    }
    return {};
}

std::optional<Role> parseRole(std::string_view word)
{
    for (const Role role : {Role::Monitor, Role::Terminal, Role::Viewer, Role::Operator, Role::Admin}) {
        if (word == toText(role))
            return role;
    }
    return std::nullopt;
}

std::string nameKey(const std::string &name)
{
    return QString::fromStdString(name).normalized(QString::NormalizationForm_KC).toCaseFolded().normalized(QString::NormalizationForm_KC).toStdString();
}

std::expected<void, StoreError> countAccessChange(Database &database)
{
    return run(database, "UPDATE access_version SET version = version + 1 WHERE id = 1");
}

std::expected<void, StoreError> noteUse(Database &database, const std::string &table, const UsedMoments &moments)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    std::vector<std::vector<Value>> rows;
    for (const auto &[id, when] : moments)
        rows.push_back({id, toInt(when)});
    if (auto written = database.executeEach("UPDATE " + table + " SET last_used = ?2 WHERE id = ?1 AND (last_used IS NULL OR last_used < ?2)", rows); !written)
        return std::unexpected(std::move(written.error()));
    return transaction->commit();
}

std::expected<void, StoreError> AccountRecords::add(const AccountWithPassword &added, const std::string &actor, If condition)
{
    const Account &account = added.account;
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto locked = countAccessChange(m_database); !locked)
        return locked;
    int64_t count = 0;
    if (auto counted = m_database.query("SELECT COUNT(*) FROM accounts", {}, [&](Row row) { count = toInt(row[0]); }); !counted)
        return counted;
    if (count > 0 && condition == If::NoneExists)
        return std::unexpected(StoreError{Code::Conflict, "The server has been set up already. Sign in with an account."});
    if (count == 0 && (account.role != Role::Admin || account.cameras))
        return std::unexpected(StoreError{Code::Invalid, "The first account must be an admin without a limit to cameras: somebody has to look after the others."});
    if (count >= atMost)
        return std::unexpected(StoreError{Code::Conflict, "There are " + std::to_string(atMost) + " accounts already. Remove some first."});
    const std::array<Value, 8> values{account.id, account.name, nameKey(account.name), toText(account.role), int64_t{account.cameras.has_value()},
                                      added.passwordHash, orNull(account.language), toInt(account.created)};
    const auto written = m_database.execute("INSERT INTO accounts (id, name, name_key, role, is_limited, password_hash, language, created_at, last_sign_in, version) "
                                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, CAST(?7 AS TEXT), ?8, NULL, 1) ON CONFLICT (name_key) DO NOTHING", values);
    if (!written)
        return std::unexpected(written.error());
    if (*written == 0)
        return std::unexpected(nameTaken(account.name));
    if (auto limited = limits.write(m_database, account.id, account.cameras); !limited)
        return limited;
    if (auto noted = AuditLog(m_database).appendWithin({.actor = actor, .action = "account:add", .details = describe(account)}, account.created); !noted)
        return noted;
    return transaction->commit();
}

std::expected<std::vector<Account>, StoreError> AccountRecords::accounts()
{
    const auto found = readAccounts(m_database, "ORDER BY name_key", {});
    if (!found)
        return std::unexpected(found.error());
    std::vector<Account> accounts;
    for (const AccountWithPassword &one : *found)
        accounts.push_back(one.account);
    return accounts;
}

std::expected<AccountWithPassword, StoreError> AccountRecords::withPassword(const std::string &id)
{
    const std::array<Value, 1> values{id};
    auto found = readAccounts(m_database, "WHERE id = ?1", values);
    if (!found)
        return std::unexpected(std::move(found.error()));
    if (found->empty())
        return std::unexpected(nobody());
    return std::move(found->front());
}

std::expected<Account, StoreError> AccountRecords::account(const std::string &id)
{
    auto found = withPassword(id);
    if (!found)
        return std::unexpected(std::move(found.error()));
    return std::move(found->account);
}

std::expected<std::optional<AccountWithPassword>, StoreError> AccountRecords::named(const std::string &name)
{
    const std::array<Value, 1> values{nameKey(name)};
    auto found = readAccounts(m_database, "WHERE name_key = ?1", values);
    if (!found)
        return std::unexpected(std::move(found.error()));
    return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

// Whoever changes accounts holds the lock of countAccessChange: nobody else takes the last admin away meanwhile.
std::expected<void, StoreError> AccountRecords::checkSomeoneManages()
{
    int64_t admins = 0;
    if (auto read = m_database.query("SELECT COUNT(*) FROM accounts WHERE role = 'admin' AND is_limited = 0", {}, [&](Row row) { admins = toInt(row[0]); }); !read)
        return read;
    if (admins == 0)
        return std::unexpected(StoreError{Code::Conflict, "This is the last admin. Make another account an admin first, without a limit to cameras."});
    return {};
}

std::expected<Account, StoreError> AccountRecords::change(const Change &change, const std::string &actor, UtcMs now)
{
    const Account &wanted = change.account;
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto locked = countAccessChange(m_database); !locked)
        return std::unexpected(std::move(locked.error()));
    const auto before = account(wanted.id);
    if (!before)
        return before;
    if (before->version != wanted.version)
        return std::unexpected(StoreError{Code::Stale, "The account was changed in between. Read it again, and change that."});
    const auto other = named(wanted.name);
    if (!other)
        return std::unexpected(other.error());
    if (*other && (*other)->account.id != wanted.id)
        return std::unexpected(nameTaken(wanted.name));
    const std::array<Value, 6> values{wanted.id, wanted.name, nameKey(wanted.name), toText(wanted.role), int64_t{wanted.cameras.has_value()}, orNull(change.passwordHash)};
    auto written = run(m_database, "UPDATE accounts SET name = ?2, name_key = ?3, role = ?4, is_limited = ?5, "
                                   "password_hash = COALESCE(CAST(?6 AS TEXT), password_hash), version = version + 1 WHERE id = ?1", values);
    if (!written)
        return std::unexpected(std::move(written.error()));
    if (auto limited = limits.write(m_database, wanted.id, wanted.cameras); !limited)
        return std::unexpected(std::move(limited.error()));
    if (change.passwordHash) {
        const std::array<Value, 2> which{wanted.id, change.keptSession.value_or(std::string())};
        if (auto ended = run(m_database, "DELETE FROM account_sessions WHERE account_id = ?1 AND id <> ?2", which); !ended)
            return std::unexpected(std::move(ended.error()));
    }
    if (auto managed = checkSomeoneManages(); !managed)
        return std::unexpected(std::move(managed.error()));
    const std::string details = describe(wanted) + (change.passwordHash ? " password" : "") + (before->name != wanted.name ? " name" : "");
    if (auto noted = AuditLog(m_database).appendWithin({.actor = actor, .action = "account:change", .details = details}, now); !noted)
        return std::unexpected(std::move(noted.error()));
    auto after = account(wanted.id);
    if (!after)
        return after;
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return after;
}

std::expected<void, StoreError> AccountRecords::setLanguage(const std::string &id, const std::optional<std::string> &language)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto locked = countAccessChange(m_database); !locked)
        return locked;
    const std::array<Value, 2> values{id, orNull(language)};
    const auto changed = m_database.execute("UPDATE accounts SET language = CAST(?2 AS TEXT) WHERE id = ?1", values);
    if (!changed)
        return std::unexpected(changed.error());
    if (*changed == 0)
        return std::unexpected(nobody());
    return transaction->commit();
}

std::expected<void, StoreError> AccountRecords::remove(const std::string &id, std::optional<int64_t> version, const std::string &actor, UtcMs now)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto locked = countAccessChange(m_database); !locked)
        return locked;
    const auto before = account(id);
    if (!before)
        return std::unexpected(before.error());
    if (version && *version != before->version)
        return std::unexpected(StoreError{Code::Stale, "The account was changed in between. Read it again before you remove it."});
    const std::array<Value, 1> values{id};
    if (auto removed = run(m_database, "DELETE FROM accounts WHERE id = ?1", values); !removed)
        return removed;
    if (auto managed = checkSomeoneManages(); !managed)
        return managed;
    if (auto noted = AuditLog(m_database).appendWithin({.actor = actor, .action = "account:remove", .details = describe(*before)}, now); !noted)
        return noted;
    return transaction->commit();
}

} // namespace rollcall::store
