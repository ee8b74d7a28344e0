#pragma once

#include "store/outbox.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace rollcall::store {

// From the outbox to the register elsewhere, on a thread of its own: oldest first, in batches, each exactly once in effect (an event is
// written by its id, so that one whose answer was lost is written again without harm). While the register is away it tries again
// with jittered backoff; what the register can never take is set aside and holds up nothing.
class Delivery {
public:
    struct Config {
        std::size_t batch = 2'000;
        std::chrono::milliseconds firstRetry{200};
        std::chrono::milliseconds lastRetry{5'000};
        std::chrono::milliseconds batchTimeout{30'000};
    };
    // Called on the delivery's thread.
    struct Hooks {
        // Notes in the outbox how it went; `done(true)` from any thread once that is durable.
        std::function<void(std::vector<Outbox::Settled>, std::function<void(bool)> done)> settle;
        std::function<void(const std::vector<Sighting> &)> delivered;
        std::function<void(const Sighting &, const StoreError &)> setAside;
        std::function<void(const StoreError &)> failed;  // the first of a row of failures
        std::function<void()> reached;                   // the first success, and the first after failures
        std::function<void()> caughtUp;                  // nothing waits any more
        std::function<void()> idle;                      // now and then, while nothing waits
    };
    struct Figures {
        bool reachable = false;
        uint64_t delivered = 0;
        uint64_t setAside = 0;
        uint64_t failures = 0;
        std::string problem;
    };

    // `outbox` is read only; `records` is made elsewhere but used on this thread alone.
    Delivery(std::unique_ptr<Outbox> outbox, std::unique_ptr<Register> records, const Config &config, Hooks hooks);
    Delivery(const Delivery &) = delete;
    Delivery &operator=(const Delivery &) = delete;
    ~Delivery();

    void wake();  // any thread: there is more in the outbox
    [[nodiscard]] Figures figures() const;
    void interrupt();  // any thread: what runs is given up, the thread ends
    // After interrupt(). False: it hangs and must be left alone for ever.
    [[nodiscard]] bool stop(std::chrono::steady_clock::time_point deadline);

private:
    void loop();
    [[nodiscard]] std::expected<std::size_t, StoreError> deliverSome();
    [[nodiscard]] std::expected<void, StoreError> settle(std::vector<Outbox::Settled> settled);
    void noteFailure(const StoreError &error);
    void noteSuccess();
    void waitForMore();
    void waitToRetry(std::chrono::milliseconds delay);

    const std::unique_ptr<Outbox> m_outbox;
    const std::unique_ptr<Register> m_records;
    const Config m_config;
    const Hooks m_hooks;

    mutable std::mutex m_mutex;  // guards the following
    std::condition_variable m_changed;
    Figures m_figures;
    bool m_more = true;
    bool m_failing = false;
    bool m_stopping = false;
    bool m_ended = false;

    std::thread m_thread;  // last: uses all of the above
};

} // namespace rollcall::store
