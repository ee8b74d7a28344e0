#include "app/face_looks.h"

#include <charconv>

namespace rollcall::app {

int versionNumber(const std::string &version)
{
    int number = 0;
    std::from_chars(version.data(), version.data() + version.size(), number);
    return number;
}

store::Look toLook(const recognition::Embedding &embedding)
{
    return {.embedder = embedding.embedder.name, .embedderVersion = versionNumber(embedding.embedder.version), .values = embedding.values};
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
