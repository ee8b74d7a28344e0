#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

namespace rollcall::media {

// A fixed number of workers that serve clients in turn. A client is something with work in a slot of its own: it is in the
// queue at most once and never served by two workers at a time. Any thread may wake one.
template <typename Client>
class RoundRobin {
public:
    // `serve(client, worker)` runs on worker number 0 … workers-1. Workers start at once.
    template <typename Serve>
    RoundRobin(int workers, Serve serve)
    {
        for (int worker = 0; worker < workers; ++worker)
            m_workers.emplace_back([this, worker, serve] { run([&](Client &client) { serve(client, worker); }); });
    }
    ~RoundRobin() { stop(); }
    RoundRobin(const RoundRobin &) = delete;
    RoundRobin &operator=(const RoundRobin &) = delete;

    // The client has work. Cheap when it is waiting already.
    void wake(const std::shared_ptr<Client> &client)
    {
        const std::scoped_lock lock{m_mutex};
        if (client->turn == Turn::Served)
            client->turn = Turn::ServedAndWaiting;
        if (client->turn != Turn::Idle || m_stopping)
            return;
        client->turn = Turn::Waiting;
        m_queue.push_back(client);
        m_wake.notify_one();
    }

    // Lets the workers finish what they are at, and joins them. Idempotent.
    void stop()
    {
        {
            std::deque<std::shared_ptr<Client>> dropped;  // destroyed after the lock, perhaps with the last references
            const std::scoped_lock lock{m_mutex};
            m_stopping = true;
            dropped.swap(m_queue);
        }
        m_wake.notify_all();
        m_workers.clear();
    }

    enum class Turn { Idle, Waiting, Served, ServedAndWaiting };
    // What a client has to have.
    struct Place {
        Turn turn = Turn::Idle;  // guarded by the RoundRobin
    };

private:
    template <typename Serve>
    void run(Serve serve)
    {
        std::unique_lock lock{m_mutex};
        while (true) {
            m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
            if (m_stopping)
                return;
            std::shared_ptr<Client> client = std::move(m_queue.front());
            m_queue.pop_front();
            client->turn = Turn::Served;
            lock.unlock();
            serve(*client);
            lock.lock();
            const bool again = client->turn == Turn::ServedAndWaiting && !m_stopping;
            client->turn = again ? Turn::Waiting : Turn::Idle;
            if (again)
                m_queue.push_back(std::move(client));
            if (client) {
                lock.unlock();
                client.reset();  // perhaps the last reference: not under the lock
                lock.lock();
            }
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::shared_ptr<Client>> m_queue;
    bool m_stopping = false;
    std::vector<std::jthread> m_workers;  // last: they use what is above
};

} // namespace rollcall::media
