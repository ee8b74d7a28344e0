#pragma once

#include "recognition/model_manifest.h"

#include <expected>
#include <span>
#include <string>

namespace rollcall::recognition {

// A network's output as an embedding of length 1, by the embedder's contract. The error says what is wrong with the output.
[[nodiscard]] std::expected<Embedding, std::string> toEmbedding(
    std::span<const float> output, const EmbedderContract &contract);

} // namespace rollcall::recognition
