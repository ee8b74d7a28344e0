#pragma once

#include "store/database.h"
#include "store/database_address.h"

#include <memory>

namespace rollcall::store {

// A connection of its own to either kind of database, for commands. PostgreSQL's is made with the first call.
[[nodiscard]] std::expected<std::unique_ptr<Database>, StoreError> openDatabase(const DatabaseAddress &address);

} // namespace rollcall::store
