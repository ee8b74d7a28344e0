#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt
#include <QTimer>
#include <QWebSocket>

#include "events/message.h"
#include "events/outgoing.h"
#include "net/request.h"
#include "protocol/rate_limit.h"

#include <memory>

namespace rollcall::events {

// One open page or window: what it may know of, what it subscribed to, and what waits for it. Lives on the network thread.
class Viewer : public QObject {
    Q_OBJECT

public:
    Viewer(std::unique_ptr<QWebSocket> socket, const net::Request &request, const EventLimits &limits, QObject *parent = nullptr);
    ~Viewer() override;

    [[nodiscard]] const net::Caller &caller() const { return m_caller; }
    [[nodiscard]] QHostAddress peer() const { return m_peer; }
    [[nodiscard]] bool wantsOverlays(const QString &camera) const;
    // Whether it has the event's right, at its camera, and asked for it where one has to ask.
    [[nodiscard]] bool isFor(const Event &event) const;

    // The first message; what is sent before waits until then.
    void greet(const QString &hello);
    void send(const QString &key, const QString &text);
    // Its session has ended: it is told why, and closed.
    void endSession(const QString &message, const QString &reason);
    void close(quint16 code, const QString &reason);

Q_SIGNALS:
    void subscriptionChanged();
    // Once; it may be deleted (later).
    void finished();

private:
    void receive(const QString &text);
    void refuse(const QString &problem);
    void pump();
    void finish();

    const net::Caller m_caller;
    const EventLimits m_limits;
    const QHostAddress m_peer;
    std::unique_ptr<QWebSocket> m_socket;
    Outgoing m_outgoing;
    Subscribe m_subscribed;
    protocol::RateLimit m_rate;
    int m_malformed = 0;  // in a row
    bool m_greeted = false;
    bool m_closing = false;
    bool m_finished = false;
    QTimer m_ping;
    QTimer m_silence;  // restarted by every sign of life
};

// Close codes of docs/events.md; those of RFC 6455 and its registry have its meaning.
namespace close_code {
inline constexpr quint16 goingAway = 1001;
inline constexpr quint16 notText = 1003;
inline constexpr quint16 policyViolated = 1008;
inline constexpr quint16 tryAgainLater = 1013;
inline constexpr quint16 sessionEnded = 4401;
} // namespace close_code

} // namespace rollcall::events
