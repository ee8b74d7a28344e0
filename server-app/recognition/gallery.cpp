#include "recognition/gallery.h"

#include <algorithm>
#include <map>

namespace rollcall::recognition {

namespace {

// Fewer people than this say little about what all faces share.
constexpr size_t peopleForCentre = 3;

} // namespace

struct Gallery::Person {
    std::string id;
    std::vector<float> values; // template after template

    [[nodiscard]] size_t count(size_t dimension) const { return values.size() / dimension; }
    [[nodiscard]] std::span<const float> row(size_t index, size_t dimension) const
    {
        return std::span(values).subspan(index * dimension, dimension);
    }
};

// The face that is searched for.
struct Gallery::Probe {
    std::span<const float> values;
    Whitening::Projection projection; // empty where scores are not whitened
};

Gallery::Gallery(EmbedderId embedder, float commonPart, float rejectionBand)
    : m_embedder(std::move(embedder))
    , m_commonPart(commonPart)
    , m_rejectionBand(rejectionBand)
{
}

Gallery Gallery::with(std::span<const Template> added) const
{
    Gallery result = *this;
    std::map<std::string, std::shared_ptr<Person>> changed;
    for (const Template &entry : added) {
        const std::vector<float> &values = entry.embedding.values;
        if (result.m_dimension == 0)
            result.m_dimension = values.size();
        if (entry.embedding.embedder != m_embedder || values.empty() || values.size() != result.m_dimension) {
            ++result.m_ignored;
            continue;
        }
        std::shared_ptr<Person> &person = changed[entry.person];
        if (!person) {
            const auto known = find(entry.person);
            person = std::make_shared<Person>(known ? *known : Person{entry.person, {}});
        }
        person->values.insert(person->values.end(), values.begin(), values.end());
    }
    People merged;
    merged.reserve(m_people.size() + changed.size());
    for (const auto &person : m_people) {
        if (!changed.contains(person->id))
            merged.push_back(person);
    }
    for (auto &[id, person] : changed)
        merged.push_back(std::move(person));
    std::ranges::sort(merged, {}, [](const auto &person) -> const std::string & { return person->id; });
    result.m_people = std::move(merged);
    result.centre();
    return result;
}

Gallery Gallery::without(const std::string &person) const
{
    Gallery result = *this;
    std::erase_if(result.m_people, [&](const auto &entry) { return entry->id == person; });
    if (m_rejected && m_rejected->contains(person)) {
        auto rejected = std::make_shared<Rejected>(*m_rejected);
        rejected->erase(person);
        result.m_rejected = std::move(rejected);
    }
    result.centre();
    return result;
}

Gallery Gallery::withRejections(std::span<const Rejection> rejections) const
{
    auto rejected = std::make_shared<Rejected>();
    for (const Rejection &rejection : rejections) {
        if (rejection.embedding.embedder == m_embedder && !rejection.embedding.values.empty())
            (*rejected)[rejection.person].push_back(rejection.embedding.values);
    }
    Gallery result = *this;
    result.m_rejected = rejected->empty() ? nullptr : std::move(rejected);
    return result;
}

void Gallery::centre()
{
    m_whitening.reset();
    m_projections.clear();
    if (m_commonPart <= 0 || m_people.size() < peopleForCentre)
        return;
    std::vector<std::vector<std::span<const float>>> rows;
    for (const auto &person : m_people) {
        auto &own = rows.emplace_back();
        for (size_t i = 0; i < person->count(m_dimension); ++i)
            own.push_back(person->row(i, m_dimension));
    }
    m_whitening = std::make_shared<const Whitening>(rows);
    for (const auto &own : rows) {
        auto &projections = m_projections.emplace_back();
        for (const auto row : own)
            projections.push_back(m_whitening->project(row));
    }
}

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
bool Gallery::isRejected(const Person &person, const Probe &probe, float score) const
{
    const auto entry = m_rejected->find(person.id);
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

SearchResult Gallery::search(const Embedding &face) const
{
    SearchResult result;
    if (face.embedder != m_embedder || face.values.size() != m_dimension)
        return result;
    const Person *best = nullptr;
    const Person *second = nullptr;
    float bestScore = -2;
    float secondScore = -2;
    const Probe probe{face.values, m_whitening ? m_whitening->project(face.values) : Whitening::Projection{}};
    for (size_t number = 0; number < m_people.size(); ++number) {
        const auto &person = m_people[number];
        float score = -2;
        for (size_t i = 0; i < person->count(m_dimension); ++i) {
            const float product = dot(probe.values, person->row(i, m_dimension));
            score = std::max(score,
                m_whitening ? m_whitening->cosine(product, probe.projection, m_projections[number][i])
                            : withoutCommonPart(product));
        }
        if (score <= secondScore || (m_rejected && isRejected(*person, probe, score)))
            continue;
        if (score > bestScore) {
            second = std::exchange(best, person.get());
            secondScore = std::exchange(bestScore, score);
        } else {
            second = person.get();
            secondScore = score;
        }
    }
    if (best)
        result.best = SearchResult::Match{best->id, bestScore};
    if (second)
        result.runnerUp = SearchResult::Match{second->id, secondScore};
    return result;
}

const Gallery::Person *Gallery::find(const std::string &person) const
{
    const auto place = std::ranges::lower_bound(
        m_people, person, {}, [](const auto &entry) -> const std::string & { return entry->id; });
    return place != m_people.end() && (*place)->id == person ? place->get() : nullptr;
}

bool Gallery::contains(const std::string &person) const
{
    return find(person) != nullptr;
}

size_t Gallery::personCount() const
{
    return m_people.size();
}

size_t Gallery::rejectionCount() const
{
    size_t count = 0;
    if (m_rejected) {
        for (const auto &[person, faces] : *m_rejected)
            count += faces.size();
    }
    return count;
}

size_t Gallery::templateCount() const
{
    size_t count = 0;
    for (const auto &person : m_people)
        count += person->count(m_dimension);
    return count;
}

} // namespace rollcall::recognition
