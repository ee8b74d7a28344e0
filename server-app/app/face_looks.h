#pragma once

// Faces in numbers, between what recognition compares and what the register keeps.

#include "app/seen_face.h"
#include "store/feedback_records.h"

namespace rollcall::app {

[[nodiscard]] store::Look toLook(const recognition::Embedding &embedding);
[[nodiscard]] recognition::Embedding toEmbedding(const store::Look &look, const recognition::EmbedderId &embedder);
[[nodiscard]] store::Evidence toEvidence(const FaceEvidence &evidence);

} // namespace rollcall::app
