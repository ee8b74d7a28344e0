#pragma once

#include "recognition/face.h"

#include <opencv2/core.hpp>

#include <optional>
#include <span>

namespace rollcall::recognition {

// Who a picture is of. Much smaller faces and those at the picture's edge are people behind and at the side.
struct MainFace {
    Detection face;
    int rivals = 0; // other faces that are nearly as large
};

// Absent where there is no face.
[[nodiscard]] std::optional<MainFace> mainFace(std::span<const Detection> detections, cv::Size picture);

} // namespace rollcall::recognition
