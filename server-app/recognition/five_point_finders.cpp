#include "recognition/five_point_finders.h"

#include "recognition/alignment.h"
#include "recognition/square_box.h"

#include <algorithm>

namespace rollcall::recognition {

namespace {

// In a square box of brows to chin, 0..1.
constexpr FivePoints averagePoints{
    Point{0.27F, 0.27F}, Point{0.73F, 0.27F}, Point{0.5F, 0.52F}, Point{0.32F, 0.73F}, Point{0.68F, 0.73F}};

const cv::Size retailInput(48, 48);
const cv::Scalar retailMean(103.53693, 89.11584, 93.10513);

Box squareIn(const Box &face)
{
    const Box inner = squareOfFace(face);
    const float side = std::max(inner.width, inner.height);
    const Point centre = inner.centre();
    return {centre.x - side / 2, centre.y - side / 2, side, side};
}

FivePoints placed(const FivePoints &unit, const Box &box)
{
    FivePoints result = unit;
    for (Point &point : result)
        point = {box.x + point.x * box.width, box.y + point.y * box.height};
    return result;
}

} // namespace

std::expected<Face, Error> GivenPoints::find(const Picture & /*picture*/, const Detection &detection)
{
    return Face{detection.box, detection.score,
        detection.points ? *detection.points : placed(averagePoints, squareIn(detection.box)), {}};
}

RetailLandmarkFinder::RetailLandmarkFinder(std::shared_ptr<const ModelFile> file, cv::dnn::Net network)
    : m_file(std::move(file))
    , m_network(std::move(network))
{
}

std::expected<std::unique_ptr<LandmarkFinder>, Error> RetailLandmarkFinder::create(
    std::shared_ptr<const ModelFile> file)
{
    auto network = buildNetwork(*file);
    if (!network)
        return std::unexpected(network.error());
    std::unique_ptr<RetailLandmarkFinder> finder(new RetailLandmarkFinder(std::move(file), std::move(*network)));
    const Picture probe(cv::Mat(retailInput, CV_8UC3, cv::Scalar::all(127)));
    if (!finder->find(probe, {Box{0, 0, 48, 48}, 1, std::nullopt}))
        return std::unexpected(unusable(finder->m_file->path, "it is not a network of five landmarks"));
    return finder;
}

std::expected<Face, Error> RetailLandmarkFinder::find(const Picture &picture, const Detection &detection)
try {
    if (detection.points)
        return Face{detection.box, detection.score, *detection.points, {}};
    const Box box = squareIn(detection.box);
    const float scale = static_cast<float>(retailInput.width) / std::max(box.width, 1.F);
    const cv::Mat crop = bgrChip(picture, {scale, 0, -box.x * scale, 0, scale, -box.y * scale}, retailInput);
    if (crop.empty())
        return std::unexpected(Error{Error::Code::BadPicture, "A face box lies outside its picture."});
    m_network.setInput(cv::dnn::blobFromImage(crop, 1, retailInput, retailMean));
    const cv::Mat output = m_network.forward();
    FivePoints unit;
    if (output.total() != unit.size() * 2 || output.type() != CV_32F)
        return std::unexpected(unusable(m_file->path, "its output is not five points"));
    const auto *value = output.ptr<float>();
    for (Point &point : unit) {
        point = {value[0], value[1]};
        value += 2;
    }
    return Face{detection.box, detection.score, placed(unit, box), {}};
} catch (const std::exception &failure) {
    return std::unexpected(Error{Error::Code::Library, std::string("The landmark network failed: ") + failure.what()});
}

} // namespace rollcall::recognition
