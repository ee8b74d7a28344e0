#include "recognition/decision.h"

#include <algorithm>
#include <numeric>

namespace rollcall::recognition {

namespace {

// The votes for one name (or for nobody) among others.
struct Tally {
    int count = 0;
    float weight = 0;
    float scores = 0; // weighted
    std::chrono::nanoseconds first{};
    std::chrono::nanoseconds last{};

    void add(const Vote &vote)
    {
        if (count++ == 0)
            first = vote.time;
        last = vote.time;
        weight += vote.weight;
        scores += vote.weight * vote.score;
    }
    [[nodiscard]] std::chrono::nanoseconds span() const { return last - first; }
    [[nodiscard]] float mean() const { return weight > 0 ? scores / weight : 0; }
};

Tally tallyOf(std::span<const Vote> votes, const std::optional<std::string> &person)
{
    Tally tally;
    for (const Vote &vote : votes) {
        if (vote.person == person)
            tally.add(vote);
    }
    return tally;
}

// Sums of weights are not exact.
bool reaches(float sum, float wanted)
{
    return sum >= wanted - 1e-4F;
}

double confidenceOf(float score, const MatchRule &rule)
{
    const float range = std::max(rule.sure - rule.threshold, 1e-3F);
    return std::clamp(0.5 + 0.5 * static_cast<double>((score - rule.threshold) / range), 0.0, 1.0);
}

// How many of the newest votes, in a row, speak against the name.
int contradictions(std::span<const Vote> votes, const std::string &person)
{
    int count = 0;
    for (auto vote = votes.rbegin(); vote != votes.rend() && vote->person != person; ++vote)
        ++count;
    return count;
}

float weightOf(std::span<const Vote> votes)
{
    return std::accumulate(
        votes.begin(), votes.end(), 0.F, [](float sum, const Vote &vote) { return sum + vote.weight; });
}

// The name that enough votes agree on: they weigh at least twice as much as those for all other names together.
std::optional<std::string> agreedName(std::span<const Vote> votes, const VoteRule &rule)
{
    const float named = weightOf(votes) - tallyOf(votes, std::nullopt).weight;
    for (auto vote = votes.rbegin(); vote != votes.rend(); ++vote) {
        if (!vote->person)
            continue;
        const Tally tally = tallyOf(votes, vote->person);
        if (tally.count >= rule.leastLooks && reaches(tally.weight, rule.namesNeeded) && tally.span() >= rule.nameSpan
            && reaches(tally.weight, 2 * (named - tally.weight)))
            return vote->person;
    }
    return std::nullopt;
}

Verdict recognised(std::span<const Vote> votes, const std::string &person, const MatchRule &match)
{
    return {FaceState::Recognised, person, confidenceOf(tallyOf(votes, person).mean(), match), votes.size()};
}

} // namespace

Vote judge(const SearchResult &found, std::chrono::nanoseconds time, const MatchRule &rule)
{
    if (!found.best)
        return {time, std::nullopt, 0};
    const float score = found.best->score;
    const bool near = score >= rule.threshold;
    const bool ahead = !found.runnerUp || score - found.runnerUp->score >= rule.margin;
    return {time, near && ahead ? std::optional(found.best->person) : std::nullopt, score};
}

Vote judge(const SearchResult &found, const SearchResult &mean, std::chrono::nanoseconds time, const MatchRule &rule)
{
    constexpr float support = 0.5F; // of the threshold
    const Vote alone = judge(found, time, rule);
    const Vote together = judge(mean, time, rule);
    if (alone.person || !together.person || !found.best)
        return alone;
    const bool supported = found.best->person == together.person && found.best->score >= support * rule.threshold;
    return supported ? together : alone;
}

Verdict decide(std::span<const Vote> votes, const Verdict &before, const MatchRule &match, const VoteRule &rule)
{
    if (before.state == FaceState::Recognised && before.person) {
        const int against = contradictions(votes, *before.person);
        if (against < rule.contradictionsNeeded)
            return recognised(votes, *before.person, match);
        // What was before is void: only the votes that contradict it count now.
        votes = votes.last(static_cast<size_t>(against));
    }
    if (const auto person = agreedName(votes, rule))
        return recognised(votes, *person, match);
    const Tally nobody = tallyOf(votes, std::nullopt);
    const bool namesAreFew = reaches(nobody.weight, 3 * (weightOf(votes) - nobody.weight));
    if (nobody.count >= rule.leastLooks && reaches(nobody.weight, rule.strangersNeeded)
        && nobody.span() >= rule.strangerSpan && namesAreFew)
        return {FaceState::Unknown, std::nullopt, 0, votes.size()};
    return {
        before.state == FaceState::Unknown ? FaceState::Unknown : FaceState::Tentative, std::nullopt, 0, votes.size()};
}

} // namespace rollcall::recognition
