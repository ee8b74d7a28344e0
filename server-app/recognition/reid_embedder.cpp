#include "recognition/reid_embedder.h"

#include "recognition/alignment.h"

#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr size_t dimension = 256;
const cv::Size input(128, 128);
const cv::Scalar mean(64.44161, 67.65714, 82.06874); // BGR

// Where the network was trained to see the five points, in pixels of its input.
constexpr FivePoints reference{Point{40.393F, 59.081F}, Point{87.376F, 59.081F}, Point{64.034F, 81.985F},
    Point{44.732F, 105.561F}, Point{83.642F, 105.561F}};

} // namespace

EmbedderId ReidEmbedder::id()
{
    return {"face-reidentification-retail-0095", "1"};
}

ReidEmbedder::ReidEmbedder(std::shared_ptr<const ModelFile> file, cv::dnn::Net network)
    : m_file(std::move(file))
    , m_network(std::move(network))
{
}

std::expected<std::unique_ptr<FaceEmbedder>, Error> ReidEmbedder::create(std::shared_ptr<const ModelFile> file)
{
    auto network = buildNetwork(*file);
    if (!network)
        return std::unexpected(network.error());
    std::unique_ptr<ReidEmbedder> embedder(new ReidEmbedder(std::move(file), std::move(*network)));
    const Picture probe(cv::Mat(input, CV_8UC3, cv::Scalar(90, 120, 150)));
    if (!embedder->embed(probe, Face{{0, 0, 128, 128}, 1, reference, {}}))
        return std::unexpected(unusable(embedder->m_file->path, "it is not the face embedder reid-0095"));
    return embedder;
}

std::expected<Embedding, Error> ReidEmbedder::embed(const Picture &picture, const Face &face)
try {
    const cv::Mat chip = bgrChip(picture, similarity(face.points, reference), input);
    if (chip.empty())
        return std::unexpected(Error{Error::Code::BadPicture, "A face lies outside its picture."});
    m_network.setInput(cv::dnn::blobFromImage(chip, 1, input, mean));
    const cv::Mat output = m_network.forward();
    if (output.total() != dimension || output.type() != CV_32F)
        return std::unexpected(unusable(m_file->path, "its output is not 256 numbers"));
    const double length = cv::norm(output);
    if (!(length > 0) || !std::isfinite(length))
        return std::unexpected(unusable(m_file->path, "it gives no usable numbers"));
    Embedding embedding{id(), std::vector<float>(output.ptr<float>(), output.ptr<float>() + dimension)};
    for (float &value : embedding.values)
        value = static_cast<float>(value / length);
    return embedding;
} catch (const std::exception &failure) {
    return std::unexpected(Error{Error::Code::Library, std::string("The face embedder failed: ") + failure.what()});
}

} // namespace rollcall::recognition
