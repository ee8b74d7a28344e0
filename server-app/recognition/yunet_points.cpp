#include "recognition/yunet_points.h"

#include "recognition/alignment.h"
#include "recognition/yunet_detector.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace rollcall::recognition {

namespace {

constexpr int side = 96; // of the chip
constexpr float faceWidth = 64; // on the chip
constexpr float smallest = 20; // face, for which the detector does not change the chip's size
constexpr float leastWidth = 0.6F * faceWidth; // of what is taken for the same face
constexpr float farthest = 0.4F * faceWidth; // its centre from the chip's

// The mirror image's points, on the chip.
FivePoints mirrored(const FivePoints &points)
{
    FivePoints result = points;
    for (Point &point : result)
        point.x = side - 1 - point.x;
    std::swap(result[0], result[1]); // the eyes
    std::swap(result[3], result[4]); // the mouth's corners
    return result;
}

} // namespace

YunetPoints::YunetPoints(std::unique_ptr<FaceDetector> detector)
    : m_detector(std::move(detector))
{
}

std::expected<std::unique_ptr<LandmarkFinder>, Error> YunetPoints::create(std::shared_ptr<const ModelFile> file)
{
    auto detector = YunetDetector::create(std::move(file));
    if (!detector)
        return std::unexpected(detector.error());
    return std::unique_ptr<LandmarkFinder>(new YunetPoints(std::move(*detector)));
}

// The face in the middle of the chip, if there is one.
std::expected<std::optional<FivePoints>, Error> YunetPoints::look(const cv::Mat &chip)
{
    const auto found = m_detector->detect(Picture(chip), smallest);
    if (!found)
        return std::unexpected(found.error());
    const auto fromMiddle = [](const Detection &face) { return distance(face.box.centre(), {side / 2.F, side / 2.F}); };
    std::vector<Detection> faces = *found;
    std::erase_if(faces, [](const Detection &face) { return face.box.width < leastWidth; });
    const auto nearest = std::ranges::min_element(faces, {}, fromMiddle);
    if (nearest == faces.end() || fromMiddle(*nearest) > farthest)
        return std::nullopt;
    return nearest->points;
}

std::expected<Face, Error> YunetPoints::find(const Picture &picture, const Detection &detection)
try {
    const float scale = faceWidth / std::max(detection.box.width, 1.F);
    const Point centre = detection.box.centre();
    const Point shift{side / 2.F - centre.x * scale, side / 2.F - centre.y * scale};
    const cv::Mat chip = bgrChip(picture, {scale, 0, shift.x, 0, scale, shift.y}, {side, side});
    if (chip.empty())
        return std::unexpected(Error{Error::Code::BadPicture, "A face box lies outside its picture."});
    cv::Mat mirror;
    cv::flip(chip, mirror, 1);
    const auto plain = look(chip);
    const auto other = plain ? look(mirror) : plain;
    if (!other)
        return std::unexpected(other.error());

    std::vector<FivePoints> looks;
    if (*plain)
        looks.push_back(**plain);
    if (*other)
        looks.push_back(mirrored(**other));
    Face face{detection.box, detection.score, detection.points.value(), {}};
    if (looks.empty())
        return face;
    for (size_t i = 0; i < face.points.size(); ++i) {
        Point sum;
        for (const FivePoints &points : looks)
            sum = {sum.x + points[i].x, sum.y + points[i].y};
        const auto count = static_cast<float>(looks.size());
        face.points[i] = {(sum.x / count - shift.x) / scale, (sum.y / count - shift.y) / scale};
    }
    return face;
} catch (const std::exception &failure) {
    return std::unexpected(Error{Error::Code::Library, std::string("Looking at a face from near failed: ") + failure.what()});
}

} // namespace rollcall::recognition
