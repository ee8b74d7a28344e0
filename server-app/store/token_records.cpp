#include "store/token_records.h"

#include "store/audit_log.h"
#include "store/camera_limits.h"
#include "store/row_values.h"

#include <array>

namespace rollcall::store {

using Code = StoreError::Code;

namespace {

constexpr CameraLimits limits{.table = "api_token_cameras", .owner = "token_id"};

std::optional<UtcMs> toOptionalTime(const Value &value)
{
    return std::holds_alternative<int64_t>(value) ? std::optional(toTime(value)) : std::nullopt;
}

Value timeOrNull(const std::optional<UtcMs> &time)
{
    return time ? Value(toInt(*time)) : Value();
}

ApiToken toToken(Row row)
{
    ApiToken token;
    token.id = toText(row[0]);
    token.name = toText(row[1]);
    token.role = parseRole(toText(row[2])).value_or(Role::Viewer);
    if (toInt(row[3]) != 0)
        token.cameras.emplace();
    token.tokenHash = std::get<Blob>(row[4]);
    token.created = toTime(row[5]);
    token.createdBy = toText(row[6]);
    token.expires = toOptionalTime(row[7]);
    token.lastUsed = toOptionalTime(row[8]);
    return token;
}

std::string describe(const ApiToken &token)
{
    std::string text = "token=" + token.id + " role=" + toText(token.role);
    return token.cameras ? text + " cameras=" + std::to_string(token.cameras->size()) : text;
}

} // namespace

std::expected<void, StoreError> TokenRecords::add(const ApiToken &token)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto locked = countAccessChange(m_database); !locked)
        return locked;
    int64_t count = 0;
    if (auto counted = m_database.query("SELECT COUNT(*) FROM api_tokens", {}, [&](Row row) { count = toInt(row[0]); }); !counted)
        return counted;
    if (count >= atMost)
        return std::unexpected(StoreError{Code::Conflict, "There are " + std::to_string(atMost) + " tokens already. Revoke some first."});
    const std::array<Value, 9> values{token.id, token.name, nameKey(token.name), toText(token.role), int64_t{token.cameras.has_value()}, token.tokenHash,
                                      toInt(token.created), token.createdBy, timeOrNull(token.expires)};
    const auto written = m_database.execute("INSERT INTO api_tokens (id, name, name_key, role, is_limited, token_hash, created_at, created_by, expires_at, last_used) "
                                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, CAST(?9 AS BIGINT), NULL) ON CONFLICT (name_key) DO NOTHING", values);
    if (!written)
        return std::unexpected(written.error());
    if (*written == 0)
        return std::unexpected(StoreError{Code::Conflict, "There is a token called \"" + token.name + "\" already. Choose another name, or revoke that one."});
    if (auto limited = limits.write(m_database, token.id, token.cameras); !limited)
        return limited;
    if (auto noted = AuditLog(m_database).appendWithin({.actor = token.createdBy, .action = "token:add", .details = describe(token)}, token.created); !noted)
        return noted;
    return transaction->commit();
}

std::expected<std::vector<ApiToken>, StoreError> TokenRecords::tokens()
{
    std::vector<ApiToken> found;
    auto read = m_database.query("SELECT id, name, role, is_limited, token_hash, created_at, created_by, expires_at, last_used FROM api_tokens ORDER BY name_key", {},
                                 [&](Row row) { found.push_back(toToken(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    for (ApiToken &token : found) {
        if (auto done = limits.read(m_database, token.id, token.cameras); !done)
            return std::unexpected(std::move(done.error()));
    }
    return found;
}

std::expected<void, StoreError> TokenRecords::remove(const std::string &id, const std::string &actor, UtcMs now)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto locked = countAccessChange(m_database); !locked)
        return locked;
    const std::array<Value, 1> values{id};
    const auto removed = m_database.execute("DELETE FROM api_tokens WHERE id = ?1", values);
    if (!removed)
        return std::unexpected(removed.error());
    if (*removed == 0)
        return std::unexpected(StoreError{Code::NotFound, "There is no such token; it may have been revoked already."});
    if (auto noted = AuditLog(m_database).appendWithin({.actor = actor, .action = "token:revoke", .details = "token=" + id}, now); !noted)
        return noted;
    return transaction->commit();
}

std::expected<void, StoreError> TokenRecords::use(const UsedMoments &moments)
{
    return noteUse(m_database, "api_tokens", moments);
}

std::expected<std::optional<AccessSnapshot>, StoreError> readAccess(Database &database, std::optional<int64_t> known)
{
    AccessSnapshot snapshot;
    if (auto read = database.query("SELECT version FROM access_version WHERE id = 1", {}, [&](Row row) { snapshot.version = toInt(row[0]); }); !read)
        return std::unexpected(std::move(read.error()));
    if (known && *known == snapshot.version)
        return std::nullopt;
    // A change in between is seen at the next look, since the version was read first.
    auto accounts = AccountRecords(database).accounts();
    if (!accounts)
        return std::unexpected(std::move(accounts.error()));
    auto sessions = SessionRecords(database).sessions();
    if (!sessions)
        return std::unexpected(std::move(sessions.error()));
    auto tokens = TokenRecords(database).tokens();
    if (!tokens)
        return std::unexpected(std::move(tokens.error()));
    snapshot.accounts = std::move(*accounts);
    snapshot.sessions = std::move(*sessions);
    snapshot.tokens = std::move(*tokens);
    return snapshot;
}

} // namespace rollcall::store
