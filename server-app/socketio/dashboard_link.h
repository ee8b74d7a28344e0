#pragma once

#include "socketio/client_transport.h"
#include "socketio/socket_packet.h"

#include <QTimer>

#include <chrono>
#include <memory>

namespace rollcall::socketio {

// One connection, as a Socket.IO client, to one namespace of a server: from the first request to the end, of which there is one.
// Whoever wants another connection makes another link. Lives on the Qt thread.
class DashboardLink : public QObject {
    Q_OBJECT

public:
    struct Config {
        std::chrono::milliseconds connectTimeout{10'000};  // from open() to the namespace
        std::chrono::milliseconds stallTimeout{15'000};    // nothing of what was sent last is taken
    };

    DashboardLink(std::unique_ptr<ClientTransport> transport, const QString &nameSpace, const Config &config, QObject *parent = nullptr);
    void open(const QUrl &server);
    [[nodiscard]] bool isConnected() const { return m_state == State::Connected; }
    // Whether the last message is still on its way. Then another one would only wait behind it.
    [[nodiscard]] bool isBusy() const { return m_transport->isBusy(); }
    // The text of a message (see frameEvent), only while connected. False where it is larger than what the server takes.
    [[nodiscard]] bool send(const QString &message);
    // Whether anything was heard of a server of this kind.
    [[nodiscard]] bool hasMetServer() const { return m_hasMetServer; }

Q_SIGNALS:
    void connected();
    void idle();
    // Once; the last signal. A sentence.
    void ended(const QString &reason);

private:
    enum class State { Opening, Joining, Connected, Over };
    void take(const EnginePacket &packet);
    void onOpen(const QString &text);
    void onMessage(const EnginePacket &message);
    void answerPing(const QString &text);
    void sendNow(const EnginePacket &packet);
    void end(const QString &reason);

    const std::unique_ptr<ClientTransport> m_transport;
    const QString m_nameSpace;
    State m_state = State::Opening;
    bool m_hasMetServer = false;
    qsizetype m_largest = 0;  // characters of a message
    PacketAssembler m_assembler;
    std::optional<QString> m_pong;  // for the last ping that came while something was on its way: one stands for all of them
    QTimer m_connectTimer;
    QTimer m_silenceTimer;  // the server pings; without a ping it is gone
    QTimer m_stallTimer;
};

} // namespace rollcall::socketio
