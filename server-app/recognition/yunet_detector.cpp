#include "recognition/yunet_detector.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr float smallestFace = 20; // pixels at the network's input
constexpr float threshold = 0.7F;
constexpr float sameFace = 0.3F; // IoU from which two boxes are one face
constexpr int grain = 32; // the input's sides are multiples of it
constexpr int longestSide = 1920; // of the input; keeps memory bounded whatever the picture
constexpr float largestFace = 360; // pixels at the network's input; from half as much again on it sees parts of faces, or none
constexpr float roomForLarge = 512; // an input whose longest side has more may hold a face that is too large
constexpr size_t networksKept = 12; // pictures of some sizes, and the few sizes of parts and of areas around faces
constexpr std::array strides{8, 16, 32};

const std::vector<cv::String> &outputNames()
{
    static const std::vector<cv::String> names{"cls_8", "cls_16", "cls_32", "obj_8", "obj_16", "obj_32", "bbox_8",
        "bbox_16", "bbox_32", "kps_8", "kps_16", "kps_32"};
    return names;
}

int roundedUp(int value)
{
    return std::max(grain, (value + grain - 1) / grain * grain);
}

// One stride's outputs, each a row a cell.
struct Level {
    const float *classes = nullptr;
    const float *objects = nullptr;
    const float *boxes = nullptr;
    const float *points = nullptr;
    int stride = 0;
    int columns = 0;
    int cells = 0;

    [[nodiscard]] float score(int cell) const
    {
        const float product = std::clamp(classes[cell], 0.F, 1.F) * std::clamp(objects[cell], 0.F, 1.F);
        return std::sqrt(product);
    }
    [[nodiscard]] Detection detection(int cell) const
    {
        const auto step = static_cast<float>(stride);
        const auto column = static_cast<float>(cell % columns);
        const auto row = static_cast<float>(cell / columns);
        const float *box = boxes + static_cast<ptrdiff_t>(cell) * 4;
        const float width = std::exp(box[2]) * step;
        const float height = std::exp(box[3]) * step;
        Detection found;
        found.box = {(column + box[0]) * step - width / 2, (row + box[1]) * step - height / 2, width, height};
        found.score = score(cell);
        const float *point = points + static_cast<ptrdiff_t>(cell) * 10;
        FivePoints five;
        for (Point &p : five) {
            p = {(point[0] + column) * step, (point[1] + row) * step};
            point += 2;
        }
        found.points = five;
        return found;
    }
};

// Greedy non-maximum suppression, best first.
std::vector<Detection> withoutDoubles(std::vector<Detection> candidates)
{
    std::ranges::sort(candidates, std::ranges::greater{}, &Detection::score);
    std::vector<Detection> kept;
    for (Detection &candidate : candidates) {
        const auto same = [&](const Detection &better) { return overlap(better.box, candidate.box) > sameFace; };
        if (std::ranges::none_of(kept, same))
            kept.push_back(candidate);
    }
    return kept;
}

// Numbers that a face on this picture can have. Sizes are exponentials of outputs: they may be anything.
bool isPossible(const Detection &detection, cv::Size content)
{
    const float longest = 2 * static_cast<float>(std::max(content.width, content.height));
    const Box &box = detection.box;
    const Point centre = box.centre();
    const bool isOfSize = box.width > 0 && box.height > 0 && box.width < longest && box.height < longest;
    return isOfSize && centre.x >= 0 && centre.y >= 0 && centre.x < static_cast<float>(content.width)
        && centre.y < static_cast<float>(content.height)
        && std::ranges::all_of(*detection.points, [&](const Point &point) { return distance(point, centre) < longest; });
}

} // namespace

YunetDetector::YunetDetector(std::shared_ptr<const ModelFile> file)
    : m_file(std::move(file))
{
}

std::expected<std::unique_ptr<FaceDetector>, Error> YunetDetector::create(std::shared_ptr<const ModelFile> file)
{
    auto detector = std::unique_ptr<YunetDetector>(new YunetDetector(std::move(file)));
    const cv::Mat probe(grain * 4, grain * 4, CV_8UC3, cv::Scalar::all(127));
    if (const auto found = detector->run(probe, probe.size()); !found)
        return std::unexpected(unusable(detector->m_file->path, "it is not a YuNet face detector"));
    return detector;
}

