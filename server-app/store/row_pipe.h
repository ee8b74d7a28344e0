#pragma once

#include "store/database.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace rollcall::store {

// Rows from the thread that reads one database to the thread that writes another; few at a time, since a row may hold a picture.
class RowPipe {
public:
    // Waits for room; dropped once the other side has given up.
    void put(std::vector<Value> row);
    // No more rows come; with an error the reading failed.
    void end(std::expected<void, StoreError> outcome);
    // False: that was all.
    [[nodiscard]] std::expected<bool, StoreError> take(std::vector<Value> &row);
    void giveUp();

private:
    static constexpr std::size_t capacity = 64;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::vector<Value>> m_rows;
    std::expected<void, StoreError> m_outcome;
    bool m_ended = false;
    bool m_givenUp = false;
};

} // namespace rollcall::store
