#include "recognition/dlib_embedder.h"

#include "recognition/alignment.h"
#include "recognition/dlib_chip.h"
#include "recognition/dlib_network.h"
#include "recognition/embedder_output.h"

namespace rollcall::recognition {

namespace {

const cv::Size chipSize(DlibNetwork::chipSide, DlibNetwork::chipSide);

} // namespace

DlibEmbedder::DlibEmbedder(std::unique_ptr<DlibNetwork> network, EmbedderContract contract)
    : m_network(std::move(network))
    , m_contract(std::move(contract))
{
}

DlibEmbedder::~DlibEmbedder() = default;

std::expected<std::unique_ptr<FaceEmbedder>, Error> DlibEmbedder::create(
    std::shared_ptr<const ModelFile> file, ModelKind kind, EmbedderContract contract)
try {
    auto network = kind == ModelKind::DlibResnet ? readResnet(file->bytes) : readDensenet(file->bytes);
    std::unique_ptr<DlibEmbedder> embedder(new DlibEmbedder(std::move(network), std::move(contract)));
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
    const std::vector<float> output = m_network->describe(chip);
    auto embedding = toEmbedding(output, m_contract);
    if (!embedding)
        return std::unexpected(Error{Error::Code::ModelUnusable, embedding.error()});
    return std::move(*embedding);
} catch (const std::exception &failure) {
    return std::unexpected(Error{Error::Code::Library, std::string("dlib's face network failed: ") + failure.what()});
}

} // namespace rollcall::recognition
