#pragma once

#include "net/connection_guard.h"

#include <QTcpServer>

namespace rollcall::net {

// A listener whose connections are counted and guarded before anybody else sees them. `limits` outlives it.
class GuardedTcpServer : public QTcpServer {
    Q_OBJECT

public:
    GuardedTcpServer(const Limits &limits, ConnectionGuard::BodyLimit bodyLimit, std::shared_ptr<ConnectionCounts> counts, QObject *parent = nullptr);

    QTcpSocket *nextPendingConnection() override;

private:
    [[nodiscard]] bool hasRoomFor(const QHostAddress &peer) const;

    const Limits &m_limits;
    ConnectionGuard::BodyLimit m_bodyLimit;
    std::shared_ptr<ConnectionCounts> m_counts;
};

} // namespace rollcall::net
