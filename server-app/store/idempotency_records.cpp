#include "store/idempotency_records.h"

#include "store/row_values.h"

#include <array>

namespace rollcall::store {

std::expected<IdempotencyRecords::Claim, StoreError> IdempotencyRecords::claim(const std::string &keyHash, const std::string &requestHash, UtcMs now)
{
    const std::array<Value, 3> values{keyHash, requestHash, toInt(now)};
    const auto taken = m_database.execute("INSERT INTO idempotency_keys (key_hash, request_hash, created_at, status, content_type, location, etag, body) "
                                          "VALUES (?1, ?2, ?3, 0, '', '', '', '') ON CONFLICT (key_hash) DO NOTHING", values);
    if (!taken)
        return std::unexpected(taken.error());
    if (*taken > 0)
        return Claim{.state = State::Fresh, .since = now};
    Claim claim{.state = State::Running, .since = now};
    const std::array<Value, 1> key{keyHash};
    auto read = m_database.query("SELECT request_hash, status, content_type, location, etag, body, created_at FROM idempotency_keys WHERE key_hash = ?1", key, [&](Row row) {
        claim.since = toTime(row[6]);
        claim.answer = {.status = static_cast<int>(toInt(row[1])), .contentType = toText(row[2]), .location = toText(row[3]), .etag = toText(row[4]), .body = toText(row[5])};
        if (toText(row[0]) != requestHash)
            claim.state = State::Different;
        else if (claim.answer.status != 0)
            claim.state = State::Answered;
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return claim;
}

std::expected<void, StoreError> IdempotencyRecords::keep(const std::string &keyHash, const KeptAnswer &answer)
{
    const std::array<Value, 6> values{keyHash, int64_t{answer.status}, answer.contentType, answer.location, answer.etag, answer.body};
    return run(m_database, "UPDATE idempotency_keys SET status = ?2, content_type = ?3, location = ?4, etag = ?5, body = ?6 WHERE key_hash = ?1", values);
}

std::expected<void, StoreError> IdempotencyRecords::release(const std::string &keyHash)
{
    const std::array<Value, 1> values{keyHash};
    return run(m_database, "DELETE FROM idempotency_keys WHERE key_hash = ?1 AND status = 0", values);
}

std::expected<int64_t, StoreError> IdempotencyRecords::purge(UtcMs before)
{
    const std::array<Value, 1> values{toInt(before)};
    return m_database.execute("DELETE FROM idempotency_keys WHERE created_at < ?1", values);
}

} // namespace rollcall::store
