#pragma once

#include "net/connection_guard.h"
#include "net/trusted_proxies.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <optional>

namespace rollcall::net {

// A listener whose connections are counted and guarded before anybody else sees them. With TLS, other machines must speak it, and
// programs on this one may: the first byte tells. `limits` outlives it.
class GuardedTcpServer : public QTcpServer {
    Q_OBJECT

public:
    GuardedTcpServer(const Limits &limits, ConnectionGuard::BodyRule bodyRule, std::shared_ptr<ConnectionCounts> counts,
                     std::optional<QSslConfiguration> tls = {}, QObject *parent = nullptr);
    // A proxy stands for many: its connections are bounded by the total alone.
    void trustProxies(const TrustedProxies &proxies) { m_proxies = proxies; }
    void setTls(const QSslConfiguration &tls);

    QTcpSocket *nextPendingConnection() override;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void turnAway(qintptr descriptor, const QHostAddress &peer);
    void arrive(qintptr descriptor);
    void takePlain(qintptr descriptor, const QHostAddress &peer);
    [[nodiscard]] bool makeRoomFor(const QHostAddress &peer);

    const Limits &m_limits;
    ConnectionGuard::BodyRule m_bodyRule;
    std::shared_ptr<ConnectionCounts> m_counts;
    std::optional<QSslConfiguration> m_tls;
    TrustedProxies m_proxies;
};

} // namespace rollcall::net
