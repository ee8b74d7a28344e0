#pragma once

#include "recognition/geometry.h"
#include "recognition/picture.h"

#include <opencv2/core.hpp>

#include <optional>
#include <span>

namespace rollcall::recognition {

// The similarity (turn, scale, shift) that moves `from` onto `to` with the least squared error (Umeyama 1991).
// Both have as many points, at least two.
[[nodiscard]] cv::Matx23f similarity(std::span<const Point> from, std::span<const Point> to);
[[nodiscard]] Point transformed(const cv::Matx23f &transform, const Point &point);

// How far a face is turned, by where the nose tip is along the line of the eyes: 0 midway, positive towards the picture's right
// (the person's own left), 1 where it is under an eye; at most 2. Absent where the eyes are one point. A tilted face keeps its value.
[[nodiscard]] std::optional<float> turnOf(const FivePoints &points);

// The part of the picture that `transform` (picture → chip) puts on a chip of this size. What lies outside the picture is
// the continued border; large faces are averaged down, not sampled. Empty when the chip lies wholly outside.
[[nodiscard]] cv::Mat bgrChip(const Picture &picture, const cv::Matx23f &transform, cv::Size size);
[[nodiscard]] cv::Mat lumaChip(const Picture &picture, const cv::Matx23f &transform, cv::Size size);

} // namespace rollcall::recognition
