#pragma once

#include "recognition/face_detector.h"
#include "recognition/tracker.h"

#include <opencv2/core.hpp>

#include <expected>
#include <span>
#include <vector>

namespace rollcall::recognition {

// A square around a followed face, to search instead of the whole picture. Its side comes from a short list of multiples of
// the smallest face, so that networks, which are set up anew for each size of their input, meet few sizes. Empty when the
// picture has no room for such a square, or the face is too large for the list.
[[nodiscard]] cv::Rect areaAround(const Box &face, float minimumFace, cv::Size picture);

// The part of the picture that has this area and the tracks with some room around them. Its sides are quarters of the picture's
// (see areaAround for the reason); all of it where hardly less would do.
[[nodiscard]] cv::Rect partWith(
    const cv::Rect &area, std::span<const Track> tracks, float minimumFace, cv::Size picture);

// The detector on a part of the picture; boxes and points are those of the whole.
[[nodiscard]] std::expected<std::vector<Detection>, Error> searchPart(
    const cv::Rect &part, const Picture &picture, float minimumFace, FaceDetector &detector);

// Searches around the tracks alone: a track's detection is the face nearest to where it is followed, and new faces are not
// found. Searches the whole picture where that costs no more.
[[nodiscard]] std::expected<std::vector<Detection>, Error> searchAround(
    std::span<const Track> tracks, const Picture &picture, float minimumFace, FaceDetector &detector);

} // namespace rollcall::recognition
