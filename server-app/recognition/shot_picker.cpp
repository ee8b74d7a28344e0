#include "recognition/shot_picker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace rollcall::recognition {

namespace {

constexpr float steadyOverlap = 0.5F; // of the face in two looks that follow each other
constexpr float betterBy = 1.15F; // a shot is not exchanged for one that is hardly better

struct Words {
    Hint hint;
    std::string_view code;
    std::string_view text;
};
constexpr std::array<Words, 13> words{{
    {Hint::NobodyThere, "nobody-there", "nobody is in the picture"},
    {Hint::SeveralPeople, "several-people", "two people in the picture"},
    {Hint::ComeNearer, "come-nearer", "come nearer"},
    {Hint::MoveToMiddle, "move-to-middle", "move to the middle of the picture"},
    {Hint::TooDark, "too-dark", "too dark"},
    {Hint::TooBright, "too-bright", "too bright"},
    {Hint::HoldStill, "hold-still", "hold still"},
    {Hint::TurnedTooFar, "turned-too-far", "turned too far, look towards the camera"},
    {Hint::SomebodyElse, "somebody-else", "somebody else is in the picture"},
    {Hint::LookAhead, "look-ahead", "look straight into the camera"},
    {Hint::TurnLeft, "turn-left", "turn a little to the left"},
    {Hint::TurnRight, "turn-right", "turn a little to the right"},
    {Hint::Complete, "complete", "complete"},
}};

const Words &wordsOf(Hint hint)
{
    return *std::ranges::find(words, hint, &Words::hint);
}

} // namespace

Hint hintOf(QualityFault fault)
{
    switch (fault) {
    case QualityFault::TooSmall:
        return Hint::ComeNearer;
    case QualityFault::CutOff:
        return Hint::MoveToMiddle;
    case QualityFault::TooDark:
        return Hint::TooDark;
    case QualityFault::TooBright:
        return Hint::TooBright;
    case QualityFault::TooBlurred:
        return Hint::HoldStill;
    case QualityFault::TurnedAway:
        return Hint::TurnedTooFar;
    }
    return Hint::HoldStill;
}

std::string_view text(Hint hint)
{
    return wordsOf(hint).text;
}

std::string_view code(Hint hint)
{
    return wordsOf(hint).code;
}

ShotPicker::ShotPicker(ShotPlan plan)
    : m_plan(plan)
{
}

bool ShotPicker::isEnough() const
{
    return m_shots.size() >= m_plan.enough && countOf(Facing::Front) > 0;
}

std::optional<Facing> facingOf(float yaw, const ShotPlan &plan)
{
    if (std::abs(yaw) <= plan.aheadYaw)
        return Facing::Front;
    if (std::abs(yaw) < plan.asideYaw)
        return std::nullopt;
    return yaw > 0 ? Facing::Left : Facing::Right;
}

size_t ShotPicker::countOf(Facing facing) const
{
    return static_cast<size_t>(std::ranges::count(m_shots, facing, &Shot::facing));
}

size_t ShotPicker::wantedOf(Facing facing) const
{
    return facing == Facing::Front ? m_plan.ahead : m_plan.aside;
}

std::optional<Facing> ShotPicker::missing() const
{
    for (const Facing facing : {Facing::Front, Facing::Left, Facing::Right}) {
        if (countOf(facing) < wantedOf(facing))
            return facing;
    }
    return std::nullopt;
}

std::optional<Hint> ShotPicker::trouble(const Look &look) const
{
    if (look.faces == 0)
        return Hint::NobodyThere;
    if (look.faces > 1)
        return Hint::SeveralPeople;
    if (look.fault)
        return hintOf(*look.fault);
    const bool isSteady =
        m_last && look.time - m_last->time < m_plan.interruption && overlap(m_last->box, look.box) >= steadyOverlap;
    return isSteady ? std::nullopt : std::optional(Hint::HoldStill);
}

// Where the engine cannot tell people apart, somebody who comes after a gap is taken for another.
void ShotPicker::noteFace(const Look &look)
{
    if (look.faces == 0)
        return;
    const bool cannotTell = m_plan.together < -1;
    if (cannotTell && m_lastFace && look.time - *m_lastFace > m_plan.interruption && !m_shots.empty()) {
        m_shots.clear();
        m_isAnew = true;
    }
    m_lastFace = look.time;
}

ShotPicker::Decision ShotPicker::offer(const Look &look)
{
    noteFace(look);
    Decision decision = judge(look);
    if (decision.action == Action::Keep && std::exchange(m_isAnew, false))
        decision.action = Action::BeginAnew;
    if (look.faces == 1)
        m_last = look;
    else
        m_last.reset();
    if (decision.action != Action::Skip)
        m_lastShot = look.time;
    m_hint = decision.hint;
    return decision;
}

ShotPicker::Decision ShotPicker::judge(const Look &look)
{
    if (const auto hint = trouble(look))
        return {Action::Skip, 0, *hint};
    const auto facing = facingOf(look.yaw, m_plan);
    if (look.likeness && *look.likeness < m_plan.together)
        return judgeStranger(look, facing.value_or(Facing::Front));
    m_strangers = 0;
    if (facing && (m_shots.empty() || look.time - m_lastShot >= m_plan.apart))
        return take(look, *facing);
    const auto next = missing();
    if (!next)
        return {Action::Skip, 0, Hint::Complete};
    constexpr std::array asked{Hint::LookAhead, Hint::TurnLeft, Hint::TurnRight};
    return {Action::Skip, 0, asked[static_cast<size_t>(*next)]};
}

ShotPicker::Decision ShotPicker::judgeStranger(const Look &look, Facing facing)
{
    if (++m_strangers < m_plan.patience)
        return {Action::Skip, 0, Hint::SomebodyElse};
    m_shots.clear();
    m_strangers = 0;
    Decision decision = take(look, facing);
    decision.action = Action::BeginAnew;
    return decision;
}

ShotPicker::Decision ShotPicker::take(const Look &look, Facing facing)
{
    constexpr std::array asked{Hint::LookAhead, Hint::TurnLeft, Hint::TurnRight};
    const float score = look.quality.score();
    Decision decision;
    if (countOf(facing) < wantedOf(facing)) {
        m_shots.push_back({facing, score});
        decision.action = Action::Keep;
    } else {
        const auto own = [&](const Shot &shot) { return shot.facing == facing ? shot.score : 2.F; };
        const auto worst = std::ranges::min_element(m_shots, {}, own);
        if (score > worst->score * betterBy) {
            worst->score = score;
            decision.action = Action::Replace;
            decision.replaced = static_cast<size_t>(worst - m_shots.begin());
        }
    }
    const auto next = missing();
    decision.hint = next ? asked[static_cast<size_t>(*next)] : Hint::Complete;
    return decision;
}

} // namespace rollcall::recognition
