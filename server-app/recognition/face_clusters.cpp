#include "recognition/face_clusters.h"

#include "recognition/whitening.h"

#include <algorithm>

namespace rollcall::recognition {

namespace {

// Likeness may cost much more than a product of vectors, and hardly orders faces differently: only the nearest by product are compared.
constexpr size_t compared = 16;

struct Candidate {
    float product = 0;
    const std::string *face = nullptr;
    const Embedding *look = nullptr;
};

} // namespace

FaceClusters::FaceClusters(ClusterRule rule)
    : m_rule(rule)
{
}

std::optional<FaceClusters::Match> FaceClusters::find(const Embedding &look, const Likeness &likeness) const
{
    std::vector<Candidate> candidates;
    for (const auto &[face, looks] : m_faces) {
        for (const Look &known : looks) {
            if (known.embedding.embedder == look.embedder && known.embedding.values.size() == look.values.size())
                candidates.push_back({dot(known.embedding.values, look.values), &face, &known.embedding});
        }
    }
    const auto end = candidates.begin() + static_cast<ptrdiff_t>(std::min(compared, candidates.size()));
    std::ranges::partial_sort(candidates, end, std::ranges::greater{}, &Candidate::product);
    std::optional<Match> best;
    for (auto candidate = candidates.begin(); candidate != end; ++candidate) {
        const float score = likeness(*candidate->look, look);
        if (score >= m_rule.threshold && (!best || score > best->likeness))
            best = Match{*candidate->face, score};
    }
    return best;
}

void FaceClusters::add(const std::string &face, Embedding look, double quality)
{
    std::vector<Look> &looks = m_faces[face];
    const auto place = std::ranges::upper_bound(looks, quality, std::ranges::greater{}, &Look::quality);
    looks.insert(place, {std::move(look), quality});
    if (looks.size() > m_rule.looksKept)
        looks.pop_back();
}

void FaceClusters::remove(const std::string &face)
{
    m_faces.erase(face);
}

void FaceClusters::clear()
{
    m_faces.clear();
}

size_t FaceClusters::lookCount(const std::string &face) const
{
    const auto known = m_faces.find(face);
    return known == m_faces.end() ? 0 : known->second.size();
}

} // namespace rollcall::recognition
