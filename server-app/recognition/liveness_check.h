#pragma once

#include "recognition/blink_watch.h"
#include "recognition/challenge_watch.h"
#include "recognition/liveness.h"
#include "recognition/picture.h"
#include "recognition/raster_watch.h"
#include "recognition/relief_watch.h"
#include "recognition/surroundings_watch.h"

#include <chrono>
#include <optional>

namespace rollcall::recognition {

// One followed face on one frame.
struct LivenessLook {
    const Picture &picture;
    const cv::Mat &small; // luma of the whole picture, scaled down
    Box face; // where the face is on this frame
    FivePoints points; // likewise; carried along from the last detection where none was made
    bool isDetected = false; // face and points are of a detection on this very frame
    std::chrono::nanoseconds time{};
};

// Whether one followed face is alive, from all frames that show it. Nothing is looked at any more once that is decided. Detects
// careless attacks only; docs/liveness.md says which, how often, and what passes. One thread at a time.
class LivenessCheck {
public:
    explicit LivenessCheck(const LivenessSettings &settings);

    // A challenge is put from the first look on with `isNamed`: strangers are not asked for anything.
    void look(const LivenessLook &look, bool isNamed);
    [[nodiscard]] const LivenessVerdict &verdict() const { return m_verdict; }
    // What the person is to do at the moment.
    [[nodiscard]] std::optional<Challenge> challenge() const;

private:
    void measure(const LivenessLook &look);
    void decide(std::chrono::nanoseconds time);

    LivenessSettings m_settings;
    LivenessVerdict m_verdict;
    RasterWatch m_raster;
    BlinkWatch m_blinks;
    ReliefWatch m_relief;
    SurroundingsWatch m_surroundings;
    ChallengeWatch m_challenge;
    std::optional<std::chrono::nanoseconds> m_first;
    std::optional<std::chrono::nanoseconds> m_measured;
};

} // namespace rollcall::recognition
