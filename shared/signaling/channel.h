#pragma once

#include "protocol/codec.h"
#include "protocol/limits.h"
#include "protocol/rate_limit.h"
#include "signaling/server_trust.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>

class QWebSocket;

namespace rollcall::signaling {

struct ChannelConfig {
    std::chrono::milliseconds pingInterval{5'000};
    std::chrono::milliseconds deadAfter{15'000}; // without any sign of life from the other end
    std::chrono::milliseconds connectTimeout{10'000}; // from connectTo() to the finished WebSocket handshake
    std::chrono::milliseconds closeTimeout{1'000}; // for the other end to answer our close frame
    qint64 maxBacklogBytes = 1024 * 1024; // written but not yet taken by the other end
    int maxMalformedInARow = 20;
    int messagesPerSecond = protocol::limits::MessagesPerSecond;
    int messageBurst = protocol::limits::MessageBurst;
    ServerTrust trust = {}; // client end, wss: alone
};

enum class CloseCode {
    Left, // one of the two ends wanted it: close() here, or a close frame 1000 or 1001 from there
    Lost, // the connection broke
    Unreachable, // never connected: nothing there, unknown name, no answer in time
    NotRollcall, // something answered, but the WebSocket handshake failed
    Untrusted, // TLS could not be agreed, or the certificate is not the one that was expected
    Dead, // no sign of life for deadAfter
    Slow, // the other end does not take what is written
    TooLarge, // a message above the limit, theirs or ours
    TooMany, // more messages a second than allowed
    Malformed, // too many unusable messages in a row, or frames against RFC 6455
    Binary, // a binary frame
    Refused, // the other end closed with another code: it names what it did not like
};

struct CloseReason {
    CloseCode code = CloseCode::Lost;
    QString text; // a sentence for the operator
    bool deliberate = false; // this end called close(). After anything else a camera connects again
};

// The close codes of RFC 6455, section 7.4, that this protocol adds in the private range.
namespace wire_code {
inline constexpr quint16 Dead = 4001;
inline constexpr quint16 Slow = 4002;
inline constexpr quint16 TooMany = 4003;
inline constexpr quint16 Malformed = 4004;
} // namespace wire_code

// Carries typed messages over one WebSocket, at either end. Answers unusable messages with `error` by itself, watches the
// heartbeat, and bounds what the other end can make us hold. Lives on the thread that made it, which must run an event loop;
// never blocks. May be destroyed at any time, from a slot of its own signals too (the socket goes with the next turn of the
// event loop): destroying drops what is not yet written, so wait for closed() after close() where the last words matter.
class Channel : public QObject {
    Q_OBJECT
public:
    // Server end: takes an open socket, for instance QWebSocketServer::nextPendingConnection().
    explicit Channel(std::unique_ptr<QWebSocket> socket, ChannelConfig config = {});
    // Client end: opened() or closed() follows, never from within this call. `url` as signalingUrl() gives it.
    [[nodiscard]] static std::unique_ptr<Channel> connectTo(const QUrl &url, ChannelConfig config = {});
    ~Channel() override;

    // Does nothing unless the channel is open.
    void send(const protocol::Message &message);
    // Idempotent. Nothing is received any more; what was sent is still delivered, and closed() follows.
    void close(const QString &text = {});

    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] QHostAddress peerAddress() const;
    [[nodiscard]] QString peerName() const; // "192.0.2.7:50412", for logs

Q_SIGNALS:
    void opened(); // client end only
    void received(const rollcall::protocol::Message &message);
    void malformed(const rollcall::protocol::ParseError &error);
    // Exactly once, the last signal, always from the event loop: never from within send(), close() or connectTo().
    void closed(const rollcall::signaling::CloseReason &reason);

private:
    struct DeleteLater {
        void operator()(QObject *object) const { object->deleteLater(); }
    };
    enum class State { Connecting, Open, Closing, Closed };

    Channel(std::unique_ptr<QWebSocket> socket, ChannelConfig config, State state);
    void watchSocket();
    void onConnected();
    [[nodiscard]] bool isExpectedServer() const;
    [[nodiscard]] CloseReason otherServer() const;
    void startHeartbeat();
    void onText(const QString &text);
    void onMalformed(const protocol::ParseError &error);
    void onSocketError();
    void onDisconnected();
    void onDeadline();
    void closeWith(quint16 wireCode, const CloseReason &reason);
    void abortWith(const CloseReason &reason);
    void finish(const CloseReason &reason);
    [[nodiscard]] CloseReason connectFailure() const;
    [[nodiscard]] CloseReason peersReason() const;

    ChannelConfig m_config;
    std::unique_ptr<QWebSocket, DeleteLater> m_socket;
    QUrl m_url; // client end only
    State m_state;
    CloseReason m_reason; // why, once m_state is Closing
    bool m_closeFrameSeen = false; // a close frame went or came: the end is not a broken connection
    QTimer m_ping;
    QTimer m_silence; // restarted by every sign of life
    QTimer m_deadline; // of connecting, then of closing
    protocol::RateLimit m_rate;
    int m_malformedInARow = 0;
    bool m_isVouchedFor = true; // the system's authorities know the certificate
    bool m_isOtherServer = false; // its certificate is not the one that was expected
};

} // namespace rollcall::signaling
