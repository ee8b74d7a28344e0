#include "recognition/hog_detector.h"

#include "recognition/square_box.h"

#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv.h>

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr float windowSize = 80; // pixels; side of dlib's detection window
constexpr float greatestScale = 2; // enlarging further finds no more faces
constexpr double threshold = 0; // dlib's own

// dlib unpacks the filters from its own text, which takes most of a second: once for the program, copied by each detector.
const dlib::frontal_face_detector &unpackedFilters()
{
    static const dlib::frontal_face_detector filters = dlib::get_frontal_face_detector();
    return filters;
}

} // namespace

struct HogDetector::Filters {
    dlib::frontal_face_detector detector = unpackedFilters();
};

HogDetector::HogDetector(std::unique_ptr<Filters> filters)
    : m_filters(std::move(filters))
{
}

HogDetector::~HogDetector() = default;

std::expected<std::unique_ptr<FaceDetector>, Error> HogDetector::create()
try {
    return std::unique_ptr<FaceDetector>(new HogDetector(std::make_unique<Filters>()));
} catch (const std::exception &failure) {
    return std::unexpected(
        Error{Error::Code::Library, std::string("dlib's face detector cannot be set up: ") + failure.what()});
}

std::expected<std::vector<Detection>, Error> HogDetector::detect(const Picture &picture, float minimumFace)
try {
    const float scale = std::min(greatestScale, windowSize / std::max(minimumFace, 1.F));
    cv::Mat luma = picture.luma();
    if (std::abs(scale - 1) > 0.02F) {
        const cv::Size size(std::max(1, static_cast<int>(std::lround(static_cast<float>(luma.cols) * scale))),
            std::max(1, static_cast<int>(std::lround(static_cast<float>(luma.rows) * scale))));
        cv::resize(picture.luma(), luma, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    }
    const float xFactor = static_cast<float>(picture.width()) / static_cast<float>(luma.cols);
    const float yFactor = static_cast<float>(picture.height()) / static_cast<float>(luma.rows);

    std::vector<std::pair<double, dlib::rectangle>> found;
    m_filters->detector(dlib::cv_image<uint8_t>(luma), found, threshold);

    std::vector<Detection> detections;
    detections.reserve(found.size());
    for (const auto &[score, rectangle] : found) {
        const Box box{static_cast<float>(rectangle.left()) * xFactor, static_cast<float>(rectangle.top()) * yFactor,
            static_cast<float>(rectangle.width()) * xFactor, static_cast<float>(rectangle.height()) * yFactor};
        detections.push_back({faceOfSquare(box), static_cast<float>(score), std::nullopt});
    }
    return detections;
} catch (const std::exception &failure) {
    return std::unexpected(Error{Error::Code::Library, std::string("dlib's face detector failed: ") + failure.what()});
}

} // namespace rollcall::recognition
