#pragma once

#include "recognition/face_detector.h"
#include "recognition/face_embedder.h"
#include "recognition/landmark_finder.h"

#include <memory>

namespace rollcall::recognition {

// The mutable parts of an engine. Used by one thread at a time: each worker has its own and uses it for every camera it serves.
struct Workspace {
    std::unique_ptr<FaceDetector> detector;
    std::unique_ptr<LandmarkFinder> landmarks;
    std::unique_ptr<FaceEmbedder> embedder;
};

} // namespace rollcall::recognition
