#pragma once

#include "store/register.h"
#include "store/work_queue.h"

#include <chrono>

namespace rollcall::store {

// Calls on one connection, one after another, on a thread of its own. Any thread may push.
class Lane {
public:
    using Clock = std::chrono::steady_clock;
    using Work = std::function<void(Register &)>;
    using Refuse = std::function<void(StoreError)>;
    struct Config {
        std::size_t maxWaiting = 1'000;
        // From push() to the end of the call, waiting for others included; nothing: as long as it takes.
        std::optional<std::chrono::milliseconds> timeout;
    };

    Lane(std::unique_ptr<Register> records, const Config &config);

    // False: too many wait, or it is stopped. `refuse` is called on the lane's thread where the time was over before the turn came.
    [[nodiscard]] bool push(Work work, Refuse refuse);
    // Finishes what waits until `patience`, then gives it up. False: it hangs at `deadline` and must be left alone for ever.
    [[nodiscard]] bool stop(Clock::time_point patience, Clock::time_point deadline);

private:
    const Config m_config;
    const std::unique_ptr<Register> m_records;  // its thread
    WorkQueue m_queue;                          // last: its thread uses the above
};

} // namespace rollcall::store
