#pragma once

#include "recognition/face.h"

#include <opencv2/core.hpp>

#include <array>

namespace rollcall::recognition {

// Where the faces lie that dlib's face networks were trained with.

// picture → square chip of this side, as dlib's get_face_chip_details with a border of a quarter: by the 68 landmarks where they
// are known (without brows, jaw and lower lip), else by the five points.
[[nodiscard]] cv::Matx23f toDlibChip(const Face &face, int side);

// The five points of dlib's five-point predictor: outer and inner corner of the eye on the right of the picture, outer and
// inner corner of the other eye, the base of the nose.
using CornerPoints = std::array<Point, 5>;

// Rollcall's five points from those of dlib: eye centres between the corners; nose tip and mouth, which dlib does not give, where
// an average face with these corners has them.
[[nodiscard]] FivePoints fivePointsOf(const CornerPoints &corners);

} // namespace rollcall::recognition
