#include "app/face_looks.h"

#include "enrol/stored_templates.h"

namespace rollcall::app {

store::Look toLook(const recognition::Embedding &embedding)
{
    return {.embedder = embedding.embedder.name, .embedderVersion = enrol::versionNumber(embedding.embedder.version), .values = embedding.values};
}

recognition::Embedding toEmbedding(const store::Look &look, const recognition::EmbedderId &embedder)
{
    return {.embedder = embedder, .values = look.values};
}

store::Evidence toEvidence(const FaceEvidence &evidence)
{
    const auto *bytes = reinterpret_cast<const uint8_t *>(evidence.picture.data());
    return {.taken = std::chrono::time_point_cast<std::chrono::milliseconds>(evidence.taken), .quality = evidence.quality, .look = toLook(evidence.embedding),
            .picture = {bytes, bytes + evidence.picture.size()}};
}

} // namespace rollcall::app
