#include "api/attempt_limiter.h"

#include "net/network_of.h"

#include <algorithm>

namespace rollcall::api {

std::optional<std::chrono::milliseconds> AttemptLimiter::begin(const std::string &key, attendance::UtcMs now)
{
    if (m_attempts.size() >= m_rule.remembered && !m_attempts.contains(key))
        m_attempts.erase(std::min_element(m_attempts.begin(), m_attempts.end(), [](const auto &a, const auto &b) { return a.second.since < b.second.since; }));
    Attempts &attempts = m_attempts.try_emplace(key, Attempts{.count = 0, .since = now}).first->second;
    if (now - attempts.since >= m_rule.window || now < attempts.since)
        attempts = {.count = 0, .since = now};
    if (attempts.count >= m_rule.attempts)
        return m_rule.window - (now - attempts.since);
    ++attempts.count;
    return std::nullopt;
}

void AttemptLimiter::forgive(const std::string &key)
{
    m_attempts.erase(key);
}

void AttemptLimiter::takeBack(const std::string &key)
{
    const auto known = m_attempts.find(key);
    if (known != m_attempts.end() && known->second.count > 0)
        --known->second.count;
}

std::string limiterKey(const QHostAddress &peer)
{
    return net::networkOf(peer).toString().toStdString();
}

} // namespace rollcall::api
