#pragma once

#include "recognition/embedding.h"

#include <charconv>

namespace rollcall::app {

// The store counts versions; an embedder that is not versioned by number would be one of its own by name.
[[nodiscard]] inline int versionNumber(const recognition::EmbedderId &embedder)
{
    int number = 0;
    std::from_chars(embedder.version.data(), embedder.version.data() + embedder.version.size(), number);
    return number;
}

} // namespace rollcall::app
