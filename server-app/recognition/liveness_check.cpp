#include "recognition/liveness_check.h"

#include <algorithm>

namespace rollcall::recognition {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr nanoseconds measureEvery = milliseconds(100);
constexpr nanoseconds leastTime = milliseconds(1200); // before a face may count as alive
constexpr float rasterLimit = 30; // ratio of powers
constexpr int fixedNeeded = 4; // looks
constexpr int flatsNeeded = 5;
constexpr int reliefsNeeded = 4;
constexpr int clearly = 3; // so many times as often as the opposite

} // namespace

LivenessCheck::LivenessCheck(const LivenessSettings &settings)
    : m_settings(settings)
    , m_challenge(settings)
{
}

std::optional<Challenge> LivenessCheck::challenge() const
{
    return m_verdict.state == LivenessState::Undecided ? m_challenge.asked() : std::nullopt;
}

void LivenessCheck::measure(const LivenessLook &look)
{
    if (m_measured && look.time - *m_measured < measureEvery)
        return;
    m_measured = look.time;
    m_raster.look(look.picture.luma(), look.face);
    m_relief.look(look.picture, look.face, look.time);
    const float scale = static_cast<float>(look.small.cols) / static_cast<float>(std::max(1, look.picture.width()));
    const Box face{look.face.x * scale, look.face.y * scale, look.face.width * scale, look.face.height * scale};
    m_surroundings.look(look.small, face, look.time);
}

void LivenessCheck::look(const LivenessLook &look, bool isNamed)
{
    if (m_verdict.state != LivenessState::Undecided || m_settings.policy == LivenessPolicy::Off)
        return;
    if (!m_first)
        m_first = look.time;
    m_blinks.look(look.picture, look.points, look.time);
    measure(look);
    if (m_settings.policy == LivenessPolicy::Challenge && isNamed && look.isDetected)
        m_challenge.look(look.points, m_blinks.blinks(), look.time);
    decide(look.time);
}

// Against: each sign alone makes a face suspicious. For: a blink or relief, where nothing is against it; with a challenge policy
// only the challenge, for the signs of life of a film are those of the person in it.
void LivenessCheck::decide(nanoseconds time)
{
    std::vector<LivenessSign> against;
    std::vector<LivenessSign> favour;
    const auto raster = m_raster.strength();
    if (raster > rasterLimit)
        against.push_back(LivenessSign::Raster);
    if (m_surroundings.fixed() >= fixedNeeded && m_surroundings.fixed() > clearly * m_surroundings.free())
        against.push_back(LivenessSign::MovesWithSurroundings);
    if (m_relief.flats() >= flatsNeeded && m_relief.flats() > clearly * m_relief.reliefs())
        against.push_back(LivenessSign::Flat);
    if (m_challenge.isFailed())
        against.push_back(LivenessSign::ChallengeFailed);
    if (m_challenge.isMet())
        favour.push_back(LivenessSign::ChallengeMet);
    if (!m_blinks.blinks().empty())
        favour.push_back(LivenessSign::Blink);
    if (m_relief.reliefs() >= reliefsNeeded && m_relief.reliefs() > clearly * m_relief.flats())
        favour.push_back(LivenessSign::Relief);
    constexpr float step = 0.25F;
    m_verdict.score = std::clamp(
        0.5F + step * (static_cast<float>(favour.size()) - 2 * static_cast<float>(against.size())), 0.F, 1.F);
    m_verdict.measures = {raster.value_or(0), m_surroundings.fixed(), m_surroundings.free(), m_relief.flats(),
        m_relief.reliefs(), static_cast<int>(m_blinks.blinks().size()), m_blinks.eyes(), m_blinks.control(),
        m_relief.turn(), m_relief.rest()};
    // Faces too small to show a raster have to show both other signs.
    const bool isAlive = m_settings.policy == LivenessPolicy::Challenge ? m_challenge.isMet()
        : raster                                                        ? !favour.empty()
                                                                        : favour.size() >= 2;
    if (!against.empty())
        m_verdict.state = LivenessState::Suspicious;
    else if (isAlive && time - *m_first >= leastTime)
        m_verdict.state = LivenessState::Live;
    m_verdict.signs = std::move(against);
    m_verdict.signs.insert(m_verdict.signs.end(), favour.begin(), favour.end());
}

} // namespace rollcall::recognition
