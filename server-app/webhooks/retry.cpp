#include "webhooks/retry.h"

#include <algorithm>

namespace rollcall::webhooks {

std::chrono::milliseconds waitAfter(int64_t attempts, const Retry &retry, double chance)
{
    std::chrono::milliseconds wait = retry.first;
    for (int64_t i = 1; i < attempts && wait < retry.longest; ++i)
        wait *= retry.factor;
    wait = std::min(wait, retry.longest);
    // Three quarters to five quarters of it.
    return std::chrono::milliseconds(static_cast<int64_t>(static_cast<double>(wait.count()) * (0.75 + 0.5 * chance)));
}

} // namespace rollcall::webhooks
