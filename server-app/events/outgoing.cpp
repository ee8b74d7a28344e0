#include "events/outgoing.h"

namespace rollcall::events {

bool Outgoing::add(const QString &key, const QString &text)
{
    const auto waiting = key.isEmpty() ? m_byKey.end() : m_byKey.find(key);
    const bool replaces = waiting != m_byKey.end();
    const qint64 bytes = m_bytes + text.size() - (replaces ? (*waiting)->text.size() : 0);
    if (bytes > m_limits.waitingBytes || (key.isEmpty() && m_counting >= m_limits.waitingMessages))
        return false;
    m_bytes = bytes;
    if (replaces) {
        (*waiting)->text = text;
        return true;
    }
    m_waiting.push_back({key, text});
    if (key.isEmpty())
        ++m_counting;
    else
        m_byKey.insert(key, std::prev(m_waiting.end()));
    return true;
}

std::optional<QString> Outgoing::take()
{
    if (m_waiting.empty())
        return std::nullopt;
    Message message = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_bytes -= message.text.size();
    if (message.key.isEmpty())
        --m_counting;
    else
        m_byKey.remove(message.key);
    return std::move(message.text);
}

void Outgoing::clear()
{
    m_waiting.clear();
    m_byKey.clear();
    m_counting = 0;
    m_bytes = 0;
}

} // namespace rollcall::events
