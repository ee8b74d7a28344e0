#include "recognition/challenge_watch.h"

#include "recognition/alignment.h"

#include <algorithm>

namespace rollcall::recognition {

namespace {

constexpr float straight = 0.25F;
constexpr float turnedFar = 0.5F;
constexpr int looksNeeded = 2;
constexpr std::ptrdiff_t blinksNeeded = 2;
constexpr std::chrono::nanoseconds together = std::chrono::milliseconds(2500); // from the first blink to the last

} // namespace

ChallengeWatch::ChallengeWatch(const LivenessSettings &settings)
    : m_random(settings.seed)
    , m_limit(settings.challengeTime)
    , m_left(std::max(1, settings.challenges))
{
}

void ChallengeWatch::ask(std::chrono::nanoseconds time)
{
    // The same thing is not asked twice in a row: it was just shown.
    constexpr Challenge all[] = {Challenge::BlinkTwice, Challenge::TurnLeft, Challenge::TurnRight};
    const auto before = m_asked;
    do {
        m_asked = all[m_random() % std::size(all)];
    } while (m_asked == before);
    m_askedAt = time;
    m_wasStraight = false;
    m_turned = m_turnedAway = 0;
    --m_left;
}

void ChallengeWatch::fail(std::chrono::nanoseconds time)
{
    if (m_left > 0)
        return ask(time);
    m_failed = true;
    m_asked.reset();
}

// To the other side is wrong: somebody who plays films of turning heads is not to be right by and by.
void ChallengeWatch::judgeTurn(float turn, std::chrono::nanoseconds time)
{
    const float wanted = m_asked == Challenge::TurnLeft ? turn : -turn;
    m_wasStraight |= std::abs(turn) < straight;
    m_turned = m_wasStraight && wanted > turnedFar ? m_turned + 1 : 0;
    m_turnedAway = m_wasStraight && wanted < -turnedFar ? m_turnedAway + 1 : 0;
    m_met = m_turned >= looksNeeded;
    if (m_turnedAway >= looksNeeded)
        fail(time);
}

void ChallengeWatch::look(
    const FivePoints &points, std::span<const std::chrono::nanoseconds> blinks, std::chrono::nanoseconds time)
{
    if (m_met || m_failed)
        return;
    if (!m_asked)
        return ask(time);
    if (m_asked == Challenge::BlinkTwice) {
        const auto from = std::max(m_askedAt, time - together);
        m_met = std::ranges::count_if(blinks, [&](auto blink) { return blink > from; }) >= blinksNeeded;
    } else {
        judgeTurn(turnOf(points).value_or(0), time);
    }
    if (m_met)
        m_asked.reset();
    else if (!m_failed && time - m_askedAt > m_limit)
        fail(time);
}

} // namespace rollcall::recognition
