#pragma once

#include "recognition/embedding.h"
#include "recognition/whitening.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rollcall::recognition {

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
    // `commonPart`: the mean cosine between faces of different people, for descriptors in which all faces are alike. It is taken
    // out of every score, so that 0 means "like anybody else": by whitening once there are enough people to learn it from, by
    // this number before. 0 for trained embedders, whose scores are left as they are.
    explicit Gallery(EmbedderId embedder, float commonPart = 0);

    // Templates of another embedder (or of another length than the first) are left out and counted.
    [[nodiscard]] Gallery with(std::span<const Template> added) const;
    [[nodiscard]] Gallery without(const std::string &person) const;

    // Nothing is found in an empty gallery or with an embedding of another embedder.
    [[nodiscard]] SearchResult search(const Embedding &probe) const;

    // How alike two faces are on the scale of search's scores. -1 where an embedding is another embedder's.
    [[nodiscard]] float similarity(const Embedding &a, const Embedding &b) const;

    [[nodiscard]] bool contains(const std::string &person) const;
    [[nodiscard]] const EmbedderId &embedder() const { return m_embedder; }
    [[nodiscard]] size_t personCount() const;
    [[nodiscard]] size_t templateCount() const;
    // How many templates of other embedders were offered and left out; their people need their stored photos enrolled again.
    [[nodiscard]] size_t ignoredCount() const { return m_ignored; }

private:
    struct Person;
    using People = std::vector<std::shared_ptr<const Person>>; // sorted by id
    [[nodiscard]] const Person *find(const std::string &person) const;
    [[nodiscard]] float withoutCommonPart(float product) const;
    void centre();

    EmbedderId m_embedder;
    float m_commonPart = 0;
    People m_people;
    std::shared_ptr<const Whitening> m_whitening; // null where scores are not whitened
    std::vector<std::vector<Whitening::Projection>> m_projections; // of each person's templates
    size_t m_dimension = 0;
    size_t m_ignored = 0;
};

} // namespace rollcall::recognition
