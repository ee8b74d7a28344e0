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

std::expected<int, StoreError> currentVersion(Database &database)
{
    int version = 0;
    auto read = database.query("SELECT COALESCE(MAX(version), 0) FROM schema_migrations", {},
                               [&](Row row) { version = static_cast<int>(std::get<int64_t>(row[0])); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return version;
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

std::expected<int, StoreError> migrate(Database &database, std::span<const Migration> migrations)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto locked = lock(database); !locked)
        return std::unexpected(std::move(locked.error()));
    if (auto made = database.execute(versionTable); !made)
        return std::unexpected(std::move(made.error()));
    const auto before = currentVersion(database);
    if (!before)
        return before;
    const int known = migrations.empty() ? 0 : migrations.back().version;
    if (*before > known)
        return std::unexpected(StoreError{StoreError::Code::NewerSchema,
            "The database " + database.name() + " was written by a newer version of Rollcall (schema " + std::to_string(*before)
            + ", this version knows " + std::to_string(known) + "). Install the newer version, or choose another database."});
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
