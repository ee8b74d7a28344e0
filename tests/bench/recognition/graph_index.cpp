#include "graph_index.h"

#include <hnswlib/hnswlib.h>

namespace rollcall::bench {

namespace {

constexpr size_t neighbours = 16;
constexpr size_t candidatesWhileBuilding = 100;

} // namespace

struct GraphIndex::Graph {
    hnswlib::InnerProductSpace space;
    hnswlib::HierarchicalNSW<float> index;

    Graph(size_t dimension, size_t capacity)
        : space(dimension)
        , index(&space, capacity, neighbours, candidatesWhileBuilding)
    {
    }
};

GraphIndex::GraphIndex(size_t dimension, size_t capacity)
    : m_graph(std::make_unique<Graph>(dimension, capacity))
{
}

GraphIndex::~GraphIndex() = default;

void GraphIndex::add(std::span<const float> values, size_t label)
{
    m_graph->index.addPoint(values.data(), label);
}

void GraphIndex::setCandidates(size_t count)
{
    m_graph->index.setEf(count);
}

size_t GraphIndex::nearest(std::span<const float> probe) const
{
    return m_graph->index.searchKnn(probe.data(), 1).top().second;
}

} // namespace rollcall::bench
