#include "store/open_database.h"

#include "store/postgres_database.h"
#include "store/sqlite_database.h"

namespace rollcall::store {

std::expected<std::unique_ptr<Database>, StoreError> openDatabase(const DatabaseAddress &address)
{
    if (const auto *elsewhere = std::get_if<PostgresAddress>(&address))
        return std::make_unique<PostgresDatabase>(PostgresDatabase::Config{.address = *elsewhere});
    return SqliteDatabase::open(std::get<SqliteAddress>(address).file);
}

} // namespace rollcall::store
