#pragma once

#include "recognition/geometry.h"

#include <optional>
#include <vector>

namespace rollcall::recognition {

// What a detector says: where a face is, how sure it is (its own scale), and the five points where it knows them.
struct Detection {
    Box box;
    float score = 0;
    std::optional<FivePoints> points;
};

// A detected face with the points that alignment needs. `contour` has dlib's 68 points, or is empty where no such model is used.
struct Face {
    Box box;
    float score = 0;
    FivePoints points{};
    std::vector<Point> contour;
};

} // namespace rollcall::recognition
