#pragma once

#include "recognition/embedding.h"
#include "recognition/engine.h"
#include "recognition/photo.h"
#include "recognition/quality.h"
#include "recognition/refusal.h"
#include "recognition/workspace.h"

#include <cstddef>
#include <expected>
#include <memory>
#include <span>
#include <vector>

namespace rollcall::recognition {

// What one photo gives.
struct Enrolment {
    Embedding embedding;
    FaceQuality quality;
    // JPEG without metadata: the face with its surroundings. Worth keeping: it can be enrolled again under another engine.
    std::vector<std::byte> portrait;
};

// What an enrolment photo needs; a face on video that is to be enrolled needs it too.
[[nodiscard]] QualityLimits enrolmentLimits(float minimumWidth);

// Turns photos into embeddings. Holds nothing of a photo: any thread, each with its own Workspace.
class Enroller {
public:
    explicit Enroller(std::shared_ptr<const Engine> engine, PhotoLimits limits = {});

    // `photo`: an encoded picture with one face that is large and good enough. Much smaller faces behind it do not matter.
    [[nodiscard]] std::expected<Enrolment, Refusal> enrol(std::span<const std::byte> photo, Workspace &workspace) const;

private:
    std::shared_ptr<const Engine> m_engine;
    PhotoLimits m_limits;
};

} // namespace rollcall::recognition
