#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace rollcall::webhooks {

// When a delivery that did not arrive is tried again: soon at first, later ever more rarely, with some chance in it so that
// receivers that come back are not run over.
struct Retry {
    std::chrono::milliseconds first = std::chrono::seconds(5);
    int factor = 4;
    std::chrono::milliseconds longest = std::chrono::hours(6);
    std::chrono::milliseconds giveUpAfter = std::chrono::days(3);    // since the event
    std::chrono::milliseconds disableAfter = std::chrono::days(5);   // since nothing has arrived
};

// `attempts`: how many there were, this one included. `chance` in [0, 1).
[[nodiscard]] std::chrono::milliseconds waitAfter(int64_t attempts, const Retry &retry, double chance);

} // namespace rollcall::webhooks
