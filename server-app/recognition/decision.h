#pragma once

// How looks at one face become a verdict. Pure functions over values: any thread, no clock.

#include "recognition/gallery.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace rollcall::recognition {

// When one look says a name.
struct MatchRule {
    float threshold = 0.5F; // cosine from which a face may be somebody
    float margin = 0.05F; // how far the best person must be ahead of the runner-up
    float sure = 0.75F; // cosine from which confidence counts as full
};

// When looks together say a name, or that nobody knows this face.
struct VoteRule {
    float namesNeeded = 3; // weight of the agreeing looks before a name counts; an ordinary look weighs 1
    int leastLooks = 2; // that agree, however good they are
    std::chrono::milliseconds nameSpan{250}; // from the first to the last of them, at least
    float strangersNeeded = 5; // weight of the looks without any name before a face counts as unknown
    std::chrono::milliseconds strangerSpan{1000};
    int contradictionsNeeded = 3; // of the newest looks, in a row, before a name is taken back
    size_t remembered = 12; // looks; older ones are forgotten
};

// One look at a face.
struct Vote {
    std::chrono::nanoseconds time{};
    std::optional<std::string> person; // absent: nobody was near enough, or two people were equally near
    float score = 0; // cosine to the best person
    float weight = 1; // by the quality of the look
    friend bool operator==(const Vote &, const Vote &) = default;
};

enum class FaceState {
    Tentative, // not looked at often enough
    Unknown, // looked at often, nobody enrolled
    Recognised,
};

struct Verdict {
    FaceState state = FaceState::Tentative;
    std::optional<std::string> person; // with Recognised
    double confidence = 0; // 0..1, with Recognised: how far above the threshold the agreeing looks were
    size_t standing = 0; // so many of the newest votes count on; the ones before them are void
    friend bool operator==(const Verdict &, const Verdict &) = default;
};

[[nodiscard]] Vote judge(const SearchResult &found, std::chrono::nanoseconds time, const MatchRule &rule);
// A look together with the mean of the track's looks so far, whose own search is `mean`: what is accidental in one look is
// averaged out there. The mean names whom this look alone resembles most too, and at least half as much as a name asks for:
// a mean of somebody who left names nobody who came.
[[nodiscard]] Vote judge(
    const SearchResult &found, const SearchResult &mean, std::chrono::nanoseconds time, const MatchRule &rule);

// The verdict after these votes (oldest first), given the verdict before the newest of them.
[[nodiscard]] Verdict decide(
    std::span<const Vote> votes, const Verdict &before, const MatchRule &match, const VoteRule &rule);

} // namespace rollcall::recognition
