#include "store/row_pipe.h"

namespace rollcall::store {

void RowPipe::put(std::vector<Value> row)
{
    std::unique_lock lock{m_mutex};
    m_changed.wait(lock, [this] { return m_rows.size() < capacity || m_givenUp; });
    if (m_givenUp)
        return;
    m_rows.push_back(std::move(row));
    m_changed.notify_all();
}

void RowPipe::end(std::expected<void, StoreError> outcome)
{
    const std::scoped_lock lock{m_mutex};
    m_outcome = std::move(outcome);
    m_ended = true;
    m_changed.notify_all();
}

std::expected<bool, StoreError> RowPipe::take(std::vector<Value> &row)
{
    std::unique_lock lock{m_mutex};
    m_changed.wait(lock, [this] { return !m_rows.empty() || m_ended; });
    if (m_rows.empty()) {
        if (!m_outcome)
            return std::unexpected(m_outcome.error());
        return false;
    }
    row = std::move(m_rows.front());
    m_rows.pop_front();
    m_changed.notify_all();
    return true;
}

void RowPipe::giveUp()
{
    const std::scoped_lock lock{m_mutex};
    m_givenUp = true;
    m_changed.notify_all();
}

} // namespace rollcall::store
