#pragma once

#include "recognition/error.h"
#include "recognition/face.h"
#include "recognition/picture.h"

#include <expected>

namespace rollcall::recognition {

// Completes a detection with the points that alignment needs. One thread at a time.
class LandmarkFinder {
public:
    virtual ~LandmarkFinder() = default;
    [[nodiscard]] virtual std::expected<Face, Error> find(const Picture &picture, const Detection &detection) = 0;
};

} // namespace rollcall::recognition
