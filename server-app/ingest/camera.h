#pragma once

#include "ingest/frame_tap.h"
#include "ingest/keyframe_requests.h"
#include "ingest/rtp_fanout.h"
#include "ingest/rtp_timeline.h"
#include "media/webrtc_peer.h"
#include "ops/metrics.h"
#include "protocol/ids.h"
#include "protocol/messages.h"

#include <QObject>
#include <QPointer>
#include <QSize>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace rollcall::ingest {

class Camera;

// Frames come while this lives: the camera's video is decoded as long as somebody holds one. Owner: the camera's thread.
class FrameSubscription {
public:
    FrameSubscription() = default;
    FrameSubscription(Camera &camera, std::shared_ptr<const FrameTap::Taker> taker);
    FrameSubscription(FrameSubscription &&other) noexcept;
    FrameSubscription &operator=(FrameSubscription &&other) noexcept;
    ~FrameSubscription();

private:
    void end();
    QPointer<Camera> m_camera;
    std::shared_ptr<const FrameTap::Taker> m_taker;
};

// What a camera's packets are, for those who would take them.
struct VideoFormat {
    protocol::Codec codec = protocol::Codec::Vp8;
    uint32_t h264Profile = 0;  // as in profile-level-id (RFC 6184 §8.1); 0 while unknown
};

// How a stream arrives, over the last two seconds or so; what is absent is not known.
struct StreamFigures {
    std::optional<double> bitrateKbps = {};
    std::optional<double> packetLoss = {};  // 0..1, lost for good
    std::optional<double> roundTripMs = {};
    std::optional<double> latencyMs = {};   // from capture to the decoded picture here
};

// A camera as the server knows it: its RTP fan-out, and its decoder while it is here and somebody takes frames. It outlives the connections
// of the real camera, so that takers stay through a break. Lives on the Qt thread.
class Camera : public QObject {
    Q_OBJECT

public:
    enum class State { Away, Connecting, Streaming, Paused };

    Camera(protocol::CameraId id, ops::Metrics &metrics, QObject *parent = nullptr);
    ~Camera() override;

    [[nodiscard]] const protocol::CameraId &id() const { return m_id; }
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] std::chrono::system_clock::time_point since() const { return m_since; }
    [[nodiscard]] const protocol::Encoding &encoding() const { return m_encoding; }
    [[nodiscard]] const std::shared_ptr<ops::CameraMetrics> &metrics() const { return m_metrics; }
    // Of the last decoded picture, or as the camera says; empty while unknown.
    [[nodiscard]] QSize pictureSize() const;
    // Frames received a second, over the last two seconds or so.
    [[nodiscard]] double framesPerSecond() const { return m_framesPerSecond; }
    [[nodiscard]] const StreamFigures &figures() const { return m_figures; }

    // The taker runs on the decoder's thread. See FrameSubscription.
    [[nodiscard]] FrameSubscription takeFrames(FrameTap::Taker taker);
    [[nodiscard]] RtpFanout &rtp() { return *m_fanout; }
    // Somebody needs a key frame to begin with, or after damage. Shared with others who do (KeyframeRequests).
    void requestKeyframe();
    // What it sends or sent last; none before its first packets.
    [[nodiscard]] std::optional<VideoFormat> videoFormat() const;

    // For the session that has the camera.
    void arrive(const QString &name);
    void setState(State state);
    void setEncoding(const protocol::Encoding &encoding) { m_encoding = encoding; }
    void measure(const media::PeerStats &stats, std::optional<double> roundTripMs);
    // For a new connection of the camera's; what older ones still send is dropped.
    [[nodiscard]] std::shared_ptr<media::RtpSink> rtpInput() const;

Q_SIGNALS:
    void stateChanged();
    // framesPerSecond and figures are new.
    void measured();
    // Someone needs a key frame to begin with; the session asks the camera.
    void keyframeNeeded();
    // The stream cannot be decoded: a sentence.
    void decodingFailed(const QString &message);

private:
    friend class FrameSubscription;
    class Counter;
    void release(const std::shared_ptr<const FrameTap::Taker> &taker);
    void updateDecoding();
    void startDecoding();
    void stopDecoding();
    void compare(const media::PeerStats &stats, std::chrono::duration<double> passed);
    void askForKeyframe();

    // Qt thread
    const protocol::CameraId m_id;
    QString m_name;
    State m_state = State::Away;
    std::chrono::system_clock::time_point m_since;
    protocol::Encoding m_encoding;
    double m_framesPerSecond = 0;
    std::chrono::steady_clock::time_point m_measured;
    uint64_t m_framesBefore = 0;
    StreamFigures m_figures;
    media::PeerStats m_statsBefore;
    media::OwnerHandle m_owner;
    std::shared_ptr<media::VideoDecoder> m_decoder;
    KeyframeRequests m_keyframeRequests;
    QTimer m_keyframeTimer;

    // Shared with streaming threads
    std::shared_ptr<ops::CameraMetrics> m_metrics;
    const std::shared_ptr<RtpFanout> m_fanout = std::make_shared<RtpFanout>();
    const std::shared_ptr<FrameTap> m_frames = std::make_shared<FrameTap>();
    const std::shared_ptr<Counter> m_counter;
    const std::shared_ptr<RtpTimeline> m_timeline;
};

} // namespace rollcall::ingest
