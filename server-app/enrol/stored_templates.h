#pragma once

// Between what recognition compares and what the register keeps.

#include "recognition/embedding.h"
#include "store/records.h"

namespace rollcall::enrol {

[[nodiscard]] bool isOf(const store::Template &stored, const recognition::EmbedderId &embedder);
// Its person is left empty.
[[nodiscard]] store::Template forStore(recognition::Embedding embedding);
[[nodiscard]] recognition::Embedding forRecognition(const store::Template &stored, const recognition::EmbedderId &embedder);
// The store counts versions; an embedder that is not versioned by number would be one of its own by name.
[[nodiscard]] int versionNumber(const std::string &version);

} // namespace rollcall::enrol
