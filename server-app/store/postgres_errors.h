#pragma once

#include "store/store_error.h"

#include <string_view>

namespace rollcall::store {

// What a SQLSTATE (PostgreSQL's appendix A) means for whoever called. Everything of the connection is Unavailable.
[[nodiscard]] StoreError::Code codeOfSqlState(std::string_view state);

// "The database NAME refused: WORDS." and what to do. `words` come from the database and say nothing secret.
[[nodiscard]] StoreError postgresError(const std::string &name, std::string_view state, std::string_view words);

} // namespace rollcall::store
