#pragma once

#include "recognition/embedding.h"
#include "recognition/engine.h"
#include "recognition/quality.h"
#include "recognition/workspace.h"

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rollcall::recognition {

// Why a photo was not taken.
struct Refusal {
    enum class Reason {
        NotAPicture,    // not JPEG, PNG, WebP, BMP or TIFF, or damaged
        TooManyPixels,
        NoFace,
        SeveralFaces,
        PoorQuality,    // `fault` says what
        Failed,         // a library failed; the message has its words
    };
    Reason reason = Reason::Failed;
    std::optional<QualityFault> fault;
    std::string message;  // a sentence for the operator: what is wrong and what to do
};

// What one photo gives.
struct Enrolment {
    Embedding embedding;
    FaceQuality quality;
    std::vector<std::byte> portrait;  // JPEG: the face with some surroundings, without metadata; can be enrolled again under another engine
};

struct EnrolmentLimits {
    size_t maximumBytes = size_t{32} << 20;
    long maximumPixels = 50'000'000;
};

// Turns photos into embeddings. Holds no state of a photo: any thread, each with its own Workspace.
class Enroller {
public:
    explicit Enroller(std::shared_ptr<const Engine> engine, EnrolmentLimits limits = {});

    // `photo`: an encoded picture with exactly one face that is large enough. EXIF orientation is obeyed.
    [[nodiscard]] std::expected<Enrolment, Refusal> enrol(std::span<const std::byte> photo, Workspace &workspace) const;

private:
    std::shared_ptr<const Engine> m_engine;
    EnrolmentLimits m_limits;
};

} // namespace rollcall::recognition
