#pragma once

#include "recognition/embedding.h"
#include "recognition/template_block.h"
#include "recognition/whitening.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rollcall::recognition {

// "This is not X": a face that was taken for a person and is somebody else's.
struct Rejection {
    std::string person; // who the face is not
    Embedding embedding;
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
// all blocks of templates that did not change with the old one, and whoever still searches the old one is not disturbed: adding
// somebody to a million costs the copy of one block. Searching is exact: rounded templates say which ones cannot be the best,
// and the others are compared in full (docs/decisions/exact-gallery-search.md).
class Gallery {
public:
    // `commonPart`: the mean cosine between faces of different people, for descriptors in which all faces are alike. It is taken
    // out of every score, so that 0 means "like anybody else": by whitening once there are enough people to learn it from, by
    // this number before. 0 for trained embedders, whose scores are left as they are. `rejectionBand`: see withRejections.
    explicit Gallery(EmbedderId embedder, float commonPart = 0, float rejectionBand = 0.05F);

    // Templates of another embedder (or of another length than the first), and those that are no vector with a direction, are left
    // out and counted.
    [[nodiscard]] Gallery with(std::span<const Template> added) const;
    // The person's rejected faces go too.
    [[nodiscard]] Gallery without(const std::string &person) const;
    // Replaces all rejections by these; those of another embedder are left out. A person is not found for a face that is not
    // nearer to them than to each face rejected for them, by the rejection band: a rejected face is a competitor of that person
    // alone. For everybody else nothing changes, and a rejection of somebody who is not enrolled waits until they are.
    [[nodiscard]] Gallery withRejections(std::span<const Rejection> rejections) const;

    // Nothing is found in an empty gallery or with an embedding of another embedder.
    [[nodiscard]] SearchResult search(const Embedding &face) const;

    // The people whom these looks at one face are most like, the likest first: for somebody who decides, so there is no threshold.
    // Compares with everybody: slower than search.
    [[nodiscard]] std::vector<SearchResult::Match> nearest(std::span<const Embedding> looks, size_t count) const;

    // How alike two faces are on the scale of search's scores. -1 where an embedding is another embedder's.
    [[nodiscard]] float similarity(const Embedding &a, const Embedding &b) const;

    [[nodiscard]] bool contains(const std::string &person) const;
    [[nodiscard]] const EmbedderId &embedder() const { return m_embedder; }
    [[nodiscard]] size_t personCount() const { return m_people; }
    [[nodiscard]] size_t templateCount() const { return m_templates; }
    // How many templates were offered and left out; their people need their stored photos enrolled again.
    [[nodiscard]] size_t ignoredCount() const { return m_ignored; }
    [[nodiscard]] size_t rejectionCount() const;
    [[nodiscard]] bool hasRejections(const std::string &person) const;

private:
    using Blocks = std::vector<std::shared_ptr<const TemplateBlock>>; // in the order of their people's ids, which never overlap
    struct Probe;
    struct TopTwo;
    [[nodiscard]] size_t blockFor(const std::string &person) const;
    void insert(std::vector<PersonRows> added);
    void merge(Blocks::iterator block);
    void searchPlain(const Probe &probe, TopTwo &top) const;
    void searchWhitened(const Probe &probe, TopTwo &top) const;
    [[nodiscard]] bool isSearchable(const Embedding &face) const;
    [[nodiscard]] float scoreOf(size_t block, const TemplateBlock::Person &person, const Probe &probe) const;
    [[nodiscard]] float withoutCommonPart(float product) const;
    [[nodiscard]] bool isRejected(const std::string &person, const Probe &probe, float score) const;
    void centre();
    void count();

    EmbedderId m_embedder;
    float m_commonPart = 0;
    float m_rejectionBand = 0;
    Blocks m_blocks;
    size_t m_people = 0;
    size_t m_templates = 0;
    using Rejected = std::map<std::string, std::vector<std::vector<float>>>; // by person
    std::shared_ptr<const Rejected> m_rejected; // null where there are none
    std::shared_ptr<const Whitening> m_whitening; // null where scores are not whitened
    std::vector<std::vector<Whitening::Projection>> m_projections; // of each block's rows, with m_whitening
    size_t m_dimension = 0;
    size_t m_ignored = 0;
};

} // namespace rollcall::recognition
