#pragma once

#include "store/database.h"

#include <filesystem>
#include <memory>

namespace rollcall::store {

// The sqlite3 C API behind the seam: WAL, synchronous=FULL, foreign keys, erased data overwritten.
// Opening checks the file and never writes to one that is damaged or not a database.
class SqliteDatabase final : public Database {
public:
    enum class Check { Contents, None };  // None: a further connection to a file that is open already
    [[nodiscard]] static std::expected<std::unique_ptr<SqliteDatabase>, StoreError> open(const std::filesystem::path &file, Check check = Check::Contents);
    ~SqliteDatabase() override;

    [[nodiscard]] std::expected<int64_t, StoreError> execute(std::string_view sql, std::span<const Value> parameters) override;
    [[nodiscard]] std::expected<void, StoreError> query(std::string_view sql, std::span<const Value> parameters,
                                                        const std::function<void(Row)> &take) override;
    [[nodiscard]] std::expected<void, StoreError> script(const std::string &sql) override;
    [[nodiscard]] std::expected<void, StoreError> scrub() override;
    [[nodiscard]] std::string name() const override;
    [[nodiscard]] Dialect dialect() const override { return Dialect::Sqlite; }
    void interrupt() override;

private:
    class Private;
    explicit SqliteDatabase(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace rollcall::store
