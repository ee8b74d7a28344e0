#pragma once

#include "store/database.h"

#include <functional>

namespace rollcall::store {

// What was copied of one table: the same number of rows with the same content on both sides.
struct CopiedTable {
    std::string name;
    int64_t rows = 0;
    std::string sha256;  // of all values of all rows in the order of the key, lower-case hex
};

// Copies a whole register into an empty one, whichever databases they are: all of it, proven by counting and reading everything back,
// or nothing. The source is read as it is at one moment. `copied` is told of each table. Blocking; neither is used by others.
[[nodiscard]] std::expected<std::vector<CopiedTable>, StoreError> copyDatabase(Database &from, Database &to, const std::function<void(const CopiedTable &)> &copied);

} // namespace rollcall::store
