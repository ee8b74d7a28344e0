#include "recognition/embedder_output.h"

#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr double unitTolerance = 0.01; // of the length of an output that should have length 1

double lengthOf(std::span<const float> values)
{
    double squares = 0;
    for (const float value : values)
        squares += static_cast<double>(value) * static_cast<double>(value);
    return std::sqrt(squares);
}

} // namespace

std::expected<Embedding, std::string> toEmbedding(std::span<const float> output, const EmbedderContract &contract)
{
    if (output.size() != contract.dimension) {
        return std::unexpected("its output has " + std::to_string(output.size()) + " numbers, "
            + std::to_string(contract.dimension) + " are expected");
    }
    if (contract.input.givesUnitLength && std::abs(lengthOf(output) - 1) > unitTolerance)
        return std::unexpected("its output does not have length 1");
    Embedding embedding{contract.id, {output.begin(), output.end()}};
    for (size_t i = 0; i < contract.centre.size(); ++i)
        embedding.values[i] -= contract.centre[i];
    const double length = lengthOf(embedding.values);
    if (!(length > 0) || !std::isfinite(length))
        return std::unexpected("it gives no usable numbers");
    for (float &value : embedding.values)
        value = static_cast<float>(value / length);
    return embedding;
}

} // namespace rollcall::recognition
