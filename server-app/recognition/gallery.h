#pragma once

#include "recognition/embedding.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rollcall::recognition {

// What a gallery does with the embeddings of its embedder before it compares them.
enum class Preparation {
    None,      // trained embeddings: as they are
    Centred,   // hand-made descriptors: the mean of the enrolled faces is taken out, what all faces share says nothing
};

// The best person for an embedding and the best *other* person. Scores are cosines, -1..1.
struct SearchResult {
    struct Match {
        std::string person;
        float score = 0;
    };
    std::optional<Match> best;
    std::optional<Match> runnerUp;
};

// The enrolled faces of one embedder: an immutable snapshot, so any number of threads may search it. An updated gallery shares
// what did not change with the old one, and whoever still searches the old one is not disturbed. Searching is exact.
class Gallery {
public:
    explicit Gallery(EmbedderId embedder, Preparation preparation = Preparation::None);

    // Templates of another embedder (or of another length than the first) are left out and counted.
    [[nodiscard]] Gallery with(std::span<const Template> added) const;
    [[nodiscard]] Gallery without(const std::string &person) const;

    // Nothing is found in an empty gallery or with an embedding of another embedder.
    [[nodiscard]] SearchResult search(const Embedding &probe) const;

    [[nodiscard]] bool contains(const std::string &person) const;
    [[nodiscard]] const EmbedderId &embedder() const { return m_embedder; }
    [[nodiscard]] size_t personCount() const;
    [[nodiscard]] size_t templateCount() const;
    // How many templates of other embedders were offered and left out; their people need their stored photos enrolled again.
    [[nodiscard]] size_t ignoredCount() const { return m_ignored; }

private:
    struct Person;
    using People = std::vector<std::shared_ptr<const Person>>;  // sorted by id
    EmbedderId m_embedder;
    Preparation m_preparation;
    People m_people;
    std::vector<float> m_centre;  // empty when not centred
    size_t m_dimension = 0;
    size_t m_ignored = 0;
};

} // namespace rollcall::recognition
