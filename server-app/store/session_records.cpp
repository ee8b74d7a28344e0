#include "store/session_records.h"

#include "store/audit_log.h"
#include "store/row_values.h"

#include <array>

namespace rollcall::store {

std::expected<void, StoreError> SessionRecords::open(const AccountSession &session, const std::string &actor)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto locked = countAccessChange(m_database); !locked)
        return locked;
    const std::array<Value, 2> moment{session.account, toInt(session.created)};
    const auto known = m_database.execute("UPDATE accounts SET last_sign_in = ?2 WHERE id = ?1", moment);
    if (!known)
        return std::unexpected(known.error());
    if (*known == 0)
        return std::unexpected(StoreError{StoreError::Code::NotFound, "The account was removed just now."});
    const std::array<Value, 7> values{session.id, session.account, session.tokenHash, toInt(session.created), toInt(session.lastUsed), session.address, session.agent};
    if (auto written = run(m_database, "INSERT INTO account_sessions (id, account_id, token_hash, created_at, last_used, address, agent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", values); !written)
        return written;
    const std::array<Value, 2> room{session.account, mostPerAccount};
    if (auto made = run(m_database, "DELETE FROM account_sessions WHERE account_id = ?1 AND id NOT IN "
                                    "(SELECT id FROM account_sessions WHERE account_id = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2)", room); !made)
        return made;
    const AuditNote note{.actor = actor, .action = "session:open", .details = "account=" + session.account + " session=" + session.id + " address=" + session.address};
    if (auto noted = AuditLog(m_database).appendWithin(note, session.created); !noted)
        return noted;
    return transaction->commit();
}

std::expected<std::vector<AccountSession>, StoreError> SessionRecords::sessions()
{
    std::vector<AccountSession> found;
    auto read = m_database.query("SELECT id, account_id, token_hash, created_at, last_used, address, agent FROM account_sessions ORDER BY created_at, id", {}, [&](Row row) {
        found.push_back({.id = toText(row[0]), .account = toText(row[1]), .tokenHash = std::get<Blob>(row[2]), .created = toTime(row[3]), .lastUsed = toTime(row[4]),
                         .address = toText(row[5]), .agent = toText(row[6])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<void, StoreError> SessionRecords::close(const std::string &id, const std::optional<std::string> &account, const std::string &actor, UtcMs now)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto locked = countAccessChange(m_database); !locked)
        return locked;
    const std::array<Value, 2> values{id, orNull(account)};
    const auto ended = m_database.execute("DELETE FROM account_sessions WHERE id = ?1 AND (CAST(?2 AS TEXT) IS NULL OR account_id = CAST(?2 AS TEXT))", values);
    if (!ended)
        return std::unexpected(ended.error());
    if (*ended == 0)
        return std::unexpected(StoreError{StoreError::Code::NotFound, "There is no such session; it may be over already."});
    if (auto noted = AuditLog(m_database).appendWithin({.actor = actor, .action = "session:close", .details = "session=" + id}, now); !noted)
        return noted;
    return transaction->commit();
}

std::expected<void, StoreError> SessionRecords::use(const UsedMoments &moments)
{
    return noteUse(m_database, "account_sessions", moments);
}

std::expected<int64_t, StoreError> SessionRecords::purge(UtcMs begunBefore, UtcMs usedBefore)
{
    const std::array<Value, 2> values{toInt(begunBefore), toInt(usedBefore)};
    return m_database.execute("DELETE FROM account_sessions WHERE created_at < ?1 OR last_used < ?2", values);
}

} // namespace rollcall::store
