#pragma once

#include "protocol/messages.h"

#include <QList>

#include <chrono>

namespace rollcall::ingest {

// What sessions are given; a value, set at start.
struct IngestSettings {
    std::chrono::milliseconds jitterLatency{40};
    int lowestPort = 0;  // UDP ports of media, 0 = any
    int highestPort = 0;
    QList<protocol::IceServer> iceServers;
    protocol::Encoding wantedEncoding;  // told to each camera in `welcome`
    bool namesToCameras = false;  // tell cameras whom they showed
    int maxSessions = 256;
    std::chrono::milliseconds helloTimeout{10'000};  // from the connection to the first hello or offer
    std::chrono::milliseconds silenceLimit{15'000};  // without RTP from a camera that is not paused
};

} // namespace rollcall::ingest
