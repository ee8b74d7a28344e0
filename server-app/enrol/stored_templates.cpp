#include "enrol/stored_templates.h"

#include <charconv>

namespace rollcall::enrol {

int versionNumber(const std::string &version)
{
    int number = 0;
    std::from_chars(version.data(), version.data() + version.size(), number);
    return number;
}

bool isOf(const store::Template &stored, const recognition::EmbedderId &embedder)
{
    return stored.embedder == embedder.name && stored.embedderVersion == versionNumber(embedder.version);
}

store::Template forStore(recognition::Embedding embedding)
{
    return {.person = {}, .embedder = embedding.embedder.name, .embedderVersion = versionNumber(embedding.embedder.version), .values = std::move(embedding.values)};
}

recognition::Embedding forRecognition(const store::Template &stored, const recognition::EmbedderId &embedder)
{
    return {.embedder = embedder, .values = stored.values};
}

} // namespace rollcall::enrol
