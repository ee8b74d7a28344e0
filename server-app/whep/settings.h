#pragma once

#include "protocol/messages.h"

#include <QByteArray>
#include <QList>
#include <QSet>

#include <chrono>

namespace rollcall::whep {

// What viewers by WHEP are given; a value, set at start.
struct Settings {
    QList<protocol::IceServer> iceServers = {};
    int lowestPort = 0;  // UDP ports of media, 0 = any
    int highestPort = 0;
    int maxViewers = 200;
    int maxViewersPerCamera = 100;
    std::chrono::milliseconds connectTimeout{15'000};  // from the offer to the connection
    // A viewer of whom nothing was heard for so long has no place any more where another one comes and there is no other.
    std::chrono::milliseconds presumedGone{15'000};
    QSet<QByteArray> origins = {};  // whose pages may view, besides the server's own
};

} // namespace rollcall::whep
