#pragma once

// Plain geometry in pixels of the frame, origin top left. Values: any thread.

#include <array>

namespace rollcall::recognition {

struct Point {
    float x = 0;
    float y = 0;
    friend bool operator==(const Point &, const Point &) = default;
};

struct Box {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;

    [[nodiscard]] float right() const { return x + width; }
    [[nodiscard]] float bottom() const { return y + height; }
    [[nodiscard]] float area() const { return width > 0 && height > 0 ? width * height : 0; }
    [[nodiscard]] Point centre() const { return {x + width / 2, y + height / 2}; }
    friend bool operator==(const Box &, const Box &) = default;
};

// As the person in the picture is seen: the eye on the left of the picture first (the person's own right eye), then the other
// eye, the nose tip, the mouth corner on the left of the picture, the other mouth corner.
using FivePoints = std::array<Point, 5>;

// Intersection over union, 0..1.
[[nodiscard]] float overlap(const Box &a, const Box &b);
// Between centres, in pixels.
[[nodiscard]] float distance(const Point &a, const Point &b);
// Scaled about its centre.
[[nodiscard]] Box grown(const Box &box, float factor);
// The part inside a picture of this size.
[[nodiscard]] Box clipped(const Box &box, int width, int height);

} // namespace rollcall::recognition
