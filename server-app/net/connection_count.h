#pragma once

#include <QHash>
#include <QHostAddress>

#include <memory>

namespace rollcall::net {

// How many connections are open, by address; shared by all listeners of a server.
struct ConnectionCounts {
    int total = 0;
    QHash<QHostAddress, int> byAddress;
};

// Counts one connection while it lives.
class CountedConnection {
public:
    CountedConnection(std::shared_ptr<ConnectionCounts> counts, const QHostAddress &peer)
        : m_counts(std::move(counts))
        , m_peer(peer)
    {
        ++m_counts->total;
        ++m_counts->byAddress[m_peer];
    }
    CountedConnection(const CountedConnection &) = delete;
    CountedConnection &operator=(const CountedConnection &) = delete;
    ~CountedConnection()
    {
        --m_counts->total;
        if (--m_counts->byAddress[m_peer] == 0)
            m_counts->byAddress.remove(m_peer);
    }
    [[nodiscard]] const QHostAddress &peer() const { return m_peer; }

private:
    const std::shared_ptr<ConnectionCounts> m_counts;
    const QHostAddress m_peer;
};

} // namespace rollcall::net
