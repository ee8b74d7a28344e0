#pragma once

#include "store/database.h"

namespace rollcall::store {

// One step of the schema, from resources/sql/sqlite/NNNN_name.sql or resources/sql/postgresql/NNNN_name.sql.
struct Migration {
    int version = 0;
    std::string name;
    std::string sql;
};

// The steps built into the program, in order. Both dialects have the same numbers, names, tables and columns.
[[nodiscard]] std::vector<Migration> builtInMigrations(Dialect dialect);

// The same of the outbox, which is always SQLite.
[[nodiscard]] std::vector<Migration> outboxMigrations();

// The version that the database has, 0 where it is empty. Writes nothing.
[[nodiscard]] std::expected<int, StoreError> schemaVersion(Database &database);

// Whether the schema is that of `migrations`: Unavailable until somebody has brought it there, NewerSchema where it is beyond.
[[nodiscard]] std::expected<void, StoreError> requireSchema(Database &database, std::span<const Migration> migrations);

// Brings the schema to the last of `migrations`, all steps in one transaction under a lock, so that two servers which start
// together do it once; the version it had before.
// NewerSchema where the database has seen more than these.
[[nodiscard]] std::expected<int, StoreError> migrate(Database &database, std::span<const Migration> migrations);

} // namespace rollcall::store
