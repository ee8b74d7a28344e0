#pragma once

#include "recognition/byte_vector.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rollcall::recognition {

// The templates of one person, wherever they are kept.
struct PersonRows {
    std::string id;
    std::vector<std::span<const float>> rows;
};

// Some hundred templates, row after row in one piece of memory, those of a person together, people in the order of their ids.
// Immutable once built, so galleries share it: any thread.
class TemplateBlock {
public:
    struct Person {
        std::string id;
        size_t first = 0; // row
        size_t count = 0; // rows
    };

    explicit TemplateBlock(std::span<const PersonRows> people, size_t dimension);

    [[nodiscard]] const std::vector<Person> &people() const { return m_people; } // one at least
    [[nodiscard]] const Person *find(const std::string &id) const;
    [[nodiscard]] size_t rowCount() const { return m_roundings.size(); }
    [[nodiscard]] std::span<const float> row(size_t index) const
    {
        return std::span(m_values).subspan(index * m_dimension, m_dimension);
    }
    // The product of a row with the probe is at most this.
    [[nodiscard]] float upperBound(size_t index, const RoundedProbe &probe) const
    {
        return probe.upperBound(std::span(m_bytes).subspan(index * m_dimension, m_dimension), m_roundings[index]);
    }
    // Valid as long as the block.
    [[nodiscard]] std::vector<PersonRows> rows() const;

private:
    size_t m_dimension;
    std::vector<Person> m_people;
    std::vector<float> m_values;
    std::vector<int8_t> m_bytes; // the same, rounded
    std::vector<Rounding> m_roundings; // of each row
};

// Rows that fill a block: half a megabyte, or sixteen of an embedder whose rows are large.
[[nodiscard]] size_t blockCapacity(size_t dimension);

// People in the order of their ids, cut into blocks of about equal size. A person is never cut.
[[nodiscard]] std::vector<std::shared_ptr<const TemplateBlock>> makeBlocks(
    std::span<const PersonRows> people, size_t dimension);

} // namespace rollcall::recognition
