#include "store/migrations.h"

#include <array>

namespace rollcall::store {

namespace {

constexpr std::string_view versionTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL)";

// Held until the end of the transaction. SQLite's BEGIN IMMEDIATE is such a lock by itself. The number is Rollcall's own.
std::expected<void, StoreError> lock(Database &database)
{
    if (database.dialect() == Dialect::Sqlite)
        return {};
    return database.query("SELECT pg_advisory_xact_lock(8241503377812119)", {}, [](Row) { });
}

std::expected<bool, StoreError> hasVersionTable(Database &database)
{
    const std::string_view sql = database.dialect() == Dialect::Sqlite
        ? "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'"
        : "SELECT to_regclass('schema_migrations') IS NOT NULL";
    bool there = false;
    auto read = database.query(sql, {}, [&](Row row) { there = std::get<int64_t>(row[0]) != 0; });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return there;
}

StoreError newerSchema(const Database &database, int version, int known)
{
    return {StoreError::Code::NewerSchema,
            "The database " + database.name() + " was written by a newer version of Rollcall (schema " + std::to_string(version)
            + ", this version knows " + std::to_string(known) + "). Install the newer version, or choose another database."};
}

int lastOf(std::span<const Migration> migrations)
{
    return migrations.empty() ? 0 : migrations.back().version;
}

std::expected<void, StoreError> apply(Database &database, const Migration &migration)
{
    if (auto done = database.script(migration.sql); !done)
        return std::unexpected(StoreError{done.error().code, "Step " + migration.name + " of the database's schema failed: " + done.error().message});
    const std::array<Value, 2> values{int64_t{migration.version}, migration.name};
    if (auto noted = database.execute("INSERT INTO schema_migrations (version, name) VALUES (?1, ?2)", values); !noted)
        return std::unexpected(std::move(noted.error()));
    return {};
}

} // namespace

std::expected<int, StoreError> schemaVersion(Database &database)
{
    const auto there = hasVersionTable(database);
    if (!there)
        return std::unexpected(there.error());
    if (!*there)
        return 0;
    int version = 0;
    auto read = database.query("SELECT COALESCE(MAX(version), 0) FROM schema_migrations", {},
                               [&](Row row) { version = static_cast<int>(std::get<int64_t>(row[0])); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return version;
}

std::expected<void, StoreError> requireSchema(Database &database, std::span<const Migration> migrations)
{
    const auto version = schemaVersion(database);
    if (!version)
        return std::unexpected(version.error());
    if (*version > lastOf(migrations))
        return std::unexpected(newerSchema(database, *version, lastOf(migrations)));
    if (*version < lastOf(migrations))
        return std::unexpected(StoreError{StoreError::Code::Unavailable, "The schema of " + database.name() + " is being brought up to date. Try again soon."});
    return {};
}

std::expected<int, StoreError> migrate(Database &database, std::span<const Migration> migrations)
{
    // Without a lock first: a database that is up to date need not even be writable.
    if (const auto version = schemaVersion(database); version && *version == lastOf(migrations))
        return version;
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto locked = lock(database); !locked)
        return std::unexpected(std::move(locked.error()));
    if (auto made = database.execute(versionTable); !made)
        return std::unexpected(std::move(made.error()));
    const auto before = schemaVersion(database);
    if (!before)
        return before;
    if (*before > lastOf(migrations))
        return std::unexpected(newerSchema(database, *before, lastOf(migrations)));
    for (const Migration &migration : migrations) {
        if (migration.version <= *before)
            continue;
        if (auto done = apply(database, migration); !done)
            return std::unexpected(std::move(done.error()));
    }
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return before;
}

} // namespace rollcall::store
