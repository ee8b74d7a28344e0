#include "recognition/face_search.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr float surroundings = 1.8F; // of the face box: it may have moved, and detectors want some background
constexpr std::array sides{3.2F, 4.8F, 8.F, 12.8F}; // in smallest faces
constexpr double worthwhile = 0.5; // areas that have more than this part of the picture are not worth the trouble
constexpr float sameFace = 0.5F; // IoU

// The first pixel of a side of this length around `centre`, even and inside.
int start(float centre, int side, int available)
{
    const int first = static_cast<int>(std::lround(centre)) - side / 2;
    return std::clamp(first, 0, available - side) & ~1;
}

Detection shifted(Detection detection, Point by)
{
    detection.box.x += by.x;
    detection.box.y += by.y;
    if (detection.points) {
        for (Point &point : *detection.points)
            point = {point.x + by.x, point.y + by.y};
    }
    return detection;
}

// The detection that continues this face.
const Detection *nearest(std::span<const Detection> found, const Box &face)
{
    const Detection *best = nullptr;
    float least = std::max(face.width, face.height);
    for (const Detection &detection : found) {
        const float away = distance(detection.box.centre(), face.centre());
        if (away < least) {
            least = away;
            best = &detection;
        }
    }
    return best;
}

} // namespace

cv::Rect areaAround(const Box &face, float minimumFace, cv::Size picture)
{
    const float wanted = std::max(face.width, face.height) * surroundings;
    for (const float multiple : sides) {
        const int side = static_cast<int>(minimumFace * multiple) & ~1;
        if (static_cast<float>(side) < wanted)
            continue;
        if (side > picture.width || side > picture.height)
            return {};
        return {start(face.centre().x, side, picture.width), start(face.centre().y, side, picture.height), side, side};
    }
    return {};
}

std::expected<std::vector<Detection>, Error> searchAround(
    std::span<const Track> tracks, const Picture &picture, float minimumFace, FaceDetector &detector)
{
    const cv::Size size(picture.width(), picture.height());
    std::vector<cv::Rect> areas;
    double sum = 0;
    for (const Track &track : tracks) {
        areas.push_back(areaAround(track.box, minimumFace, size));
        sum += areas.back().empty() ? size.area() : areas.back().area();
    }
    if (sum > worthwhile * size.area())
        return detector.detect(picture, minimumFace);
    std::vector<Detection> result;
    for (size_t i = 0; i < tracks.size(); ++i) {
        const Picture part = picture.part(areas[i]);
        auto found = detector.detect(part, minimumFace);
        if (!found)
            return found;
        for (Detection &detection : *found)
            detection = shifted(std::move(detection), part.origin());
        const Detection *face = nearest(*found, tracks[i].box);
        const auto isKnown = [&](const Detection &other) { return overlap(other.box, face->box) > sameFace; };
        if (face && std::ranges::none_of(result, isKnown))
            result.push_back(*face);
    }
    return result;
}

} // namespace rollcall::recognition
