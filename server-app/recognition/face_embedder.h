#pragma once

#include "recognition/embedding.h"
#include "recognition/error.h"
#include "recognition/face.h"
#include "recognition/picture.h"

#include <expected>

namespace rollcall::recognition {

// Turns a face into numbers that are close for the same person. One thread at a time.
class FaceEmbedder {
public:
    virtual ~FaceEmbedder() = default;
    [[nodiscard]] virtual std::expected<Embedding, Error> embed(const Picture &picture, const Face &face) = 0;
};

} // namespace rollcall::recognition
