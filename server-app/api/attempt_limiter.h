#pragma once

#include "attendance/time.h"

#include <QHostAddress>

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace rollcall::api {

// How often somebody may guess. Attempts count when they begin, so that many at once are many; a right one is forgiven. Time is
// an argument. One thread at a time.
class AttemptLimiter {
public:
    struct Rule {
        int attempts = 5;
        std::chrono::milliseconds window = std::chrono::minutes(15);
        std::size_t remembered = 10'000;  // keys; beyond that the oldest is forgotten
    };
    explicit AttemptLimiter(const Rule &rule)
        : m_rule(rule)
    {
    }
    // Counts an attempt; how long to wait where there were too many.
    [[nodiscard]] std::optional<std::chrono::milliseconds> begin(const std::string &key, attendance::UtcMs now);
    void forgive(const std::string &key);
    // The last attempt was none: it was right, where many people share a key.
    void takeBack(const std::string &key);

private:
    struct Attempts {
        int count = 0;
        attendance::UtcMs since{};
    };
    Rule m_rule;
    std::map<std::string, Attempts> m_attempts;
};

// The key of an address. Many addresses of IPv6 belong to one caller: all of a /64 count as one.
[[nodiscard]] std::string limiterKey(const QHostAddress &peer);

} // namespace rollcall::api
