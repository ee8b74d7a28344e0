#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt
#include <QJsonObject>
#include <QStringList>
#include <QTimer>
#include <QWebSocket>

#include "signaling/backoff.h"

#include <memory>
#include <optional>
#include <random>

namespace rollcall::admin {

class ServerClient;

// What happens on the server, told at once (/api/v1/events), and coming back after every break. GUI thread; the client outlives it.
class EventStream : public QObject {
    Q_OBJECT

public:
    explicit EventStream(ServerClient &client, QObject *parent = nullptr);
    ~EventStream() override;

    void start();
    void stop();
    // Of these cameras; replaces what was wished before.
    void subscribeOverlays(const QStringList &cameras);
    [[nodiscard]] bool isOnline() const { return m_online; }

    static constexpr std::chrono::milliseconds silenceLimit{45'000};  // also of a server that takes a connection; pinged twice in that time

Q_SIGNALS:
    void online(bool yes);
    // `type` is "camera", "overlay", "sighting" …; the whole message goes along.
    void happened(const QString &type, const QJsonObject &message);
    void sessionEnded(const QString &reason);

private:
    void open();
    void tryAgain();
    void take(const QString &text);
    void setOnline(bool yes);
    void sendSubscription();

    ServerClient &m_client;
    std::unique_ptr<QWebSocket> m_socket;
    signaling::Backoff m_backoff;
    std::minstd_rand m_random{std::random_device{}()};
    QTimer m_retry;
    QTimer m_ping;
    QTimer m_silence;
    QTimer m_stable;
    QStringList m_overlays;
    bool m_online = false;
    bool m_wanted = false;
};

} // namespace rollcall::admin
