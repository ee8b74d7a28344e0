#pragma once

#include "socketio/client_transport.h"

#include <QWebSocket>

#include <memory>

namespace rollcall::socketio {

// Over a WebSocket from the start.
class WebSocketTransport final : public ClientTransport {
    Q_OBJECT

public:
    explicit WebSocketTransport(const QSslConfiguration &tls, QObject *parent = nullptr);
    ~WebSocketTransport() override;

    void open(const QUrl &server) override;
    void send(const EnginePacket &packet) override;
    [[nodiscard]] bool isBusy() const override;

private:
    void breakOff(const QString &reason);

    std::unique_ptr<QWebSocket> m_socket;
    bool m_isOver = false;
};

} // namespace rollcall::socketio
