#pragma once

#include "app/face_marker.h"
#include "app/seen_face.h"
#include "ingest/camera.h"
#include "live/marked_frames.h"
#include "media/latest_value.h"
#include "media/owner_handle.h"
#include "media/round_robin.h"
#include "recognition/camera_recognizer.h"
#include "recognition/engine.h"
#include "recognition/gallery.h"

#include <QHash>
#include <QObject>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace rollcall::app {

// What the cameras may cost together and each.
struct RecognitionLimits {
    int threads = 1;
    double cameraShare = 1;  // of one thread's time that a camera may use; 1: as much as there is
    bool withPictures = true;  // without, no face is reported with evidence
};

// The last face of a camera that was not good enough to be compared.
struct RefusedFace {
    std::string reason;  // "too dark"
    std::chrono::system_clock::time_point when;
};

// Recognition of all cameras on a fixed set of threads: each camera's newest frame, cameras in turn, never a queue of frames.
// Lives on the Qt thread; results come there. Cameras and metrics outlive it.
class RecognitionPool : public QObject, public live::MarkedFrames {
    Q_OBJECT

public:
    // Loads one workspace a worker; blocking, at start.
    [[nodiscard]] static std::expected<std::unique_ptr<RecognitionPool>, recognition::Error>
    create(std::shared_ptr<const recognition::Engine> engine, recognition::RecognizerSettings settings, RecognitionLimits limits);
    // A thread for each of these workspaces of the engine, whatever the limits say of threads.
    RecognitionPool(std::shared_ptr<const recognition::Engine> engine, recognition::RecognizerSettings settings,
                    std::vector<std::unique_ptr<recognition::Workspace>> workspaces, RecognitionLimits limits = {});
    ~RecognitionPool() override;

    // From now on the camera's frames are decoded and recognised; with a policy, names count once their faces are alive.
    void addCamera(ingest::Camera &camera, recognition::LivenessPolicy liveness = recognition::LivenessPolicy::Off);
    // The same for frames from elsewhere: they are to be handed to the answer, on any one thread.
    [[nodiscard]] ingest::FrameTap::Taker addSource(const protocol::CameraId &id, std::shared_ptr<ops::CameraMetrics> metrics,
                                                    recognition::LivenessPolicy liveness = recognition::LivenessPolicy::Off);
    void removeCamera(const protocol::CameraId &id);
    // How faces are named to those who look at pictures. Before the first camera.
    void setMarker(FaceMarker marker) { m_marker = std::move(marker); }
    [[nodiscard]] std::unique_ptr<Subscription> take(const protocol::CameraId &camera, live::MarkedTaker taker) override;
    // What somebody before the camera is asked to do now, "turn left"; empty: nothing.
    [[nodiscard]] QString challenge(const protocol::CameraId &id) const { return m_challenges.value(id); }
    [[nodiscard]] std::optional<RefusedFace> lastRefused(const protocol::CameraId &id) const;
    [[nodiscard]] int threads() const { return int(m_workspaces.size()); }
    // The part of the threads' time that was used since the last call, 0..1.
    [[nodiscard]] double takeLoad();
    // Any thread; frames under way finish with the old one.
    void setGallery(recognition::Gallery gallery);
    // No face is reported any more; joins the workers.
    void stop();

Q_SIGNALS:
    // When a name is confirmed, and again every few seconds while the person stays.
    void recognised(const rollcall::app::RecognisedFace &face);
    // The same for a face that is nobody's.
    void unknownSeen(const rollcall::app::UnknownFaceSeen &face);

private:
    struct CameraWork;
    class MarkedSubscription;
    [[nodiscard]] std::shared_ptr<const recognition::Gallery> gallery();
    void serve(CameraWork &work, recognition::Workspace &workspace);
    void reportLiveness(CameraWork &work, const recognition::FrameResult &result);
    void refuse(CameraWork &work, const std::string &reason);
    void process(CameraWork &work, const media::DecodedFrame &frame, recognition::Workspace &workspace);
    void show(CameraWork &work, const media::DecodedFrame &frame, const recognition::FrameResult *result) const;
    void report(CameraWork &work, const media::DecodedFrame &frame, const recognition::FrameView &view, const recognition::FrameResult &result);

    struct Watched {
        std::shared_ptr<CameraWork> work;
        ingest::FrameSubscription frames;
    };

    // Qt thread
    const std::shared_ptr<const recognition::Engine> m_engine;
    const recognition::RecognizerSettings m_settings;
    const RecognitionLimits m_limits;
    FaceMarker m_marker;  // workers read it once there are cameras
    std::chrono::steady_clock::time_point m_loadTaken = std::chrono::steady_clock::now();
    const media::OwnerHandle m_owner;
    uint64_t m_streams = 0;
    QHash<protocol::CameraId, std::shared_ptr<Watched>> m_cameras;
    QHash<protocol::CameraId, QString> m_challenges;

    // Shared with the workers
    std::atomic<int64_t> m_busyNanoseconds{0};
    std::mutex m_galleryMutex;  // guards the pointer, not what it points to
    std::shared_ptr<const recognition::Gallery> m_gallery;
    std::vector<std::unique_ptr<recognition::Workspace>> m_workspaces;  // one a worker
    std::shared_ptr<media::RoundRobin<CameraWork>> m_workers;
};

} // namespace rollcall::app
