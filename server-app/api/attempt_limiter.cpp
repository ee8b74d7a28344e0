#include "api/attempt_limiter.h"

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
    bool isV4 = false;
    const quint32 v4 = peer.toIPv4Address(&isV4);
    if (isV4)
        return QHostAddress(v4).toString().toStdString();
    Q_IPV6ADDR bytes = peer.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8{0});
    return QHostAddress(bytes).toString().toStdString();
}

} // namespace rollcall::api
