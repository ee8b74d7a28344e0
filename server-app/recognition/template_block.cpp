#include "recognition/template_block.h"

#include <algorithm>

namespace rollcall::recognition {

namespace {

constexpr size_t blockFloats = 128 * 1024;
constexpr size_t fewestRows = 16;

size_t countRows(std::span<const PersonRows> people)
{
    size_t count = 0;
    for (const PersonRows &person : people)
        count += person.rows.size();
    return count;
}

} // namespace

TemplateBlock::TemplateBlock(std::span<const PersonRows> people, size_t dimension)
    : m_dimension(dimension)
{
    const size_t rows = countRows(people);
    m_people.reserve(people.size());
    m_values.reserve(rows * dimension);
    m_bytes.resize(rows * dimension);
    m_roundings.reserve(rows);
    for (const PersonRows &person : people) {
        m_people.push_back({person.id, m_roundings.size(), person.rows.size()});
        for (const auto row : person.rows) {
            m_values.insert(m_values.end(), row.begin(), row.end());
            const auto bytes = std::span(m_bytes).subspan(m_roundings.size() * dimension, dimension);
            m_roundings.push_back(roundToBytes(row, bytes));
        }
    }
}

const TemplateBlock::Person *TemplateBlock::find(const std::string &id) const
{
    const auto place = std::ranges::lower_bound(m_people, id, {}, &Person::id);
    return place != m_people.end() && place->id == id ? &*place : nullptr;
}

std::vector<PersonRows> TemplateBlock::rows() const
{
    std::vector<PersonRows> result;
    result.reserve(m_people.size());
    for (const Person &person : m_people) {
        PersonRows &own = result.emplace_back(person.id);
        for (size_t i = 0; i < person.count; ++i)
            own.rows.push_back(row(person.first + i));
    }
    return result;
}

size_t blockCapacity(size_t dimension)
{
    return std::max(fewestRows, blockFloats / std::max<size_t>(1, dimension));
}

std::vector<std::shared_ptr<const TemplateBlock>> makeBlocks(std::span<const PersonRows> people, size_t dimension)
{
    std::vector<std::shared_ptr<const TemplateBlock>> blocks;
    const size_t capacity = blockCapacity(dimension);
    const size_t total = countRows(people);
    const size_t pieces = (total + capacity - 1) / capacity;
    size_t done = 0;
    while (!people.empty()) {
        const size_t wanted = total * (blocks.size() + 1) / std::max<size_t>(1, pieces);
        size_t taken = 0;
        while (taken < people.size() && (taken == 0 || done + people[taken].rows.size() <= wanted))
            done += people[taken++].rows.size();
        blocks.push_back(std::make_shared<const TemplateBlock>(people.first(taken), dimension));
        people = people.subspan(taken);
    }
    return blocks;
}

} // namespace rollcall::recognition
