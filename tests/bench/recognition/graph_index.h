#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace rollcall::bench {

// An approximate index of cosines: a graph of small worlds (HNSW) by hnswlib, with its customary parameters.
class GraphIndex {
public:
    GraphIndex(size_t dimension, size_t capacity);
    ~GraphIndex();

    void add(std::span<const float> values, size_t label);
    // More candidates: better and slower.
    void setCandidates(size_t count);
    [[nodiscard]] size_t nearest(std::span<const float> probe) const;

private:
    struct Graph;
    std::unique_ptr<Graph> m_graph;
};

} // namespace rollcall::bench
