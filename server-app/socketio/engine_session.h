#pragma once

#include "socketio/engine_packet.h"

#include "net/caller.h"
#include "net/responder.h"
#include "protocol/rate_limit.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <QWebSocket>

#include <chrono>
#include <memory>
#include <optional>

namespace rollcall::socketio {

struct EngineConfig {
    std::chrono::milliseconds pingInterval{25'000};
    std::chrono::milliseconds pingTimeout{20'000};
    std::chrono::milliseconds upgradeTimeout{10'000};  // from the probing WebSocket to its last word
    qint64 maxPayload = 1'000'000;                     // bytes of a body or frame that we take
    int sessions = 512;
    int sessionsPerAddress = 128;
    qsizetype waitingPackets = 256;                    // …for a client that does not fetch them; then it is closed
    qint64 waitingBytes = 4 * 1024 * 1024;
    QSet<QByteArray> origins;                          // of other sites whose pages may read what we answer
    double packetsPerSecond = 100;                     // from a client
    double packetBurst = 400;
};

// One client of Engine.IO, protocol 4: polling, a WebSocket, or on the way from one to the other. Lives on the network thread.
class EngineSession : public QObject {
    Q_OBJECT

public:
    enum class Transport { Polling, WebSocket };

    // Who opened it, and from where.
    struct Opener {
        QHostAddress peer;
        net::Caller caller;
    };
    // Opened by a poll, or by a WebSocket, which is told so at once.
    EngineSession(const QString &id, Opener opener, const EngineConfig &config, QObject *parent = nullptr);
    EngineSession(const QString &id, Opener opener, const EngineConfig &config, std::unique_ptr<QWebSocket> socket, QObject *parent = nullptr);
    ~EngineSession() override;

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] const QHostAddress &peer() const { return m_opener.peer; }
    [[nodiscard]] const net::Caller &caller() const { return m_opener.caller; }
    [[nodiscard]] Transport transport() const { return m_transport; }
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool isPolled() const { return m_poll.has_value(); }  // a poll waits
    // Whether its pong is later than the handshake allows: such a session is over, also where its timer is a moment late.
    [[nodiscard]] bool isOverdue() const { return m_pongTimer.isActive() && std::chrono::steady_clock::now() >= m_pongDue; }
    // What the opening packet says.
    [[nodiscard]] QJsonObject handshake() const;

    // In order, and none is left out: a client that lets too many wait is closed.
    void send(const EnginePacket &message);
    // For what only counts while it is new. It replaces what was offered under this key before and is not on its way yet.
    // True when it replaced something.
    bool offer(const QString &key, const QString &message);
    // `closed` follows at once.
    void close(const QString &reason);

    // The HTTP side. A second poll while one waits ends the session.
    void poll(net::Responder responder);
    void post(const QByteArray &body, net::Responder responder);
    // A WebSocket that names this session: wants to take over from polling.
    void probe(std::unique_ptr<QWebSocket> socket);

Q_SIGNALS:
    void received(const rollcall::socketio::EnginePacket &message);
    // An offered message is on its way.
    void offerTaken();
    // Once; the last signal.
    void closed(const QString &reason);

private:
    struct Offered {
        QString key;
        QString message;
    };
    void start();
    void adopt(std::unique_ptr<QWebSocket> socket);
    void onProbe(const QString &text);
    void upgrade();
    void onPacket(const EnginePacket &packet);
    void onText(const QString &text);
    void onBinary(const QByteArray &bytes);
    [[nodiscard]] bool mayTakeMore();
    void flush();
    void flushToSocket();
    void flushToPoll();
    [[nodiscard]] QList<EnginePacket> takeForPoll();
    void answerPoll(const QList<EnginePacket> &packets);
    void writeToSocket(const EnginePacket &packet);
    void beginHeartbeat();
    void ping();

    const QString m_id;
    const Opener m_opener;
    const EngineConfig m_config;
    Transport m_transport = Transport::Polling;
    bool m_isOpen = true;
    std::unique_ptr<QWebSocket> m_socket;   // of the transport
    std::unique_ptr<QWebSocket> m_probing;  // until it has taken over
    bool m_probed = false;                  // … and has had its answer
    std::optional<net::Responder> m_poll;   // waits for packets
    QMetaObject::Connection m_pollLeft;
    QList<EnginePacket> m_waiting;
    qint64 m_waitingBytes = 0;
    QList<Offered> m_offered;
    protocol::RateLimit m_rate;
    QTimer m_pingTimer;
    QTimer m_pongTimer;
    std::chrono::steady_clock::time_point m_pongDue;
    QTimer m_upgradeTimer;
};

// Lets a WebSocket say goodbye and end by itself; it is gone a second later in any case.
void retire(std::unique_ptr<QWebSocket> socket, QWebSocketProtocol::CloseCode code = QWebSocketProtocol::CloseCodeNormal, const QString &reason = {});

} // namespace rollcall::socketio