std::expected<cv::dnn::Net *, Error> YunetDetector::networkFor(cv::Size size)
{
    const auto known = std::ranges::find(m_networks, size, &Sized::size);
    if (known != m_networks.end()) {
        m_networks.splice(m_networks.begin(), m_networks, known);
        return &m_networks.front().network;
    }
    auto network = buildNetwork(*m_file);
    if (!network)
        return std::unexpected(network.error());
    m_networks.push_front({size, std::move(*network)});
    if (m_networks.size() > networksKept)
        m_networks.pop_back();
    return &m_networks.front().network;
}

std::expected<std::vector<Detection>, Error> YunetDetector::run(const cv::Mat &input, cv::Size content)
try {
    auto network = networkFor(input.size());
    if (!network)
        return std::unexpected(network.error());
    (*network)->setInput(cv::dnn::blobFromImage(input));
    std::vector<cv::Mat> outputs;
    (*network)->forward(outputs, outputNames());

    std::vector<Detection> candidates;
    for (size_t i = 0; i < strides.size(); ++i) {
        Level level{outputs[i].ptr<float>(), outputs[3 + i].ptr<float>(), outputs[6 + i].ptr<float>(),
            outputs[9 + i].ptr<float>(), strides[i]};
        level.columns = input.cols / level.stride;
        level.cells = level.columns * (input.rows / level.stride);
        const auto cells = static_cast<size_t>(level.cells);
        if (outputs[i].total() != cells || outputs[3 + i].total() != cells || outputs[6 + i].total() != cells * 4
            || outputs[9 + i].total() != cells * 10)
            return std::unexpected(unusable(m_file->path, "its outputs have another shape than YuNet's"));
        for (int cell = 0; cell < level.cells; ++cell) {
            if (!(level.score(cell) >= threshold))
                continue;
            const Detection found = level.detection(cell);
            if (isPossible(found, content))
                candidates.push_back(found);
        }
    }
    return withoutDoubles(std::move(candidates));
} catch (const std::exception &failure) {
    return std::unexpected(
        Error{Error::Code::Library, std::string("The YuNet face detector failed: ") + failure.what()});
}

std::expected<std::vector<Detection>, Error> YunetDetector::detect(const Picture &picture, float minimumFace)
{
    const auto longest = static_cast<float>(std::max(picture.width(), picture.height()));
    const float scale = std::min({1.F, smallestFace / std::max(minimumFace, 1.F), longestSide / longest});
    auto found = search(picture, scale);
    if (!found || scale * longest <= roomForLarge)
        return found;
    const auto large = search(picture, largestFace / longest);
    if (!large)
        return large;
    for (const Detection &face : *large) {
        if (face.box.width * scale <= largestFace)
            continue;
        std::erase_if(*found, [&](const Detection &other) { return overlap(other.box, face.box) > sameFace; });
        found->push_back(face);
    }
    return found;
}

std::expected<std::vector<Detection>, Error> YunetDetector::search(const Picture &picture, float scale)
{
    const cv::Size content(std::max(1, static_cast<int>(std::lround(static_cast<float>(picture.width()) * scale))),
        std::max(1, static_cast<int>(std::lround(static_cast<float>(picture.height()) * scale))));
    cv::Mat input(roundedUp(content.height), roundedUp(content.width), CV_8UC3, cv::Scalar::all(0));
    picture.bgrScaled(content).copyTo(input(cv::Rect({}, content)));

    auto found = run(input, content);
    if (!found)
        return found;
    const float xFactor = static_cast<float>(picture.width()) / static_cast<float>(content.width);
    const float yFactor = static_cast<float>(picture.height()) / static_cast<float>(content.height);
    for (Detection &detection : *found) {
        detection.box = {detection.box.x * xFactor, detection.box.y * yFactor, detection.box.width * xFactor,
            detection.box.height * yFactor};
        for (Point &point : *detection.points)
            point = {point.x * xFactor, point.y * yFactor};
    }
    return found;
}

} // namespace rollcall::recognition
