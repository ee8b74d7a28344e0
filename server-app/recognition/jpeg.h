#pragma once

#include "recognition/error.h"

#include <opencv2/core.hpp>

#include <cstddef>
#include <expected>
#include <vector>

namespace rollcall::recognition {

// A JPEG without metadata, scaled down to this width where it is wider. Any thread.
[[nodiscard]] std::expected<std::vector<std::byte>, Error> encodeJpeg(const cv::Mat &bgr, int maximumWidth);

} // namespace rollcall::recognition
