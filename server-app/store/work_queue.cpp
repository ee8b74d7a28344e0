#include "store/work_queue.h"

#include <utility>

namespace rollcall::store {

WorkQueue::WorkQueue(std::size_t bound)
    : m_bound(bound)
    , m_thread([this] { run(); })
{
}

WorkQueue::~WorkQueue()
{
    stop();
}

bool WorkQueue::push(Task task)
{
    {
        const std::scoped_lock lock{m_mutex};
        if (m_stopping || m_tasks.size() >= m_bound)
            return false;
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
    return true;
}

void WorkQueue::stop()
{
    {
        const std::scoped_lock lock{m_mutex};
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

bool WorkQueue::stopUntil(std::chrono::steady_clock::time_point deadline)
{
    {
        std::unique_lock lock{m_mutex};
        m_stopping = true;
        m_wake.notify_one();
        if (!m_over.wait_until(lock, deadline, [this] { return m_ended; }))
            return false;
    }
    if (m_thread.joinable())
        m_thread.join();
    return true;
}

std::size_t WorkQueue::size() const
{
    const std::scoped_lock lock{m_mutex};
    return m_tasks.size();
}

void WorkQueue::run()
{
    std::unique_lock lock{m_mutex};
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
        if (m_tasks.empty())
            break;
        Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        task();
        task = nullptr;  // what it holds dies outside the lock
        lock.lock();
    }
    m_ended = true;
    m_over.notify_all();
}

} // namespace rollcall::store
