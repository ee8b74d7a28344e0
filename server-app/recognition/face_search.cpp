#include "recognition/face_search.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr float surroundings = 1.7F; // of the face box: it may have moved, and detectors want some background
constexpr std::array sides{2.4F, 3.2F, 4.F, 5.F, 6.4F, 9.F, 12.8F}; // in smallest faces
constexpr double worthwhile = 0.5; // areas that have more than this part of the picture are not worth the trouble
constexpr float sameFace = 0.5F; // IoU
constexpr int steps = 4; // a part's sides are so many parts of the picture's
constexpr double nearlyAll = 0.7; // of the picture
constexpr float knownSize = 0.7F; // of a known face's width: it cannot have become smaller than that since it was seen

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

cv::Rect partWith(const cv::Rect &area, std::span<const Track> tracks, float minimumFace, cv::Size picture)
{
    const cv::Rect all(cv::Point(), picture);
    const int room = static_cast<int>(minimumFace * 0.75F);
    cv::Rect wanted =
        area.empty() ? area : cv::Rect(area.tl() - cv::Point(room, room), area.br() + cv::Point(room, room));
    for (const Track &track : tracks) {
        const Box box = grown(track.box, surroundings);
        wanted |= cv::Rect(static_cast<int>(box.x), static_cast<int>(box.y), static_cast<int>(box.width),
            static_cast<int>(box.height));
    }
    wanted &= all;
    if (wanted.empty())
        return {};
    const auto side = [](int needed, int available) {
        return std::min(available, ((needed * steps - 1) / available + 1) * available / steps);
    };
    const cv::Size size(side(wanted.width, picture.width), side(wanted.height, picture.height));
    if (size.area() > nearlyAll * picture.area())
        return all;
    const Point centre{static_cast<float>(wanted.x) + static_cast<float>(wanted.width) / 2,
        static_cast<float>(wanted.y) + static_cast<float>(wanted.height) / 2};
    return {start(centre.x, size.width, picture.width), start(centre.y, size.height, picture.height), size.width,
        size.height};
}

std::expected<std::vector<Detection>, Error> searchPart(
    const cv::Rect &part, const Picture &picture, float minimumFace, FaceDetector &detector)
{
    if (part.size() == cv::Size(picture.width(), picture.height()))
        return detector.detect(picture, minimumFace);
    const Picture cut = picture.part(part);
    auto found = detector.detect(cut, minimumFace);
    if (found) {
        for (Detection &detection : *found)
            detection = shifted(std::move(detection), cut.origin());
    }
    return found;
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
        // Points are the more exact the more pixels they are found on; a box is as good on fewer.
        const bool givesPoints = tracks[i].detection.points.has_value();
        const float smallest = givesPoints ? minimumFace : std::max(minimumFace, tracks[i].box.width * knownSize);
        const auto found = searchPart(areas[i], picture, smallest, detector);
        if (!found)
            return found;
        const Detection *face = nearest(*found, tracks[i].box);
        const auto isKnown = [&](const Detection &other) { return overlap(other.box, face->box) > sameFace; };
        if (face && std::ranges::none_of(result, isKnown))
            result.push_back(*face);
    }
    return result;
}

} // namespace rollcall::recognition
