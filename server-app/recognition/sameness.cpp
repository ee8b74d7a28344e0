#include "recognition/sameness.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace rollcall::recognition {

namespace {

// From where on it is the very same picture: different ones of one person do not come so near. Eight ninths of the way from the
// threshold to 1: 0.95 with reid-0095, and still above the threshold where an embedder's strangers are near 1 as well.
float samePicture(const SamenessRule &rule)
{
    return rule.duplicate + (1 - rule.duplicate) * 8 / 9;
}

// Measured by rollcall-bench-sameness with reid-0095, where they are 0.55 and 0.3, and expressed by the engine's own rule: 0.55 finds 98 of 100
// newcomers who are enrolled, and nobody else; 0.3 finds 99 of 100 wrong photos and refuses 1 right one of 300.
SamenessRule trainedRule(const MatchRule &match)
{
    constexpr float stricter = 0.2F; // of the way from the threshold to being sure
    constexpr float looser = 0.6F; // of the threshold
    return {match.threshold + stricter * (match.sure - match.threshold), looser * match.threshold};
}

// Landmark patches cannot do both; chosen for few false alarms. 0.5 finds 20 of 100 newcomers who are enrolled and takes no other for one;
// 0.05 finds 60 of 100 wrong photos and refuses 3 right ones of 100. Before there are people to learn from, they tell nothing about photos.
constexpr SamenessRule patchRule{0.5F, 0.05F};
constexpr size_t peopleForPatches = 3;
constexpr float anything = -2;

// The best match of one photo among the enrolled, those of `recent` too.
std::optional<Resemblance> nearest(const Embedding &photo, const Gallery &gallery, std::span<const Template> recent)
{
    std::optional<Resemblance> best;
    if (const SearchResult found = gallery.search(photo); found.best)
        best = Resemblance{found.best->person, found.best->score};
    for (const Template &known : recent) {
        const float score = gallery.similarity(photo, known.embedding);
        if (!best || score > best->score)
            best = Resemblance{known.person, score};
    }
    return best;
}

} // namespace

SamenessRule samenessRule(const Engine &engine, const Gallery &gallery)
{
    if (engine.trust() == Trust::Registers)
        return trainedRule(engine.matchRule());
    return gallery.personCount() < peopleForPatches ? SamenessRule{patchRule.duplicate, anything} : patchRule;
}

std::optional<Resemblance> findResemblance(std::span<const Embedding> photos, const Gallery &gallery,
    std::span<const Template> recent, const SamenessRule &rule)
{
    struct Votes {
        size_t count = 0;
        float sum = 0;
    };
    std::map<std::string, Votes> votes;
    for (const Embedding &photo : photos) {
        const auto best = nearest(photo, gallery, recent);
        if (!best)
            continue;
        if (best->score >= samePicture(rule))
            return best;
        Votes &own = votes[best->person];
        ++own.count;
        own.sum += best->score;
    }
    for (const auto &[person, own] : votes) {
        const float mean = own.sum / static_cast<float>(own.count);
        if (own.count * 2 > photos.size() && mean >= rule.duplicate)
            return Resemblance{person, mean};
    }
    return std::nullopt;
}

std::vector<bool> ofOnePerson(std::span<const Embedding> photos, const Gallery &gallery, const SamenessRule &rule)
{
    std::vector<size_t> group(photos.size());
    std::iota(group.begin(), group.end(), size_t{0});
    for (size_t i = 0; i < photos.size(); ++i) {
        for (size_t k = 0; k < i; ++k) {
            if (group[i] != group[k] && gallery.similarity(photos[i], photos[k]) >= rule.together)
                std::ranges::replace(group, size_t{group[i]}, size_t{group[k]});
        }
    }
    std::map<size_t, size_t> sizes;
    for (const size_t number : group)
        ++sizes[number];
    const auto bySize = [](const auto &a, const auto &b) { return a.second < b.second; };
    const auto largest = std::ranges::max_element(sizes, bySize);
    const auto rivals =
        std::ranges::count_if(sizes, [&](const auto &entry) { return entry.second == largest->second; });
    std::vector<bool> together;
    for (const size_t number : group)
        together.push_back(rivals == 1 && number == largest->first);
    return together;
}

float bestScore(const Embedding &photo, std::span<const Embedding> others, const Gallery &gallery)
{
    float best = -1;
    for (const Embedding &other : others)
        best = std::max(best, gallery.similarity(photo, other));
    return best;
}

} // namespace rollcall::recognition
