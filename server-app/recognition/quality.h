#pragma once

#include "recognition/face.h"
#include "recognition/picture.h"

#include <optional>
#include <string_view>

namespace rollcall::recognition {

// Why a face is not good enough to vote or to enrol.
enum class QualityFault { TooSmall, CutOff, TooDark, TooBright, TooBlurred, TurnedAway };

// A short text for the operator: "too dark".
[[nodiscard]] std::string_view text(QualityFault fault);

struct FaceQuality {
    float width = 0; // pixels of the face box
    float brightness = 0; // mean luma of the face, 0..255
    float sharpness = 0; // variance of the Laplacian of the face at 96 px width; 0 is a flat surface
    float turn = 0; // 0: the nose is midway between the eyes; 1: it is under one of them
    float inside = 1; // part of the box that lies in the picture

    // 0..1, for picking the better of two looks at one face. Size counts by the root of the face's area.
    [[nodiscard]] float score() const;
    // What a look counts when looks vote: 1 for an ordinary one, 0.5..1.5.
    [[nodiscard]] float voteWeight() const;
};

struct QualityLimits {
    float minimumWidth = 32;
    float darkest = 35;
    float brightest = 235;
    float minimumSharpness = 12;
    float greatestTurn = 0.8F;
    float minimumInside = 0.85F;
};

[[nodiscard]] FaceQuality measureQuality(const Picture &picture, const Face &face);
[[nodiscard]] std::optional<QualityFault> findFault(const FaceQuality &quality, const QualityLimits &limits);

} // namespace rollcall::recognition
