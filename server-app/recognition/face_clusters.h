#pragma once

#include "recognition/embedding.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rollcall::recognition {

struct ClusterRule {
    float threshold = 0.5F; // likeness from which two faces are one: that of the engine's MatchRule
    size_t looksKept = 4; // of one face, the best ones
};

// Faces that nobody knows, told apart by likeness alone: a look belongs to the face that it is most like, or else to one that was
// not seen before. Which of the two is for the caller to write down with `add`. One thread at a time.
class FaceClusters {
public:
    // How alike two faces are: Gallery::similarity, whose scale depends on who is enrolled.
    using Likeness = std::function<float(const Embedding &, const Embedding &)>;
    struct Match {
        std::string face;
        float likeness = 0;
    };

    explicit FaceClusters(ClusterRule rule);

    // The face that this look is most like, from the threshold on.
    [[nodiscard]] std::optional<Match> find(const Embedding &look, const Likeness &likeness) const;
    // A look at a face, new or known. `quality`, 0..1, decides which looks are kept.
    void add(const std::string &face, Embedding look, double quality);
    void remove(const std::string &face);
    void clear();

    [[nodiscard]] size_t faceCount() const { return m_faces.size(); }
    [[nodiscard]] size_t lookCount(const std::string &face) const;

private:
    struct Look {
        Embedding embedding;
        double quality = 0;
    };
    ClusterRule m_rule;
    std::map<std::string, std::vector<Look>> m_faces; // looks: best first
};

} // namespace rollcall::recognition
