#pragma once

// Which pictures of somebody in front of a camera are worth enrolling: good ones that differ. Plain values and frame times: one
// thread, no clock.

#include "recognition/quality.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace rollcall::recognition {

// As the person themself would say it.
enum class Facing { Front, Left, Right };

// What a frame shows of the largest face in it.
struct Look {
    std::chrono::nanoseconds time{};
    int faces = 0; // that compete for being the one
    Box box;
    FaceQuality quality;
    std::optional<QualityFault> fault;
    float yaw = 0; // see turnOf
    std::optional<float> likeness; // best score to the kept shots; absent where there are none
};

// What is missing, for the person or whoever stands beside them.
enum class Hint {
    NobodyThere,
    SeveralPeople,
    ComeNearer,
    MoveToMiddle,
    TooDark,
    TooBright,
    HoldStill,
    TurnedTooFar,
    SomebodyElse,
    LookAhead,
    TurnLeft,
    TurnRight,
    Complete,
};
[[nodiscard]] std::string_view text(Hint hint); // "turn a little to the left"
[[nodiscard]] std::string_view code(Hint hint); // "turn-left"
[[nodiscard]] Hint hintOf(QualityFault fault); // what to do about it

struct ShotPlan {
    size_t ahead = 3; // wanted shots straight ahead
    size_t aside = 1; // wanted shots to each side
    size_t enough = 3; // with so many a session that runs out of time is good all the same, if one is straight ahead
    float aheadYaw = 0.16F; // at most
    float asideYaw = 0.2F; // at least
    float together = 0.3F; // SamenessRule::together of the engine; below -1 where it cannot tell
    std::chrono::milliseconds apart{300}; // between two shots
    std::chrono::milliseconds interruption{1000}; // without a face, after which it may be somebody else's
    int patience = 8; // looks at somebody else in a row before the collection begins anew with them
};

// Absent between two poses.
[[nodiscard]] std::optional<Facing> facingOf(float yaw, const ShotPlan &plan);

class ShotPicker {
public:
    explicit ShotPicker(ShotPlan plan);

    enum class Action { Skip, Keep, Replace, BeginAnew }; // BeginAnew: drop all shots and keep this one
    struct Decision {
        Action action = Action::Skip;
        size_t replaced = 0; // place of the shot to replace
        Hint hint = Hint::NobodyThere; // after this decision
    };
    // A look at the next frame. The caller keeps the shots in the order of these decisions.
    [[nodiscard]] Decision offer(const Look &look);

    [[nodiscard]] size_t count() const { return m_shots.size(); }
    [[nodiscard]] size_t wanted() const { return m_plan.ahead + 2 * m_plan.aside; }
    [[nodiscard]] bool isComplete() const { return !missing(); }
    [[nodiscard]] bool isEnough() const;
    // What nobody has to be told: the last look's trouble, else the pose that is missing.
    [[nodiscard]] Hint hint() const { return m_hint; }

private:
    struct Shot {
        Facing facing = Facing::Front;
        float score = 0;
    };
    [[nodiscard]] size_t countOf(Facing facing) const;
    [[nodiscard]] size_t wantedOf(Facing facing) const;
    [[nodiscard]] std::optional<Facing> missing() const;
    [[nodiscard]] std::optional<Hint> trouble(const Look &look) const;
    void noteFace(const Look &look);
    [[nodiscard]] Decision judge(const Look &look);
    [[nodiscard]] Decision take(const Look &look, Facing facing);
    [[nodiscard]] Decision judgeStranger(const Look &look, Facing facing);

    const ShotPlan m_plan;
    std::vector<Shot> m_shots;
    std::optional<Look> m_last; // the last look at one face
    std::optional<std::chrono::nanoseconds> m_lastFace;
    std::chrono::nanoseconds m_lastShot{};
    bool m_isAnew = false; // the next shot is somebody else's first
    int m_strangers = 0; // in a row
    Hint m_hint = Hint::NobodyThere;
};

} // namespace rollcall::recognition
