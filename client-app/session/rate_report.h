#pragma once

#include "media/rtp.h"
#include "protocol/messages.h"

#include <QString>

#include <optional>

namespace rollcall::session {

// Whose wish or limit holds.
enum class Decider { Operator, Server, Network };

// How a stream does at one moment. A value.
struct RateReport {
    media::MonotonicTime at{};
    int targetKbps = 0;                      // what the encoder shall make
    std::optional<int> capacityKbps = {};    // what the network is believed to carry; absent until it told anything
    double sentKbps = 0;                     // pictures on the wire, over the last half second
    double lostPercent = 0;                  // 0..100
    std::optional<double> roundTripMs = {};
    protocol::Encoding encoding = {};        // what is sent
    Decider decidedBy = Decider::Operator;
    QString decision = {};                   // "the network carries 480 kbit/s"; empty: as the operator set it
};

} // namespace rollcall::session
