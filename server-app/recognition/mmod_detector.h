#pragma once

#include "recognition/face_detector.h"
#include "recognition/model_file.h"

#include <expected>
#include <memory>

namespace rollcall::recognition {

// dlib's detector by a convolutional network (max-margin object detection). It sees faces of 80 pixels and more, turned ones too,
// and takes a second a frame on a processor: for photos, not for video. The picture is scaled until the smallest wanted face has
// that size (at most doubled, and bounded by its pixels). Scores are its own, 0 and up.
class MmodDetector final : public FaceDetector {
public:
    // A file that is another network is an error here, not later.
    [[nodiscard]] static std::expected<std::unique_ptr<FaceDetector>, Error> create(
        std::shared_ptr<const ModelFile> file);
    ~MmodDetector() override;
    // Of the picture that is searched for faces from `minimumFace` pixels on.
    [[nodiscard]] static cv::Size searchedSize(cv::Size picture, float minimumFace);
    [[nodiscard]] std::expected<std::vector<Detection>, Error> detect(
        const Picture &picture, float minimumFace) override;

private:
    struct Network; // keeps dlib's headers out of everybody else's compilation
    explicit MmodDetector(std::unique_ptr<Network> network);
    std::unique_ptr<Network> m_network;
};

} // namespace rollcall::recognition
