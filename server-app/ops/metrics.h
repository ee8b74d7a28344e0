#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rollcall::ops {

// Totals of one camera's RTP stream since it connected.
struct RtpTotals {
    uint64_t packetsReceived = 0;
    uint64_t bytesReceived = 0;
    int64_t packetsLost = 0;
    double jitterSeconds = 0;
    std::optional<double> roundTripSeconds;
};

struct StoreTotals {
    std::size_t waiting = 0;
    double oldestSeconds = 0;
    uint64_t written = 0;
    uint64_t failures = 0;

    // Where the register is elsewhere: what is on this machine's disk and on its way there.
    struct Outbox {
        bool reachable = false;
        uint64_t waiting = 0;
        double oldestSeconds = 0;
        uint64_t delivered = 0;
        uint64_t setAside = 0;
        uint64_t failures = 0;
    };
    std::optional<Outbox> outbox = {};
};

// Why recognition left a frame out, or searched nothing on it.
enum class SkipReason {
    Busy,    // a newer frame came before a thread had time
    Still,   // nothing had moved
    Budget,  // the camera had used up its share of the threads' time
};

// Frames on their way to dashboards by Socket.IO: as a server to viewers, and pushed to another server.
struct SocketIoTotals {
    int sessions = 0;
    int viewers = 0;
    uint64_t sent = 0;
    uint64_t replaced = 0;  // by a newer one, for a viewer that was not ready

    struct Forward {
        bool connected = false;
        uint64_t forwarded = 0;
        uint64_t dropped = 0;  // replaced by a newer one before the other server had taken it
        uint64_t reconnects = 0;
    };
    std::optional<Forward> forward = {};
};

// What operators' decisions need.
struct FeedbackTotals {
    uint64_t picturesKept = 0;
    uint64_t picturesLeftOut = 0;
    int64_t unknownWaiting = 0;
    uint64_t unknownCrowdedOut = 0;
};

// The series of one camera. Its verbs cost an atomic add (histograms a short lock) and may be called from any thread. The series
// are removed with the last owner, at the next reading.
class CameraMetrics {
public:
    virtual ~CameraMetrics() = default;
    virtual void frameReceived() = 0;
    // `sinceCapture`: absent while the camera has not told its clock yet.
    virtual void frameDecoded(std::optional<std::chrono::nanoseconds> sinceCapture) = 0;
    virtual void frameDropped() = 0;  // newer frame was there before recognition had time
    virtual void frameRecognised(std::optional<std::chrono::nanoseconds> sinceCapture) = 0;
    // Somebody was recognised and not registered, for this reason ("raster"): one of a few words. Takes a short lock.
    virtual void livenessRefused(const std::string &reason) = 0;
    virtual void frameSkipped(SkipReason reason) = 0;  // recognition searched no faces on it
    virtual void faceRefused(std::string_view reason) = 0;  // a face was not good enough to be compared: "too dark"; few different ones
    virtual void keyframeRequested() = 0;  // asked of the camera
    // Viewers by WebRTC.
    virtual void viewerCame() = 0;
    virtual void viewerLeft() = 0;
    virtual void viewerStarted(std::chrono::nanoseconds sinceAsked) = 0;  // its first packet went out
    virtual void viewerSkipped() = 0;  // it was too slow, and goes on with the next key frame
    // Call it now and then (one thread at a time); totals that fall start a new connection.
    virtual void setRtp(const RtpTotals &totals) = 0;
};

// All numbers of the process in Prometheus's text format. Any thread.
class Metrics {
public:
    static constexpr std::size_t maxCameras = 1000;  // beyond that cameras share the series "other"

    Metrics();
    Metrics(const Metrics &) = delete;
    Metrics &operator=(const Metrics &) = delete;
    ~Metrics();

    // Owners of the same id share its series. May outlive this object.
    [[nodiscard]] std::shared_ptr<CameraMetrics> camera(const std::string &id);
    void sessionOpened();
    void sessionClosed();
    // `route` is a pattern of the router, never the raw path.
    void httpAnswered(const std::string &method, const std::string &route, int status);
    void setStore(const StoreTotals &totals);
    // Rows that were deleted because they were old; `kind` is one of a few words of the program.
    void purged(const std::string &kind, int64_t rows);
    void webhookAttempted(bool arrived);
    // `load`: the part of the recognition threads' time that is used, 0..1.
    void setRecognition(double load, int threads);
    void setFeedback(const FeedbackTotals &totals);
    void setSocketIo(const SocketIoTotals &totals);

    // Version 0.0.4 of the text format, served as `contentType`.
    static constexpr const char *contentType = "text/plain; version=0.0.4; charset=utf-8";
    [[nodiscard]] std::string text() const;

private:
    class Private;
    std::shared_ptr<Private> d;
};

} // namespace rollcall::ops
