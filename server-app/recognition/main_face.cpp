#include "recognition/main_face.h"

#include <algorithm>

namespace rollcall::recognition {

namespace {

constexpr float bystander = 0.4F; // a face of at most this part of the main one's area is somebody behind
constexpr float edge = 0.02F; // of the picture: a face that comes so near its border is somebody at the side

bool isAtEdge(const Box &box, cv::Size size)
{
    const float x = edge * static_cast<float>(size.width);
    const float y = edge * static_cast<float>(size.height);
    return box.x < x || box.y < y || box.right() > static_cast<float>(size.width) - x
        || box.bottom() > static_cast<float>(size.height) - y;
}

} // namespace

std::optional<MainFace> mainFace(std::span<const Detection> detections, cv::Size picture)
{
    if (detections.empty())
        return std::nullopt;
    const auto weight = [&](const Detection &detection) {
        return detection.box.area() * (isAtEdge(detection.box, picture) ? bystander : 1);
    };
    const auto main = std::ranges::max_element(detections, {}, weight);
    const auto near = std::ranges::count_if(
        detections, [&](const Detection &other) { return weight(other) > bystander * weight(*main); });
    return MainFace{*main, static_cast<int>(near) - 1};
}

} // namespace rollcall::recognition
