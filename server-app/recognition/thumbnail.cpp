#include "recognition/thumbnail.h"

#include "recognition/jpeg.h"

#include <algorithm>
#include <string>

namespace rollcall::recognition {

namespace {

constexpr int partAbove = 4; // of a high photo's surplus, one part in so many is cut off at the top

} // namespace

std::expected<std::vector<std::byte>, Refusal> thumbnailOf(std::span<const std::byte> photo, int side, const PhotoLimits &limits)
try {
    const auto pixels = decodePhoto(photo, limits);
    if (!pixels)
        return std::unexpected(pixels.error());
    const int edge = std::min(pixels->cols, pixels->rows);
    const cv::Rect square((pixels->cols - edge) / 2, (pixels->rows - edge) / partAbove, edge, edge);
    auto jpeg = encodeJpeg((*pixels)(square), side);
    if (!jpeg)
        return std::unexpected(Refusal{Refusal::Reason::Failed, std::nullopt, jpeg.error().message});
    return std::move(*jpeg);
} catch (const std::exception &failure) {
    return std::unexpected(Refusal{Refusal::Reason::Failed, std::nullopt, std::string("Reading the photo failed: ") + failure.what()});
}

} // namespace rollcall::recognition
