#pragma once

#include "recognition/face_embedder.h"

namespace rollcall::recognition {

// The descriptor that needs no model: histograms of gradient directions in patches around the landmarks of the aligned face, at
// two scales, each patch of length 1. It tells a small cooperative group apart in steady light; it is no match for a
// trained network.
class PatchEmbedder final : public FaceEmbedder {
public:
    [[nodiscard]] static EmbedderId id();
    [[nodiscard]] std::expected<Embedding, Error> embed(const Picture &picture, const Face &face) override;
};

} // namespace rollcall::recognition
