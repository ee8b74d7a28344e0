#pragma once

#include "recognition/decision.h"
#include "recognition/engine.h"
#include "recognition/frame_view.h"
#include "recognition/liveness.h"
#include "recognition/quality.h"
#include "recognition/track_look.h"
#include "recognition/tracker.h"
#include "recognition/workspace.h"

#include <chrono>
#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rollcall::recognition {

struct RecognizerSettings {
    std::chrono::milliseconds detectEvery{200};
    std::chrono::milliseconds detectEveryWhileNew{100}; // while a face is tentative
    // For new faces, wherever something moved: so often, and so often while there is no face or one was just lost. In
    // between, detection looks only around the faces that it knows.
    std::chrono::milliseconds searchWholeEvery{600};
    std::chrono::milliseconds searchAgainEvery{300};
    std::chrono::milliseconds detectAtLeastEvery{3000}; // also when nothing moves
    std::chrono::milliseconds refreshEvery{2000}; // a new look at a face whose verdict stands
    std::chrono::milliseconds refreshUnknownEvery{
        700}; // at one that is unknown, in its first seconds: people turn, come nearer
    std::chrono::milliseconds unknownSettlesAfter{4000};
    int looksPerFrame = 2; // embeddings on one frame at most
    // No second look is begun on a frame that took so long already. Absent: results are the same on every machine.
    std::optional<std::chrono::milliseconds> frameBudget;
    std::optional<float> minimumFace; // pixels; the engine's own when absent
    QualityLimits quality; // its minimumWidth is replaced by minimumFace
    VoteRule votes;
    TrackerSettings tracking;
    LivenessSettings liveness;
};

// A face on the newest frame.
struct TrackedFace {
    TrackId track{};
    Box box; // pixels of the frame; may reach over its edge
    FaceState state = FaceState::Tentative;
    std::optional<std::string> person; // with Recognised
    double confidence = 0; // 0..1, with Recognised
    bool justConfirmed = false; // the name was confirmed by this very frame: once for each name of a track
    bool justUnknown = false; // this very frame made the face unknown
    std::optional<FaceQuality> quality; // of the last look
    std::optional<QualityFault> fault; // why the last look did not vote
    // On frames on which it was looked at well enough to vote, those of justConfirmed and justUnknown among them: what its looks
    // came to so far. This frame shows the face best where look->time is the frame's.
    std::optional<TrackLook> look;
    // With a liveness policy. A name counts, and is told, once its face is known to be alive; until then, or for good, the face
    // is Tentative and held back.
    std::optional<LivenessVerdict> liveness;
    std::optional<Challenge> challenge; // what the person is to do now
    bool isHeldBack = false; // somebody enrolled is recognised, and it does not count
    bool justRefused = false; // this very frame made a held back face suspicious: once a track
};

// How long the stages took, for the metrics; nothing is decided by it.
struct StageTimes {
    std::chrono::nanoseconds gate{}; // thumbnail and motion
    std::chrono::nanoseconds track{};
    std::chrono::nanoseconds detect{};
    std::chrono::nanoseconds align{}; // landmarks and quality
    std::chrono::nanoseconds embed{};
    std::chrono::nanoseconds match{};
    std::chrono::nanoseconds liveness{};
};

struct FrameResult {
    std::chrono::nanoseconds time{}; // of the frame
    int width = 0;
    int height = 0;
    std::vector<TrackedFace> faces;
    bool detectionRan = false;
    bool still = false; // a detection was due, and nothing had moved since the last one
    int looks = 0; // embeddings made
    int looksPutOff = 0; // for want of time in the frame's budget
    std::vector<QualityFault> refused; // faces looked at on this frame and not good enough to vote
    StageTimes spent;
};

// Recognition of one camera: remembers its tracks and their votes. One caller at a time, any thread; all sense of time comes
// from the frames, whose times must not go back (a frame that does is answered with the tracks as they are).
class CameraRecognizer {
public:
    explicit CameraRecognizer(std::shared_ptr<const Engine> engine, RecognizerSettings settings = {});
    ~CameraRecognizer();
    CameraRecognizer(CameraRecognizer &&) noexcept;
    CameraRecognizer &operator=(CameraRecognizer &&) noexcept;

    // A frame of another size than the last one starts afresh. An error leaves the recognizer usable for the next frame.
    [[nodiscard]] std::expected<FrameResult, Error> process(
        const FrameView &frame, Workspace &workspace, const Gallery &gallery);

    // Forgets all tracks: the stream was interrupted.
    void reset();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// The picture that proves a sighting: the face with its surroundings, JPEG without metadata. Any thread.
[[nodiscard]] std::expected<std::vector<std::byte>, Error> evidenceJpeg(
    const FrameView &frame, const Box &face, int maximumWidth = 320);

} // namespace rollcall::recognition
