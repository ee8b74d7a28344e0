#pragma once

#include <opencv2/core.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace rollcall::testing {

// A photo of drawn person `person` of any number of people; the same numbers give the same picture.
[[nodiscard]] cv::Mat crowdPhoto(std::uint64_t person, int photo);

[[nodiscard]] std::vector<uint8_t> jpegOf(const cv::Mat &picture);
void writeFile(const std::filesystem::path &file, const std::vector<uint8_t> &bytes);

} // namespace rollcall::testing
