#pragma once

#include "net/network_of.h"

#include <QHash>
#include <QHostAddress>

#include <functional>
#include <list>
#include <memory>
#include <utility>

namespace rollcall::net {

// How many connections are open, and what they hold, by network (networkOf); shared by all listeners of a server.
struct ConnectionCounts {
    // One with no request under way, from its first moment on or between two requests.
    struct Idle {
        QHostAddress network;
        std::function<void()> giveUp;  // closes it, and takes it off the list
    };

    int total = 0;
    QHash<QHostAddress, int> byNetwork;
    qint64 bodyBytes = 0;  // of large bodies from people who are not signed in
    QHash<QHostAddress, qint64> bodyBytesByNetwork;
    std::list<Idle> idle;  // the one that has been idle longest first
};

// Counts one connection while it lives.
class CountedConnection {
public:
    CountedConnection(std::shared_ptr<ConnectionCounts> counts, const QHostAddress &peer)
        : m_counts(std::move(counts))
        , m_peer(peer)
        , m_network(networkOf(peer))
    {
        ++m_counts->total;
        ++m_counts->byNetwork[m_network];
    }
    CountedConnection(const CountedConnection &) = delete;
    CountedConnection &operator=(const CountedConnection &) = delete;
    ~CountedConnection()
    {
        --m_counts->total;
        if (--m_counts->byNetwork[m_network] == 0)
            m_counts->byNetwork.remove(m_network);
    }
    [[nodiscard]] const QHostAddress &peer() const { return m_peer; }
    [[nodiscard]] const QHostAddress &network() const { return m_network; }
    [[nodiscard]] const std::shared_ptr<ConnectionCounts> &counts() const { return m_counts; }

private:
    const std::shared_ptr<ConnectionCounts> m_counts;
    const QHostAddress m_peer;
    const QHostAddress m_network;
};

// Says that one connection is idle, while it lives.
class IdleMark {
public:
    IdleMark(const CountedConnection &connection, std::function<void()> giveUp)
        : m_counts(connection.counts())
        , m_place(m_counts->idle.insert(m_counts->idle.end(), ConnectionCounts::Idle{connection.network(), std::move(giveUp)}))
    {
    }
    IdleMark(const IdleMark &) = delete;
    IdleMark &operator=(const IdleMark &) = delete;
    ~IdleMark() { m_counts->idle.erase(m_place); }

private:
    const std::shared_ptr<ConnectionCounts> m_counts;
    const std::list<ConnectionCounts::Idle>::iterator m_place;
};

// Counts the bytes of a body while it is in memory.
class CountedBody {
public:
    CountedBody(const CountedConnection &connection, qint64 bytes)
        : m_counts(connection.counts())
        , m_network(connection.network())
        , m_bytes(bytes)
    {
        m_counts->bodyBytes += m_bytes;
        m_counts->bodyBytesByNetwork[m_network] += m_bytes;
    }
    CountedBody(const CountedBody &) = delete;
    CountedBody &operator=(const CountedBody &) = delete;
    ~CountedBody()
    {
        m_counts->bodyBytes -= m_bytes;
        if ((m_counts->bodyBytesByNetwork[m_network] -= m_bytes) == 0)
            m_counts->bodyBytesByNetwork.remove(m_network);
    }

private:
    const std::shared_ptr<ConnectionCounts> m_counts;
    const QHostAddress m_network;
    const qint64 m_bytes;
};

} // namespace rollcall::net
