#pragma once

#include "recognition/geometry.h"

namespace rollcall::recognition {

// dlib's detectors give squares from the brows to the chin, and dlib's landmark predictors start from such squares. Everything
// else here means the whole face, hairline to chin, as YuNet gives it and as people label it. These two lead from one to the
// other; the numbers are medians over labelled photos.
[[nodiscard]] Box faceOfSquare(const Box &square);
[[nodiscard]] Box squareOfFace(const Box &face);

} // namespace rollcall::recognition
