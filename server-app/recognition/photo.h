#pragma once

#include "recognition/refusal.h"

#include <opencv2/core.hpp>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>

namespace rollcall::recognition {

struct PhotoLimits {
    size_t maximumBytes = size_t{32} << 20;
    int64_t maximumPixels = 50'000'000;
    int longestSide = 1600; // pixels; a larger photo is scaled down after decoding
};

struct PhotoSize {
    int64_t width = 0;
    int64_t height = 0;
    friend bool operator==(const PhotoSize &, const PhotoSize &) = default;
};

// The size that an encoded picture's header claims, before anything is decoded: JPEG, PNG, WebP and BMP. Total: any bytes.
[[nodiscard]] std::optional<PhotoSize> readPhotoSize(std::span<const std::byte> photo);

// Decodes to CV_8UC3 BGR, upright by the EXIF orientation. A picture that breaks off early is refused. Any thread.
[[nodiscard]] std::expected<cv::Mat, Refusal> decodePhoto(std::span<const std::byte> photo, const PhotoLimits &limits);

} // namespace rollcall::recognition
