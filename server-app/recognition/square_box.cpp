#include "recognition/square_box.h"

namespace rollcall::recognition {

namespace {

// In sides of the square.
constexpr float faceWidth = 0.93F;
constexpr float faceHeight = 1.21F;
constexpr float faceRise = 0.075F; // how far the face's centre is above the square's

} // namespace

Box faceOfSquare(const Box &square)
{
    const Point centre = square.centre();
    const float width = square.width * faceWidth;
    const float height = square.height * faceHeight;
    return {centre.x - width / 2, centre.y - faceRise * square.height - height / 2, width, height};
}

Box squareOfFace(const Box &face)
{
    const Point centre = face.centre();
    const float width = face.width / faceWidth;
    const float height = face.height / faceHeight;
    return {centre.x - width / 2, centre.y + faceRise * height - height / 2, width, height};
}

} // namespace rollcall::recognition
