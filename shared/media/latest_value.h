#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace rollcall::media {

// One slot between a fast producer and a slow consumer: a new value replaces the old one, nothing queues. Any thread.
template <typename T>
class LatestValue {
public:
    // True when the slot was empty: exactly then the caller wakes the consumer.
    [[nodiscard]] bool put(T value)
    {
        std::optional<T> old;  // destroyed after the lock is released
        const std::scoped_lock lock{m_mutex};
        old = std::exchange(m_value, std::move(value));
        return !old.has_value();
    }
    [[nodiscard]] std::optional<T> take()
    {
        const std::scoped_lock lock{m_mutex};
        return std::exchange(m_value, std::nullopt);
    }

private:
    std::mutex m_mutex;
    std::optional<T> m_value;
};

} // namespace rollcall::media
