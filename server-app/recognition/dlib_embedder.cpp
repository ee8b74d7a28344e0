#include "recognition/dlib_embedder.h"

#include "recognition/alignment.h"
#include "recognition/dlib_chip.h"
#include "recognition/dlib_network.h"
#include "recognition/embedder_output.h"

#include <algorithm>

namespace rollcall::recognition {

namespace {

const cv::Size chipSize(DlibNetwork::chipSide, DlibNetwork::chipSide);

} // namespace

DlibEmbedder::DlibEmbedder(std::unique_ptr<DlibNetwork> network, EmbedderContract contract, Sees sees)
    : m_network(std::move(network))
    , m_contract(std::move(contract))
    , m_sees(sees)
{
}

DlibEmbedder::~DlibEmbedder() = default;

std::expected<std::unique_ptr<FaceEmbedder>, Error> DlibEmbedder::create(
    std::shared_ptr<const ModelFile> file, ModelKind kind, EmbedderContract contract)
try {
    const bool isResnet = kind == ModelKind::DlibResnet;
    auto network = isResnet ? readResnet(file->bytes) : readDensenet(file->bytes);
    const Sees sees = isResnet ? Sees::Chip : Sees::ChipAndMirrorImage;
    std::unique_ptr<DlibEmbedder> embedder(new DlibEmbedder(std::move(network), std::move(contract), sees));
    if (const auto probe = embedder->describe(cv::Mat(chipSize, CV_8UC3, cv::Scalar(90, 120, 150))); !probe)
        return std::unexpected(unusable(file->path, probe.error().message));
    return embedder;
} catch (const std::exception &) {
    return std::unexpected(unusable(file->path, "it is damaged or another network of dlib"));
}

std::expected<Embedding, Error> DlibEmbedder::embed(const Picture &picture, const Face &face)
{
    const cv::Mat chip = bgrChip(picture, toDlibChip(face, DlibNetwork::chipSide), chipSize);
    if (chip.empty())
        return std::unexpected(Error{Error::Code::BadPicture, "A face lies outside its picture."});
    return describe(chip);
}

std::expected<Embedding, Error> DlibEmbedder::describe(const cv::Mat &chip)
try {
    std::vector<float> output = m_network->describe(chip);
    if (m_sees == Sees::ChipAndMirrorImage) {
        cv::Mat mirrored;
        cv::flip(chip, mirrored, 1);
        const std::vector<float> other = m_network->describe(mirrored);
        std::ranges::transform(output, other, output.begin(), [](float a, float b) { return (a + b) / 2; });
    }
    auto embedding = toEmbedding(output, m_contract);
    if (!embedding)
        return std::unexpected(Error{Error::Code::ModelUnusable, embedding.error()});
    return std::move(*embedding);
} catch (const std::exception &failure) {
    return std::unexpected(Error{Error::Code::Library, std::string("dlib's face network failed: ") + failure.what()});
}

} // namespace rollcall::recognition
