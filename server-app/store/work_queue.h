#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace rollcall::store {

// One thread that runs tasks in order. Bounded; stopping runs what was accepted, then joins. Any thread may push.
class WorkQueue {
public:
    using Task = std::function<void()>;

    explicit WorkQueue(std::size_t bound);
    WorkQueue(const WorkQueue &) = delete;
    WorkQueue &operator=(const WorkQueue &) = delete;
    ~WorkQueue();

    // False when the queue is full or stopped: the task was not taken.
    [[nodiscard]] bool push(Task task);
    // Not from a task. Idempotent.
    void stop();
    [[nodiscard]] std::size_t size() const;

private:
    void run();

    const std::size_t m_bound;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_tasks;
    bool m_stopping = false;
    std::thread m_thread;  // last: starts when everything else is there
};

} // namespace rollcall::store
