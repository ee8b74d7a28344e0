#pragma once

#include "store/store_error.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rollcall::store {

using Blob = std::vector<uint8_t>;
using Value = std::variant<std::monostate, int64_t, double, std::string, Blob>;
using Row = std::span<const Value>;

// The seam between the repository's SQL and one database. One thread at a time.
class Database {
public:
    virtual ~Database() = default;

    // Runs one statement; the number of rows it changed. Parameters are ?1, ?2 …
    [[nodiscard]] virtual std::expected<int64_t, StoreError> execute(std::string_view sql, std::span<const Value> parameters = {}) = 0;
    // Runs one query and gives each row to `take`; the row lives for the call only.
    [[nodiscard]] virtual std::expected<void, StoreError> query(std::string_view sql, std::span<const Value> parameters,
                                                                const std::function<void(Row)> &take) = 0;
    // Several statements separated by semicolons, without parameters: migrations.
    [[nodiscard]] virtual std::expected<void, StoreError> script(const std::string &sql) = 0;
    // What the person who reads an error knows this database by: a path or a host, never a password.
    [[nodiscard]] virtual std::string name() const = 0;
};

// BEGIN … COMMIT; rolled back when it goes out of scope uncommitted. The database outlives it.
class Transaction {
public:
    [[nodiscard]] static std::expected<Transaction, StoreError> begin(Database &database);
    Transaction(Transaction &&other) noexcept;
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();
    [[nodiscard]] std::expected<void, StoreError> commit();

private:
    explicit Transaction(Database *database);
    Database *m_database;
};

} // namespace rollcall::store
