#pragma once

#include "store/database.h"

#include <optional>

namespace rollcall::store {

// The cameras that something is limited to, one row each in a table of their own. A value; blocking.
struct CameraLimits {
    const char *table;
    const char *owner;  // the column that names whose they are

    // Fills the list in, sorted, where there is one.
    [[nodiscard]] std::expected<void, StoreError> read(Database &database, const std::string &id, std::optional<std::vector<std::string>> &cameras) const;
    // Within a transaction: replaces them.
    [[nodiscard]] std::expected<void, StoreError> write(Database &database, const std::string &id, const std::optional<std::vector<std::string>> &cameras) const;
};

} // namespace rollcall::store
