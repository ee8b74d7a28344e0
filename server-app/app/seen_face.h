#pragma once

#include "protocol/ids.h"
#include "recognition/embedding.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rollcall::app {

// The best picture of a followed face so far, and what its looks come to. Biometric data: never logged.
struct FaceEvidence {
    recognition::Embedding embedding;
    double quality = 0;              // 0..1, of the picture
    std::vector<std::byte> picture;  // JPEG
    std::chrono::system_clock::time_point taken;
};
using FaceEvidencePtr = std::shared_ptr<const FaceEvidence>;

// A face that recognition is sure about now.
struct RecognisedFace {
    protocol::CameraId camera;
    std::string person;
    double confidence = 0;  // 0..1
    uint64_t track = 0;
    std::chrono::system_clock::time_point when;  // capture time where the camera's clock can be believed, else arrival
    bool first = false;                          // the name was confirmed by this frame
    uint64_t stream = 0;                         // of that camera: never used twice, unlike its tracks
    FaceEvidencePtr evidence = {};               // null where nothing better is known than was told before
};

// A face that recognition knows not to be anybody enrolled.
struct UnknownFaceSeen {
    protocol::CameraId camera;
    uint64_t stream = 0;
    uint64_t track = 0;
    std::chrono::system_clock::time_point when;
    FaceEvidencePtr evidence = {};
};

} // namespace rollcall::app
