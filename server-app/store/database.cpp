#include "store/database.h"

#include <utility>

namespace rollcall::store {

std::expected<std::vector<int64_t>, StoreError> Database::executeEach(std::string_view sql, std::span<const std::vector<Value>> parameters)
{
    std::vector<int64_t> changed;
    changed.reserve(parameters.size());
    for (const std::vector<Value> &values : parameters) {
        const auto done = execute(sql, values);
        if (!done)
            return std::unexpected(done.error());
        changed.push_back(*done);
    }
    return changed;
}

std::expected<int64_t, StoreError> Database::append(std::string_view table, std::span<const std::string> columns, const NextRow &next)
{
    std::string names;
    std::string places;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        names += (i ? ", " : "") + columns[i];
        places += (i ? ", ?" : "?") + std::to_string(i + 1);
    }
    const std::string sql = "INSERT INTO " + std::string(table) + " (" + names + ") VALUES (" + places + ")";
    int64_t count = 0;
    for (std::vector<Value> row;; row.clear()) {
        const auto there = next(row);
        if (!there)
            return std::unexpected(there.error());
        if (!*there)
            return count;
        if (auto done = execute(sql, row); !done)
            return done;
        ++count;
    }
}

std::expected<Transaction, StoreError> Transaction::begin(Database &database)
{
    // IMMEDIATE: whoever starts has the right to write, and never learns otherwise half-way.
    const std::string_view begin = database.dialect() == Dialect::Sqlite ? "BEGIN IMMEDIATE" : "BEGIN";
    if (auto begun = database.execute(begin); !begun)
        return std::unexpected(std::move(begun.error()));
    return Transaction(&database);
}

Transaction::Transaction(Database *database)
    : m_database(database)
{
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

Transaction::~Transaction()
{
    if (m_database) {
        // Fails only where the database has rolled back by itself already.
        [[maybe_unused]] const auto rolledBack = m_database->execute("ROLLBACK");
    }
}

std::expected<void, StoreError> Transaction::commit()
{
    // A failed COMMIT leaves the transaction open: the destructor rolls it back.
    if (auto committed = m_database->execute("COMMIT"); !committed)
        return std::unexpected(std::move(committed.error()));
    m_database = nullptr;
    return {};
}

} // namespace rollcall::store
