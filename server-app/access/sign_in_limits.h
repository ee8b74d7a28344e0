#pragma once

#include "api/attempt_limiter.h"

#include <vector>

namespace rollcall::access {

// How often somebody may try to sign in: 1 in a second, 5 in a minute, 20 in an hour, from one address and for one account, whether
// there is such an account or not. Attempts that were right do not count. One thread at a time.
class SignInLimits {
public:
    SignInLimits();
    struct Attempt {
        std::string address;  // see api::limiterKey
        std::string account;  // see store::nameKey
    };
    // Counts an attempt; how long to wait where there were too many.
    [[nodiscard]] std::optional<std::chrono::milliseconds> begin(const Attempt &attempt, attendance::UtcMs now);
    void wasRight(const Attempt &attempt);

private:
    std::vector<api::AttemptLimiter> m_addresses;  // one a window
    std::vector<api::AttemptLimiter> m_accounts;
};

} // namespace rollcall::access
