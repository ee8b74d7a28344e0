#pragma once

#include "recognition/geometry.h"
#include "recognition/liveness.h"

#include <chrono>
#include <optional>
#include <random>
#include <span>

namespace rollcall::recognition {

// Asks for something that a film of yesterday does not show at the right moment, and says whether it was done. One thread at a time.
class ChallengeWatch {
public:
    explicit ChallengeWatch(const LivenessSettings &settings);

    // What the person is asked to do; absent once it is over.
    [[nodiscard]] std::optional<Challenge> asked() const { return m_asked; }
    [[nodiscard]] bool isMet() const { return m_met; }
    [[nodiscard]] bool isFailed() const { return m_failed; }

    // A detector saw the face; the first look starts the time.
    void look(const FivePoints &points, std::span<const std::chrono::nanoseconds> blinks, std::chrono::nanoseconds time);

private:
    void ask(std::chrono::nanoseconds time);
    void fail(std::chrono::nanoseconds time);
    void judgeTurn(float turn, std::chrono::nanoseconds time);

    std::mt19937 m_random;
    std::chrono::nanoseconds m_limit;
    int m_left; // challenges that may be tried
    std::optional<Challenge> m_asked;
    std::chrono::nanoseconds m_askedAt{};
    bool m_wasStraight = false; // since it was asked
    int m_turned = 0; // looks in a row
    int m_turnedAway = 0; // looks in a row to the other side
    bool m_met = false;
    bool m_failed = false;
};

} // namespace rollcall::recognition
