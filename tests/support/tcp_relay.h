#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include <chrono>

namespace rollcall::testing {

// A network between a client and a server that a test can cut or slow down: forwards TCP connections of 127.0.0.1 to a port.
class TcpRelay {
public:
    explicit TcpRelay(quint16 target);
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] int connections() const { return m_accepted; }
    // Breaks every connection as a pulled cable with a reset at its end would.
    void cut();
    // From now on whatever is sent arrives so much later, each way.
    void slow(std::chrono::milliseconds delay) { m_delay = delay; }

private:
    void accept();
    QTcpServer m_server;
    quint16 m_target;
    int m_accepted = 0;
    std::chrono::milliseconds m_delay{0};
};

} // namespace rollcall::testing
