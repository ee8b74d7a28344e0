#pragma once

#include "recognition/face_detector.h"

#include <cstddef>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

namespace rollcall::bench {

// What a detector said of the pictures that it was asked about: by their size, their pixels' hash and the smallest wanted face.
using Detections = std::map<std::tuple<int, int, size_t, float>, std::vector<recognition::Detection>>;

// Asks a detector about each picture once, where several engines look at the same ones. `known` is those engines' and outlives this.
class RememberingDetector : public recognition::FaceDetector {
public:
    RememberingDetector(std::unique_ptr<FaceDetector> asked, Detections &known);
    std::expected<std::vector<recognition::Detection>, recognition::Error> detect(
        const recognition::Picture &picture, float minimumFace) override;

private:
    std::unique_ptr<FaceDetector> m_asked;
    Detections &m_known;
};

} // namespace rollcall::bench
