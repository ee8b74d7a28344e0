#pragma once

#include "recognition/face_detector.h"
#include "recognition/model_file.h"

#include <list>

namespace rollcall::recognition {

// YuNet (libfacedetection.train) through OpenCV's DNN module: boxes with five points. Its smallest reliable face is about 20
// pixels at its input; the picture is scaled until the smallest wanted face has that size. Where a face may then be larger than those
// that it was trained with, large ones are searched for on a smaller picture. Scores are 0.7..1.
class YunetDetector final : public FaceDetector {
public:
    // Builds the network and runs it once: a file that is another network is an error here, not later.
    [[nodiscard]] static std::expected<std::unique_ptr<FaceDetector>, Error> create(
        std::shared_ptr<const ModelFile> file);
    [[nodiscard]] std::expected<std::vector<Detection>, Error> detect(
        const Picture &picture, float minimumFace) override;

private:
    explicit YunetDetector(std::shared_ptr<const ModelFile> file);
    // OpenCV allocates a network anew for each input size, so cameras of different sizes each keep one.
    struct Sized {
        cv::Size size;
        cv::dnn::Net network;
    };
    [[nodiscard]] std::expected<cv::dnn::Net *, Error> networkFor(cv::Size size);
    [[nodiscard]] std::expected<std::vector<Detection>, Error> search(const Picture &picture, float scale);
    [[nodiscard]] std::expected<std::vector<Detection>, Error> run(const cv::Mat &input, cv::Size content);

    std::shared_ptr<const ModelFile> m_file;
    std::list<Sized> m_networks; // most recently used first
};

} // namespace rollcall::recognition
