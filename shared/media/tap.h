#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace rollcall::media {

// Values of a stream to everybody who wants them. Takers come and go on any thread; values come on one.
template <typename Value>
class Tap {
public:
    // The stream's thread: return at once.
    using Taker = std::function<void(const Value &)>;

    void add(std::shared_ptr<const Taker> taker)
    {
        const std::scoped_lock lock{m_mutex};
        auto takers = std::make_shared<Takers>(*m_takers);
        takers->push_back(std::move(taker));
        m_takers = std::move(takers);
    }
    void remove(const std::shared_ptr<const Taker> &taker)
    {
        std::shared_ptr<const Takers> old;  // destroyed after the lock, and the taker's captures with it
        const std::scoped_lock lock{m_mutex};
        auto takers = std::make_shared<Takers>(*m_takers);
        std::erase(*takers, taker);
        old = std::exchange(m_takers, std::move(takers));
    }
    [[nodiscard]] bool isEmpty() const
    {
        const std::scoped_lock lock{m_mutex};
        return m_takers->empty();
    }
    void deliver(const Value &value)
    {
        std::shared_ptr<const Takers> takers;
        {
            const std::scoped_lock lock{m_mutex};
            takers = m_takers;
        }
        for (const auto &taker : *takers)
            (*taker)(value);
    }

private:
    using Takers = std::vector<std::shared_ptr<const Taker>>;
    mutable std::mutex m_mutex;  // guards the pointer, not what it points to
    std::shared_ptr<const Takers> m_takers = std::make_shared<Takers>();
};

} // namespace rollcall::media
