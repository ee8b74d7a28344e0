#pragma once

#include "live/marked_frames.h"
#include "recognition/camera_recognizer.h"

#include <functional>
#include <string>

namespace rollcall::app {

// What recognition found, in the words of those who look at pictures.
struct FaceMarker {
    std::function<QString(const std::string &person)> nameOf = {};  // any thread
    bool suggests = false;                                          // a match counts once an operator agrees

    [[nodiscard]] live::FaceMarks marks(const recognition::FrameResult &result) const;
};

} // namespace rollcall::app
