#pragma once

#include "clip_report.h"

#include "recognition/enroller.h"

#include <opencv2/core.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace rollcall::recognition::test {

// A frame that owns its pixels, made from a BGR picture of even size.
[[nodiscard]] FrameView frameOf(const cv::Mat &bgr, std::chrono::nanoseconds time);
[[nodiscard]] std::vector<std::byte> encoded(const cv::Mat &bgr, const std::string &extension = ".jpg");
[[nodiscard]] std::vector<std::byte> fileBytes(const std::filesystem::path &path);
// Both engines wait for it: the 68-point model takes a second to load.
[[nodiscard]] std::shared_ptr<const Engine> engineWith(
    const std::filesystem::path &models, const std::string &name = {});

// Frame after frame, empty at the end.
using FrameSource = std::function<cv::Mat(int)>;
[[nodiscard]] ClipReport runClip(
    const FrameSource &source, const Truth &truth, std::shared_ptr<const Engine> engine, const Gallery &gallery);

} // namespace rollcall::recognition::test
