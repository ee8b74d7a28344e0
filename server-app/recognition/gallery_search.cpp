#include "recognition/gallery.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace rollcall::recognition {

namespace {

constexpr float nobody = -2; // less than any score

} // namespace

// The face that is searched for.
struct Gallery::Probe {
    std::span<const float> values;
    Whitening::Projection projection; // empty where scores are not whitened
};

// The best person so far, and the best other one.
struct Gallery::TopTwo {
    const TemplateBlock::Person *best = nullptr;
    const TemplateBlock::Person *second = nullptr;
    float bestScore = nobody;
    float secondScore = nobody;

    void offer(const TemplateBlock::Person &person, float score)
    {
        if (score > bestScore) {
            second = std::exchange(best, &person);
            secondScore = std::exchange(bestScore, score);
        } else if (score > secondScore) {
            second = &person;
            secondScore = score;
        }
    }
};

float Gallery::withoutCommonPart(float product) const
{
    return (product - m_commonPart) / (1 - m_commonPart);
}

float Gallery::similarity(const Embedding &a, const Embedding &b) const
{
    const bool fits = a.embedder == m_embedder && b.embedder == m_embedder && a.values.size() == b.values.size();
    if (!fits || (m_whitening && a.values.size() != m_dimension))
        return -1;
    const float product = dot(a.values, b.values);
    return m_whitening ? m_whitening->cosine(product, m_whitening->project(a.values), m_whitening->project(b.values))
                       : withoutCommonPart(product);
}

// The person is not ahead of a face that was said not to be theirs.
bool Gallery::isRejected(const std::string &person, const Probe &probe, float score) const
{
    if (!m_rejected)
        return false;
    const auto entry = m_rejected->find(person);
    if (entry == m_rejected->end())
        return false;
    return std::ranges::any_of(entry->second, [&](const std::vector<float> &rejected) {
        if (rejected.size() != m_dimension)
            return false;
        const float product = dot(probe.values, rejected);
        const float likeness = m_whitening
            ? m_whitening->cosine(product, probe.projection, m_whitening->project(rejected))
            : withoutCommonPart(product);
        return score - likeness < m_rejectionBand;
    });
}

bool Gallery::isSearchable(const Embedding &face) const
{
    return face.embedder == m_embedder && face.values.size() == m_dimension && hasDirection(face.values);
}

SearchResult Gallery::search(const Embedding &face) const
{
    SearchResult result;
    if (!isSearchable(face))
        return result;
    const Probe probe{face.values, m_whitening ? m_whitening->project(face.values) : Whitening::Projection{}};
    TopTwo top;
    if (m_whitening)
        searchWhitened(probe, top);
    else
        searchPlain(probe, top);
    if (top.best)
        result.best = SearchResult::Match{top.best->id, top.bestScore};
    if (top.second)
        result.runnerUp = SearchResult::Match{top.second->id, top.secondScore};
    return result;
}

// A template that cannot come before the runner-up is passed over by its bytes alone; that never changes the result.
void Gallery::searchPlain(const Probe &probe, TopTwo &top) const
{
    const RoundedProbe rounded(probe.values);
    float needed = nobody; // a product; beyond it a person is the best or the runner-up
    for (const auto &block : m_blocks) {
        for (const TemplateBlock::Person &person : block->people()) {
            float product = nobody;
            for (size_t i = person.first; i < person.first + person.count; ++i) {
                if (block->upperBound(i, rounded) > needed)
                    product = std::max(product, dot(probe.values, block->row(i)));
            }
            if (product <= needed || isRejected(person.id, probe, withoutCommonPart(product)))
                continue;
            top.offer(person, product);
            needed = top.secondScore;
        }
    }
    top.bestScore = withoutCommonPart(top.bestScore);
    top.secondScore = withoutCommonPart(top.secondScore);
}

// Of the person's template that is most like the probe.
float Gallery::scoreOf(size_t block, const TemplateBlock::Person &person, const Probe &probe) const
{
    float score = nobody;
    for (size_t i = person.first; i < person.first + person.count; ++i) {
        const float product = dot(probe.values, m_blocks[block]->row(i));
        score = std::max(score, m_whitening ? m_whitening->cosine(product, probe.projection, m_projections[block][i])
                                            : withoutCommonPart(product));
    }
    return score;
}

std::vector<SearchResult::Match> Gallery::nearest(std::span<const Embedding> looks, size_t count) const
{
    std::vector<Probe> probes;
    for (const Embedding &look : looks) {
        if (isSearchable(look))
            probes.push_back({look.values, m_whitening ? m_whitening->project(look.values) : Whitening::Projection{}});
    }
    std::vector<SearchResult::Match> found; // the likest first
    if (probes.empty() || count == 0)
        return found;
    for (size_t number = 0; number < m_blocks.size(); ++number) {
        for (const TemplateBlock::Person &person : m_blocks[number]->people()) {
            float score = nobody;
            for (const Probe &probe : probes) {
                if (const float own = scoreOf(number, person, probe); own > score && !isRejected(person.id, probe, own))
                    score = own;
            }
            if (score <= nobody || (found.size() == count && score <= found.back().score))
                continue;
            const auto place = std::ranges::upper_bound(found, score, std::greater<>(), &SearchResult::Match::score);
            found.insert(place, SearchResult::Match{person.id, score});
            if (found.size() > count)
                found.pop_back();
        }
    }
    return found;
}

void Gallery::searchWhitened(const Probe &probe, TopTwo &top) const
{
    for (size_t number = 0; number < m_blocks.size(); ++number) {
        const TemplateBlock &block = *m_blocks[number];
        for (const TemplateBlock::Person &person : block.people()) {
            const float score = scoreOf(number, person, probe);
            if (score > top.secondScore && !isRejected(person.id, probe, score))
                top.offer(person, score);
        }
    }
}

} // namespace rollcall::recognition
