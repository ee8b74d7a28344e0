#pragma once

#include <chrono>
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
    // The same with a limit. False: a task runs still; whoever gives up then must never destroy the queue.
    [[nodiscard]] bool stopUntil(std::chrono::steady_clock::time_point deadline);
    [[nodiscard]] std::size_t size() const;

private:
    void run();

    const std::size_t m_bound;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_tasks;
    std::condition_variable m_over;
    bool m_stopping = false;
    bool m_ended = false;
    std::thread m_thread;  // last: starts when everything else is there
};

} // namespace rollcall::store
