#pragma once

#include "store/database.h"
#include "store/database_address.h"

#include <chrono>
#include <memory>

namespace rollcall::store {

// libpq behind the seam. Connects with the first call and again, with jittered backoff, after the connection was lost; a call that
// finds no connection fails at once with Unavailable. No call lasts longer than its deadline. Synchronous commit is on: what a
// commit said yes to is on the server's disk.
class PostgresDatabase final : public Database {
public:
    struct Config {
        PostgresAddress address;
        std::chrono::milliseconds connectTimeout{5'000};
        std::chrono::milliseconds callTimeout{10'000};  // a statement, where no deadline is set
        std::chrono::milliseconds firstRetry{100};      // before the second attempt to connect, doubling …
        std::chrono::milliseconds lastRetry{5'000};     // … up to this
        // Runs on every fresh connection before anything else: migrations.
        std::function<std::expected<void, StoreError>(Database &)> prepare = {};
    };
    explicit PostgresDatabase(Config config);
    ~PostgresDatabase() override;

    [[nodiscard]] std::expected<int64_t, StoreError> execute(std::string_view sql, std::span<const Value> parameters) override;
    [[nodiscard]] std::expected<std::vector<int64_t>, StoreError> executeEach(std::string_view sql, std::span<const std::vector<Value>> parameters) override;
    [[nodiscard]] std::expected<void, StoreError> query(std::string_view sql, std::span<const Value> parameters,
                                                        const std::function<void(Row)> &take) override;
    [[nodiscard]] std::expected<void, StoreError> script(const std::string &sql) override;
    [[nodiscard]] std::expected<int64_t, StoreError> append(std::string_view table, std::span<const std::string> columns, const NextRow &next) override;
    [[nodiscard]] std::string name() const override;
    [[nodiscard]] Dialect dialect() const override { return Dialect::PostgreSql; }
    void setDeadline(std::optional<std::chrono::steady_clock::time_point> deadline) override;
    void interrupt() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace rollcall::store
