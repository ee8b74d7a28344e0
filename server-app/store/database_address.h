#pragma once

#include "store/store_error.h"

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rollcall::store {

struct SqliteAddress {
    std::filesystem::path file;
};

// What libpq needs to connect, by its keywords; may hold a password.
struct PostgresAddress {
    std::vector<std::pair<std::string, std::string>> parameters;

    // "postgresql://host:port/database", nothing secret in it.
    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::optional<std::string> parameter(const std::string &keyword) const;
    void set(const std::string &keyword, const std::string &value);
};

using DatabaseAddress = std::variant<SqliteAddress, PostgresAddress>;

// "sqlite:PATH" or libpq's "postgresql://…", TLS options included. A password in it is refused: it would be read by everybody who
// lists processes or settings.
[[nodiscard]] std::expected<DatabaseAddress, StoreError> parseDatabaseAddress(const std::string &text);

// What parseDatabaseAddress expects, to complete the sentence "… expected …".
extern const char *const databaseAddressExpected;

// The first line of a file that its owner alone may read.
[[nodiscard]] std::expected<std::string, StoreError> readPasswordFile(const std::filesystem::path &file);

} // namespace rollcall::store
