#include "recognition/decision.h"

#include <algorithm>

namespace rollcall::recognition {

namespace {

// The votes for one name (or for nobody) among others.
struct Tally {
    int count = 0;
    float scores = 0;
    std::chrono::nanoseconds first{};
    std::chrono::nanoseconds last{};

    void add(const Vote &vote)
    {
        if (count++ == 0)
            first = vote.time;
        last = vote.time;
        scores += vote.score;
    }
    [[nodiscard]] std::chrono::nanoseconds span() const { return last - first; }
    [[nodiscard]] float mean() const { return count > 0 ? scores / static_cast<float>(count) : 0; }
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

// The name that enough votes agree on: at least twice as many as for any other name together.
std::optional<std::string> agreedName(std::span<const Vote> votes, const VoteRule &rule)
{
    const auto named = std::ranges::count_if(votes, [](const Vote &vote) { return vote.person.has_value(); });
    for (auto vote = votes.rbegin(); vote != votes.rend(); ++vote) {
        if (!vote->person)
            continue;
        const Tally tally = tallyOf(votes, vote->person);
        if (tally.count >= rule.namesNeeded && tally.span() >= rule.nameSpan
            && tally.count >= 2 * (named - tally.count))
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
    const bool namesAreFew =
        static_cast<size_t>(nobody.count) >= 3 * (votes.size() - static_cast<size_t>(nobody.count));
    if (nobody.count >= rule.strangersNeeded && nobody.span() >= rule.strangerSpan && namesAreFew)
        return {FaceState::Unknown, std::nullopt, 0, votes.size()};
    return {
        before.state == FaceState::Unknown ? FaceState::Unknown : FaceState::Tentative, std::nullopt, 0, votes.size()};
}

} // namespace rollcall::recognition
