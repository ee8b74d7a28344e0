#include "recognition/gallery.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace rollcall::recognition {

namespace {

// Fewer people than this say little about what all faces share.
constexpr size_t peopleForCentre = 3;

// Several sums side by side, so that the compiler can use vector registers without changing the order of additions.
float dot(std::span<const float> a, std::span<const float> b)
{
    constexpr size_t lanes = 16;
    std::array<float, lanes> sums{};
    size_t i = 0;
    for (; i + lanes <= a.size(); i += lanes) {
        for (size_t lane = 0; lane < lanes; ++lane)
            sums[lane] += a[i + lane] * b[i + lane];
    }
    float total = 0;
    for (; i < a.size(); ++i)
        total += a[i] * b[i];
    for (const float sum : sums)
        total += sum;
    return total;
}

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

Gallery::Gallery(EmbedderId embedder, float commonPart)
    : m_embedder(std::move(embedder))
    , m_commonPart(commonPart)
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
    result.centre();
    return result;
}

// Every person weighs the same in the mean, however many photos there are.
void Gallery::centre()
{
    m_centre.clear();
    if (m_commonPart <= 0 || m_people.size() < peopleForCentre)
        return;
    m_centre.assign(m_dimension, 0);
    for (const auto &person : m_people) {
        const size_t count = person->count(m_dimension);
        const float weight = 1 / static_cast<float>(count * m_people.size());
        for (size_t i = 0; i < count; ++i) {
            const auto row = person->row(i, m_dimension);
            for (size_t k = 0; k < m_dimension; ++k)
                m_centre[k] += weight * row[k];
        }
    }
}

float Gallery::similarityOf(std::span<const float> probe, std::span<const float> row) const
{
    const float plain = dot(probe, row);
    if (m_centre.empty())
        return (plain - m_commonPart) / (1 - m_commonPart);
    // The cosine of (probe − centre) and (row − centre), both of length 1 before.
    const float square = dot(m_centre, m_centre);
    const float a = dot(probe, m_centre);
    const float b = dot(row, m_centre);
    const float lengths = (1 - 2 * a + square) * (1 - 2 * b + square);
    return lengths > 0 ? (plain - a - b + square) / std::sqrt(lengths) : 0;
}

float Gallery::similarity(const Embedding &a, const Embedding &b) const
{
    const bool fits = a.embedder == m_embedder && b.embedder == m_embedder && a.values.size() == b.values.size();
    return fits && (m_centre.empty() || a.values.size() == m_dimension) ? similarityOf(a.values, b.values) : -1;
}

SearchResult Gallery::search(const Embedding &probe) const
{
    SearchResult result;
    if (probe.embedder != m_embedder || probe.values.size() != m_dimension)
        return result;
    const Person *best = nullptr;
    const Person *second = nullptr;
    float bestScore = -2;
    float secondScore = -2;
    for (const auto &person : m_people) {
        float score = -2;
        for (size_t i = 0; i < person->count(m_dimension); ++i)
            score = std::max(score, similarityOf(probe.values, person->row(i, m_dimension)));
        if (score > bestScore) {
            second = std::exchange(best, person.get());
            secondScore = std::exchange(bestScore, score);
        } else if (score > secondScore) {
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

size_t Gallery::templateCount() const
{
    size_t count = 0;
    for (const auto &person : m_people)
        count += person->count(m_dimension);
    return count;
}

} // namespace rollcall::recognition
