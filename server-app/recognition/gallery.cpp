#include "recognition/gallery.h"

#include <algorithm>
#include <utility>

namespace rollcall::recognition {

namespace {

// Fewer people than this say little about what all faces share.
constexpr size_t peopleForCentre = 3;

// Templates of the same person together, people in the order of their ids.
std::vector<PersonRows> byPerson(std::vector<const Template *> templates)
{
    std::ranges::stable_sort(templates, {}, &Template::person);
    std::vector<PersonRows> people;
    for (const Template *entry : templates) {
        if (people.empty() || people.back().id != entry->person)
            people.emplace_back(entry->person);
        people.back().rows.push_back(entry->embedding.values);
    }
    return people;
}

// Both in the order of ids; rows of those in both are joined.
std::vector<PersonRows> merged(std::vector<PersonRows> known, std::span<PersonRows> added)
{
    std::vector<PersonRows> result;
    result.reserve(known.size() + added.size());
    auto next = known.begin();
    for (PersonRows &person : added) {
        for (; next != known.end() && next->id < person.id; ++next)
            result.push_back(std::move(*next));
        if (next == known.end() || next->id != person.id) {
            result.push_back(std::move(person));
            continue;
        }
        result.push_back(std::move(*next++));
        result.back().rows.insert(result.back().rows.end(), person.rows.begin(), person.rows.end());
    }
    std::move(next, known.end(), std::back_inserter(result));
    return result;
}

} // namespace

Gallery::Gallery(EmbedderId embedder, float commonPart, float rejectionBand)
    : m_embedder(std::move(embedder))
    , m_commonPart(commonPart)
    , m_rejectionBand(rejectionBand)
{
}

Gallery Gallery::with(std::span<const Template> added) const
{
    Gallery result = *this;
    std::vector<const Template *> fitting;
    fitting.reserve(added.size());
    for (const Template &entry : added) {
        const std::vector<float> &values = entry.embedding.values;
        if (result.m_dimension == 0)
            result.m_dimension = values.size();
        const bool fits = entry.embedding.embedder == m_embedder && values.size() == result.m_dimension;
        if (fits && hasDirection(values))
            fitting.push_back(&entry);
        else
            ++result.m_ignored;
    }
    result.insert(byPerson(std::move(fitting)));
    result.centre();
    return result;
}

// Blocks without additions are kept as they are.
void Gallery::insert(std::vector<PersonRows> added)
{
    Blocks blocks;
    auto rest = std::span(added);
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        // What comes before the next block's first person belongs here.
        const auto end = i + 1 < m_blocks.size()
            ? std::ranges::lower_bound(rest, m_blocks[i + 1]->people().front().id, {}, &PersonRows::id)
            : rest.end();
        const auto own = rest.first(static_cast<size_t>(end - rest.begin()));
        rest = rest.subspan(own.size());
        if (own.empty()) {
            blocks.push_back(m_blocks[i]);
            continue;
        }
        for (auto &block : makeBlocks(merged(m_blocks[i]->rows(), own), m_dimension))
            blocks.push_back(std::move(block));
    }
    if (m_blocks.empty())
        blocks = makeBlocks(rest, m_dimension);
    m_blocks = std::move(blocks);
    count();
}

Gallery Gallery::without(const std::string &person) const
{
    Gallery result = *this;
    if (m_rejected && m_rejected->contains(person)) {
        auto rejected = std::make_shared<Rejected>(*m_rejected);
        rejected->erase(person);
        result.m_rejected = std::move(rejected);
    }
    if (!contains(person))
        return result;
    const auto block = result.m_blocks.begin() + static_cast<ptrdiff_t>(blockFor(person));
    const auto whole = *block; // its rows are read below
    std::vector<PersonRows> rest = whole->rows();
    std::erase_if(rest, [&](const PersonRows &entry) { return entry.id == person; });
    if (rest.empty()) {
        result.m_blocks.erase(block);
    } else {
        *block = std::make_shared<const TemplateBlock>(rest, m_dimension);
        result.merge(block);
    }
    result.count();
    result.centre();
    return result;
}

Gallery Gallery::withRejections(std::span<const Rejection> rejections) const
{
    auto rejected = std::make_shared<Rejected>();
    for (const Rejection &rejection : rejections) {
        if (rejection.embedding.embedder == m_embedder && hasDirection(rejection.embedding.values))
            (*rejected)[rejection.person].push_back(rejection.embedding.values);
    }
    Gallery result = *this;
    result.m_rejected = rejected->empty() ? nullptr : std::move(rejected);
    return result;
}

// Joins a block that has become small with the next one, so that removals do not leave many small ones behind.
void Gallery::merge(Blocks::iterator block)
{
    const auto next = block + 1;
    if (next == m_blocks.end() || (*block)->rowCount() + (*next)->rowCount() > blockCapacity(m_dimension) / 2)
        return;
    std::vector<PersonRows> added = (*next)->rows();
    *block = std::make_shared<const TemplateBlock>(merged((*block)->rows(), added), m_dimension);
    m_blocks.erase(next);
}

void Gallery::count()
{
    m_people = 0;
    m_templates = 0;
    for (const auto &block : m_blocks) {
        m_people += block->people().size();
        m_templates += block->rowCount();
    }
}

void Gallery::centre()
{
    m_whitening.reset();
    m_projections.clear();
    if (m_commonPart <= 0 || m_people < peopleForCentre)
        return;
    std::vector<std::vector<std::span<const float>>> rows;
    for (const auto &block : m_blocks) {
        for (PersonRows &person : block->rows())
            rows.push_back(std::move(person.rows));
    }
    m_whitening = std::make_shared<const Whitening>(rows);
    for (const auto &block : m_blocks) {
        auto &projections = m_projections.emplace_back();
        for (size_t i = 0; i < block->rowCount(); ++i)
            projections.push_back(m_whitening->project(block->row(i)));
    }
}

// The block that holds this person, or would.
size_t Gallery::blockFor(const std::string &person) const
{
    const auto after = std::ranges::upper_bound(m_blocks, person, {},
        [](const auto &block) -> const std::string & { return block->people().front().id; });
    return after == m_blocks.begin() ? 0 : static_cast<size_t>(after - m_blocks.begin()) - 1;
}

bool Gallery::contains(const std::string &person) const
{
    return !m_blocks.empty() && m_blocks[blockFor(person)]->find(person);
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

bool Gallery::hasRejections(const std::string &person) const
{
    return m_rejected && m_rejected->contains(person);
}

} // namespace rollcall::recognition
