#pragma once

#include "socketio/engine_packet.h"

#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

namespace rollcall::socketio {

// How a client's packets reach an Engine.IO server. Lives on the Qt thread; may be destroyed at any time.
class ClientTransport : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    // `server`: http or https, host and port; what it has of a path is where the server's /socket.io/ is.
    virtual void open(const QUrl &server) = 0;
    virtual void send(const EnginePacket &packet) = 0;
    // Whether what was sent last is still on its way.
    [[nodiscard]] virtual bool isBusy() const = 0;

Q_SIGNALS:
    // The first one is the server's opening packet.
    void received(const rollcall::socketio::EnginePacket &packet);
    // Nothing is on its way any more.
    void idle();
    // Once; the last signal. A sentence.
    void broken(const QString &reason);
};

// How a server with https is judged: by the system's authorities and these.
[[nodiscard]] QSslConfiguration tlsWith(const QList<QSslCertificate> &authorities);

// The address of a request of this transport's name ("polling", "websocket").
[[nodiscard]] QUrl engineUrl(const QUrl &server, const QString &transport, const QString &sessionId = {});

} // namespace rollcall::socketio
