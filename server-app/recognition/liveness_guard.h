#pragma once

#include "recognition/camera_recognizer.h"
#include "recognition/landmark_finder.h"
#include "recognition/liveness_check.h"

#include <expected>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <vector>

namespace rollcall::recognition {

// Keeps names back until their faces are known to be alive. Holds a check for each followed face of one camera; a face that may
// have become another one begins anew. One thread at a time.
class LivenessGuard {
public:
    explicit LivenessGuard(const LivenessSettings &settings);

    struct Frame {
        const Picture &picture;
        const cv::Mat &small; // its luma, scaled down
        std::chrono::nanoseconds time{};
        bool detectionRan = false;
    };
    // Every frame: looks at the faces (one for each track), then does what withhold does.
    [[nodiscard]] std::expected<void, Error> watch(
        const Frame &frame, std::span<const Track> tracks, LandmarkFinder &landmarks, std::vector<TrackedFace> &faces);
    // Says of each face what is known about its life, and takes away names that do not count. Nothing where the policy is off.
    void withhold(std::vector<TrackedFace> &faces);
    void clear() { m_faces.clear(); }

private:
    struct Watched {
        LivenessCheck check;
        std::optional<std::string> person; // the newest name of the face, counted or not
        std::optional<std::string> counted; // the name that was told
        bool wasStranger = false;
        bool wasRefused = false;
        Box box; // of the last detection
        FivePoints points{}; // likewise
        std::optional<TrackLook> look; // the newest
    };
    [[nodiscard]] Watched made();
    [[nodiscard]] std::expected<Watched *, Error> prepared(
        const Frame &frame, const Track &track, LandmarkFinder &landmarks, const TrackedFace &face);

    LivenessSettings m_settings;
    std::mt19937 m_random;
    std::map<TrackId, Watched> m_faces;
};

} // namespace rollcall::recognition
