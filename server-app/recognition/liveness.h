#pragma once

// What is said about whether a face is a living person before the camera, or a picture or a film of one. Values: any thread.

#include <chrono>
#include <string_view>
#include <vector>

namespace rollcall::recognition {

// What a camera asks of a face before its name counts.
enum class LivenessPolicy {
    Off,
    Passive, // signs of life while nobody does anything in particular
    Challenge, // the person does what they are asked to
};

enum class LivenessState { Undecided, Live, Suspicious };

// Why.
enum class LivenessSign {
    Blink, // both eyes closed for a moment, and the rest of the face did not change
    Relief, // the face turned or moved as a body with depth, or moved in itself
    ChallengeMet,
    Raster, // a regular pattern of dots or lines lies over the face
    Flat, // the face was tilted and stayed as flat as paper
    MovesWithSurroundings, // what is beside the head moves as if fixed to it
    ChallengeFailed,
};

enum class Challenge { BlinkTwice, TurnLeft, TurnRight }; // left and right are the person's own

// What the verdict comes from, for tuning. The last four are those of the newest frame.
struct LivenessMeasures {
    float raster = 0; // ratio of powers; 0 while unknown
    int fixed = 0; // looks that showed surroundings fixed to the face
    int free = 0; // looks that showed a room beside it
    int flats = 0; // looks that showed a plane
    int reliefs = 0; // looks that showed depth
    int blinks = 0;
    float eyes = 0; // correlation of the less changed eye with how it was
    float control = 0; // likewise of nose and mouth
    float turn = 0; // pixels of the face at a width of 128 that shift, scale and roll leave unexplained
    float rest = 0; // pixels that a homography leaves
};

struct LivenessVerdict {
    LivenessState state = LivenessState::Undecided;
    float score = 0.5F; // 0: surely a picture; 1: surely alive; it orders faces and is no probability
    std::vector<LivenessSign> signs; // those that were seen; with Suspicious, the first is the reason
    LivenessMeasures measures;
};

struct LivenessSettings {
    LivenessPolicy policy = LivenessPolicy::Off;
    std::chrono::milliseconds challengeTime{8000}; // to do what is asked
    int challenges = 2; // so many may be tried
    unsigned seed = 1; // of the choice among challenges: give each camera one that nobody can guess
};

// Short texts: "blink twice" for the person, "raster" for logs and metrics.
[[nodiscard]] std::string_view text(Challenge challenge);
[[nodiscard]] std::string_view text(LivenessSign sign);

} // namespace rollcall::recognition
