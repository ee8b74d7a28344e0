#pragma once

#include "recognition/face_detector.h"

#include <expected>
#include <memory>

namespace rollcall::recognition {

// dlib's frontal face detector: five HOG filters on luma, built into dlib, no model file. It sees faces of 80 pixels and more,
// so the picture is scaled until the smallest wanted face has that size (at most doubled). Scores are distances to its
// decision boundary, 0 and up.
class HogDetector final : public FaceDetector {
public:
    [[nodiscard]] static std::expected<std::unique_ptr<FaceDetector>, Error> create();
    ~HogDetector() override;
    [[nodiscard]] std::expected<std::vector<Detection>, Error> detect(
        const Picture &picture, float minimumFace) override;

private:
    struct Filters; // keeps dlib's headers out of everybody else's compilation
    explicit HogDetector(std::unique_ptr<Filters> filters);
    std::unique_ptr<Filters> m_filters;
};

} // namespace rollcall::recognition
