#include "access/sign_in_limits.h"

#include <algorithm>

namespace rollcall::access {

namespace {

using namespace std::chrono_literals;

std::vector<api::AttemptLimiter> windows()
{
    using api::AttemptLimiter;
    return {AttemptLimiter({.attempts = 1, .window = 1s}), AttemptLimiter({.attempts = 5, .window = 1min}), AttemptLimiter({.attempts = 20, .window = 1h})};
}

} // namespace

SignInLimits::SignInLimits()
    : m_addresses(windows())
    , m_accounts(windows())
{
}

std::optional<std::chrono::milliseconds> SignInLimits::begin(const Attempt &attempt, attendance::UtcMs now)
{
    std::optional<std::chrono::milliseconds> wait;
    std::vector<std::pair<api::AttemptLimiter *, const std::string *>> counted;
    const auto count = [&](std::vector<api::AttemptLimiter> &limiters, const std::string &key) {
        for (api::AttemptLimiter &limiter : limiters) {
            const auto longer = limiter.begin(key, now);
            if (!longer)
                counted.emplace_back(&limiter, &key);
            else if (!wait || *longer > *wait)
                wait = longer;
        }
    };
    count(m_addresses, attempt.address);
    // Nobody makes the server forget which accounts were tried by trying many made-up ones.
    if (!wait)
        count(m_accounts, attempt.account);
    // What was not tried is no attempt: whoever knocks on without a pause does not keep others out for longer.
    if (wait) {
        for (const auto &[limiter, key] : counted)
            limiter->takeBack(*key);
    }
    return wait;
}

void SignInLimits::wasRight(const Attempt &attempt)
{
    for (api::AttemptLimiter &limiter : m_addresses)
        limiter.takeBack(attempt.address);
    for (api::AttemptLimiter &limiter : m_accounts)
        limiter.forgive(attempt.account);
}

} // namespace rollcall::access
