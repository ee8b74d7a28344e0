#pragma once

#include "protocol/messages.h"

#include <QString>

namespace rollcall::send {

// How one camera's pictures are sent; all of it may change while they are. A value.
struct SendSettings {
    protocol::Encoding encoding = {};  // without codec: the named encoder's, or VP8; without bitrate: by size and rate
    QString encoder = {};              // GStreamer's name of it; empty: the best one that works
    int keyframeSeconds = 3;           // between key frames that nobody asked for
    QString encoderOptions = {};       // for experts: "speed-preset=faster threads=2"
    QString payloaderOptions = {};     // "mtu=1000"
    bool followNetwork = true;         // send less when the network carries less
    friend bool operator==(const SendSettings &, const SendSettings &) = default;
};

} // namespace rollcall::send
