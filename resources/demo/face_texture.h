#pragma once

#include "demo/look.h"

#include <cstdint>

namespace rollcall::demo {

enum class Eyes { Open, Closed };

// The face seen from straight ahead without its outline, ready to be laid over a head: CV_32FC3, the point (x, y) in head
// units at pixel texturePlacement * (x, y, 1).
[[nodiscard]] cv::Mat paintFace(const Look &look, Eyes eyes, std::uint64_t seed);

// Pixels a head unit, a little above the largest head of the clip, so that sampling it neither blurs nor flickers.
inline constexpr double textureScale = 130.0;
inline const cv::Size textureSize{260, 280};
inline const cv::Matx23d texturePlacement{textureScale, 0.0, 130.0, 0.0, textureScale, 140.0};

}  // namespace rollcall::demo
