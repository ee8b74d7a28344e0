#include "remembering_detector.h"

#include <functional>
#include <string_view>

namespace rollcall::bench {

namespace {

size_t hashOf(const cv::Mat &pixels)
{
    size_t hash = 0;
    for (int row = 0; row < pixels.rows; ++row) {
        const std::string_view bytes(
            pixels.ptr<char>(row), static_cast<size_t>(pixels.cols) * pixels.elemSize());
        hash = hash * 31 + std::hash<std::string_view>()(bytes);
    }
    return hash;
}

} // namespace

RememberingDetector::RememberingDetector(std::unique_ptr<FaceDetector> asked, Detections &known)
    : m_asked(std::move(asked))
    , m_known(known)
{
}

std::expected<std::vector<recognition::Detection>, recognition::Error> RememberingDetector::detect(
    const recognition::Picture &picture, float minimumFace)
{
    const std::tuple key(picture.width(), picture.height(), hashOf(picture.luma()), minimumFace);
    if (const auto known = m_known.find(key); known != m_known.end())
        return known->second;
    auto found = m_asked->detect(picture, minimumFace);
    if (found)
        m_known.emplace(key, *found);
    return found;
}

} // namespace rollcall::bench
