#pragma once

#include "recognition/face_detector.h"
#include "recognition/landmark_finder.h"
#include "recognition/model_file.h"

#include <expected>
#include <memory>

namespace rollcall::recognition {

// YuNet's five points, once more from near. The points of a search are as coarse as the scale of the search, and swing with where the face
// lies on the network's grid; here the network sees the face alone, at one size, and its mirror image. The mean of both is the answer; a face that
// is not found from near keeps the points of the search.
class YunetPoints final : public LandmarkFinder {
public:
    [[nodiscard]] static std::expected<std::unique_ptr<LandmarkFinder>, Error> create(
        std::shared_ptr<const ModelFile> file);
    // `detection` has points.
    [[nodiscard]] std::expected<Face, Error> find(const Picture &picture, const Detection &detection) override;

private:
    explicit YunetPoints(std::unique_ptr<FaceDetector> detector);
    [[nodiscard]] std::expected<std::optional<FivePoints>, Error> look(const cv::Mat &chip);

    std::unique_ptr<FaceDetector> m_detector;
};

} // namespace rollcall::recognition
