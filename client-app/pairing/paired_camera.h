#pragma once

#include "protocol/ids.h"
#include "signaling/server_trust.h"

#include <QDateTime>
#include <QString>
#include <QUrl>

namespace rollcall::pairing {

// What pairing gave: as what this machine connects, to whom, and how it knows that server. A value.
struct PairedCamera {
    QUrl server;                    // of signaling: wss://host:port/ws
    protocol::CameraId camera;
    signaling::ServerTrust trust = {};
    QDateTime paired = {};
    QString token = {};             // never logged; empty where it was not asked for

    // Names it among others, and its token in a store of secrets: "entrance@192.0.2.7:8443".
    [[nodiscard]] QString key() const { return camera.toString() + u'@' + server.host() + u':' + QString::number(server.port(443)); }
};

} // namespace rollcall::pairing
