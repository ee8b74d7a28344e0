#include "store/database.h"

#include <utility>

namespace rollcall::store {

std::expected<Transaction, StoreError> Transaction::begin(Database &database)
{
    // IMMEDIATE: whoever starts has the right to write, and never learns otherwise half-way.
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun)
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
