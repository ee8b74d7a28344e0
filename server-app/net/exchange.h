#pragma once

#include "net/connection_guard.h"

#include <QPointer>
#include <QTcpSocket>

namespace rollcall::net {

// One request on one connection, until it is answered. Network thread.
class Exchange {
public:
    QPointer<QTcpSocket> socket;  // null once the peer has left
    Method method = Method::Get;
    qint64 streamBacklogBytes = 0;
    std::function<void(int status)> answered;
};

} // namespace rollcall::net
