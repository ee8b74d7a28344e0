#pragma once

#include "recognition/engine.h"
#include "recognition/photo.h"
#include "recognition/picture.h"
#include "recognition/quality.h"
#include "recognition/refusal.h"
#include "recognition/workspace.h"

#include <cstddef>
#include <optional>
#include <span>

namespace rollcall::recognition {

// How good a photo is for enrolment, and what is in its way. As much of it as was found out before something was.
struct PhotoReview {
    cv::Size size; // pixels of what was looked at: upright, and scaled down where the photo is very large
    int faces = 0; // that compete for being the one
    std::optional<Box> box; // of the largest face
    FaceQuality quality; // with one face
    float yaw = 0; // with one face; see turnOf
    std::optional<Refusal> refusal;
};

// A review, and the pixels and the face that it is of where nothing is in the way.
struct ReviewedPhoto {
    PhotoReview review;
    std::optional<Picture> picture;
    std::optional<Face> face;
};

// `photo`: an encoded picture. Any thread, each with its own workspace.
[[nodiscard]] ReviewedPhoto reviewPhoto(std::span<const std::byte> photo, const Engine &engine, Workspace &workspace, const PhotoLimits &limits);

} // namespace rollcall::recognition
