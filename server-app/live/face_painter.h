#pragma once

#include "live/label_writer.h"
#include "live/marked_frames.h"

#include <array>

namespace rollcall::live {

// The planes of a picture that is about to become a JPEG: 4:2:0, all of 0..255, chroma at half the size rounded up.
struct Canvas {
    std::array<unsigned char *, 3> planes{};
    std::array<int, 3> strides{};
    int width = 0;
    int height = 0;
};

// Draws boxes with names on a picture. What a face is shows in colour, line and word. One thread.
class FacePainter {
public:
    void paint(const Canvas &canvas, const FaceMarks &faces);

private:
    LabelWriter m_labels;
};

} // namespace rollcall::live
