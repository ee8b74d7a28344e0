#pragma once

#include "recognition/error.h"
#include "recognition/face.h"
#include "recognition/picture.h"

#include <expected>
#include <vector>

namespace rollcall::recognition {

// Finds faces. One thread at a time; the same picture gives the same answer.
class FaceDetector {
public:
    virtual ~FaceDetector() = default;
    // `minimumFace`: the width in pixels of the smallest face worth finding; it decides the scale of the search, and with it the cost.
    [[nodiscard]] virtual std::expected<std::vector<Detection>, Error> detect(
        const Picture &picture, float minimumFace) = 0;
};

} // namespace rollcall::recognition
