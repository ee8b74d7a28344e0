#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace rollcall::recognition {

// Learned from the enrolled: what all their faces share (the mean person), and how photos of one and the same person differ
// (light, turn, expression). The first is taken out of every comparison, and what lies along the second counts less (within-
// class covariance normalisation, Hatch and others 2006). Immutable: any thread.
class Whitening {
public:
    // One embedding's share in that; it makes a comparison cost one product of vectors and some numbers more.
    struct Projection {
        float alongCentre = 0;
        float square = 0; // of the whitened length
        std::vector<float> along; // the directions in which photos of one person differ
    };

    // `people`: each person's embeddings, all of one length. A person with one photo adds to the mean alone.
    explicit Whitening(const std::vector<std::vector<std::span<const float>>> &people);

    [[nodiscard]] Projection project(std::span<const float> embedding) const;
    // The cosine after whitening; `product` is that of the two embeddings as they are.
    [[nodiscard]] float cosine(float product, const Projection &a, const Projection &b) const;

private:
    void learnDirections(const std::vector<std::vector<std::span<const float>>> &people);
    [[nodiscard]] float whitened(float product, const Projection &a, const Projection &b) const;

    std::vector<float> m_centre;
    float m_centreSquare = 0;
    std::vector<std::vector<float>> m_directions; // of length 1, at right angles
    std::vector<float> m_centreAlong; // the centre's share in each
    std::vector<float> m_reductions; // 0..1: how much of a direction is taken out
};

// Several sums side by side, so that the compiler can use vector registers without changing the order of additions.
[[nodiscard]] float dot(std::span<const float> a, std::span<const float> b);
// Neither nothing at all nor anything else than numbers: an embedding that can be compared.
[[nodiscard]] bool hasDirection(std::span<const float> values);

} // namespace rollcall::recognition
