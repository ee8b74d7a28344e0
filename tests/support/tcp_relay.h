#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace rollcall::testing {

// A network between a client and a server that a test can cut: forwards TCP connections of 127.0.0.1 to a port.
class TcpRelay {
public:
    explicit TcpRelay(quint16 target);
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] int connections() const { return m_accepted; }
    // Breaks every connection as a pulled cable with a reset at its end would.
    void cut();

private:
    void accept();
    QTcpServer m_server;
    quint16 m_target;
    int m_accepted = 0;
};

} // namespace rollcall::testing
