#pragma once

#include "attendance/ids.h"
#include "attendance/time.h"

#include <QList>
#include <QString>

#include <optional>

namespace rollcall::api {

// A face that was too poor to be compared, and why: "too dark".
struct RefusedFace {
    QString reason = {};
    attendance::UtcMs at{};
};

// A camera that is connected now.
struct LiveCamera {
    attendance::CameraId id = {};
    QString name = {};
    QString state = {};  // "connecting", "streaming", "paused"
    QString codec = {};  // "vp8", "h264", empty while unknown
    int width = 0;  // pixels, 0 while unknown
    int height = 0;
    double framesPerSecond = 0;  // decoded or received, 0 while unknown
    std::optional<double> bitrateKbps = {};  // received
    std::optional<double> packetLoss = {};   // 0..1, lost for good over the last seconds
    std::optional<double> roundTripMs = {};
    std::optional<double> latencyMs = {};    // from capture to the decoded picture here
    attendance::UtcMs connectedSince{};
    QString challenge = {};  // what somebody before it is asked to do, "turn left"; empty: nothing
    std::optional<RefusedFace> refusedFace = {};  // the last one; absent while there was none
};

// What the API needs to know of ingest. Called on the network thread; answers at once.
class CameraDirectory {
public:
    virtual ~CameraDirectory() = default;
    [[nodiscard]] virtual QList<LiveCamera> liveCameras() const = 0;
    // When a camera that was connected to this server left it; nothing where it never was, or is.
    [[nodiscard]] virtual std::optional<attendance::UtcMs> leftAt(const attendance::CameraId &) const { return std::nullopt; }
};

} // namespace rollcall::api
