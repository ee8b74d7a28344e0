#pragma once

#include "store/database.h"

namespace rollcall::store {

// A table of the register as both databases have it.
struct TableShape {
    std::string name;
    std::vector<std::string> columns;
    std::vector<std::string> key;         // the primary key's columns
    std::vector<std::string> references;  // tables that rows of this one point at
    bool numbered = false;                // its key is a number that the database makes
    int64_t rowsAtFirst = 0;              // that the migrations put in
};

// All tables of this version's schema whose rows mean something elsewhere too, each after those that it points at. From the migrations themselves.
[[nodiscard]] std::expected<std::vector<TableShape>, StoreError> registerTables();

} // namespace rollcall::store
