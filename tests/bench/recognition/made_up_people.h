#pragma once

#include "recognition/embedding.h"

#include <random>
#include <vector>

namespace rollcall::bench {

// Embeddings distributed as those of a face network are: two people's have a cosine of 0 ± 0.11, two photos of one person 0.65 on
// average, and most of the differences lie in some eighty of the 256 directions. (Measured with reid-0095: one in a thousand
// pairs of strangers is above 0.35, one in a hundred thousand above 0.50; 92 % of the pairs of one person are.)
class MadeUpPeople {
public:
    explicit MadeUpPeople(unsigned seed);

    [[nodiscard]] std::vector<float> somebody();
    // Another photo of them.
    [[nodiscard]] std::vector<float> photoOf(const std::vector<float> &person);

    static constexpr size_t dimension = 256;

private:
    std::mt19937 m_random;
    std::normal_distribution<float> m_normal;
    std::vector<float> m_spread; // of each number
};

} // namespace rollcall::bench
