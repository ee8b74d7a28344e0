#pragma once

#include "socketio/client_transport.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <functional>

namespace rollcall::socketio {

// Over HTTP alone, for servers that have no WebSocket: a poll always waits, and one POST at a time carries what is sent.
class PollingTransport final : public ClientTransport {
    Q_OBJECT

public:
    explicit PollingTransport(const QSslConfiguration &tls, QObject *parent = nullptr);
    ~PollingTransport() override;

    void open(const QUrl &server) override;
    void send(const EnginePacket &packet) override;
    [[nodiscard]] bool isBusy() const override { return m_isPosting; }

private:
    void poll();
    void post();
    void take(const QByteArray &payload);
    // Hands over the body where the answer is 200, and breaks off otherwise.
    void await(QNetworkReply *reply, const std::function<void(const QByteArray &)> &then);
    void breakOff(const QString &reason);

    [[nodiscard]] QNetworkRequest request() const;

    const QSslConfiguration m_tls;
    QNetworkAccessManager m_network;
    QUrl m_server;
    QString m_sessionId;
    QList<EnginePacket> m_waiting;
    bool m_isPosting = false;
    bool m_isOver = false;
};

} // namespace rollcall::socketio
