#pragma once

#include "events/limits.h"

#include <QHash>
#include <QString>

#include <list>
#include <optional>

namespace rollcall::events {

// What waits for one reader, in order. A message with a key takes the place of the one of that key which still waits, and its
// turn: the newest wins. One thread.
class Outgoing {
public:
    explicit Outgoing(const EventLimits &limits)
        : m_limits(limits)
    {
    }
    // False where it does not fit: the reader is too slow.
    [[nodiscard]] bool add(const QString &key, const QString &text);
    // The next one, out of the queue.
    [[nodiscard]] std::optional<QString> take();
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_waiting.empty(); }

private:
    struct Message {
        QString key;  // empty: it counts by itself
        QString text;
    };
    const EventLimits m_limits;
    std::list<Message> m_waiting;
    QHash<QString, std::list<Message>::iterator> m_byKey;
    qsizetype m_counting = 0;  // messages without a key
    qint64 m_bytes = 0;
};

} // namespace rollcall::events
