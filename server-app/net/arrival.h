#pragma once

#include "net/connection_count.h"
#include "net/limits.h"

#include <QSocketNotifier>
#include <QSslConfiguration>
#include <QTimer>

#include <optional>

class QSslSocket;

namespace rollcall::net {

// A connection until it has shown whether it speaks TLS, and then until that is agreed: counted from its first moment, and cut off
// when it takes too long. Network thread; deletes itself after one of its signals, or when nothing comes of it. `limits` outlives it.
class Arrival : public QObject {
    Q_OBJECT

public:
    Arrival(qintptr descriptor, const Limits &limits, const QSslConfiguration &tls, std::shared_ptr<ConnectionCounts> counts, QObject *parent);
    ~Arrival() override;
    [[nodiscard]] const QHostAddress &peer() const { return m_counted->peer(); }

Q_SIGNALS:
    // No TLS; the receiver owns the descriptor.
    void plain(qintptr descriptor);
    // The receiver owns the socket.
    void secured(QSslSocket *socket);

private:
    void look();
    void shakeHands();
    void leave();

    qintptr m_descriptor;  // -1 once given away
    const Limits &m_limits;
    const QSslConfiguration m_tls;
    std::unique_ptr<CountedConnection> m_counted;
    std::optional<IdleMark> m_idle;  // until its first byte
    QSocketNotifier m_readable;
    QTimer m_patience;
    QSslSocket *m_socket = nullptr;  // a child, while hands are shaken
};

} // namespace rollcall::net
