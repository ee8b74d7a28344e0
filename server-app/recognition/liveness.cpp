#include "recognition/liveness.h"

namespace rollcall::recognition {

std::string_view text(Challenge challenge)
{
    switch (challenge) {
    case Challenge::BlinkTwice:
        return "blink twice";
    case Challenge::TurnLeft:
        return "turn left";
    case Challenge::TurnRight:
        return "turn right";
    }
    return {};
}

std::string_view text(LivenessSign sign)
{
    switch (sign) {
    case LivenessSign::Blink:
        return "blink";
    case LivenessSign::Relief:
        return "relief";
    case LivenessSign::ChallengeMet:
        return "challenge-met";
    case LivenessSign::Raster:
        return "raster";
    case LivenessSign::Flat:
        return "flat";
    case LivenessSign::MovesWithSurroundings:
        return "moves-with-surroundings";
    case LivenessSign::ChallengeFailed:
        return "challenge-failed";
    }
    return {};
}

} // namespace rollcall::recognition
