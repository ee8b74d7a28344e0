#include "recognition/onnx_embedder.h"

#include "recognition/alignment.h"
#include "recognition/embedder_output.h"

namespace rollcall::recognition {

namespace {

Error failed(const std::string &what)
{
    return {Error::Code::Library, "The face embedder failed: " + what};
}

} // namespace

OnnxEmbedder::OnnxEmbedder(std::shared_ptr<const ModelFile> file, EmbedderContract contract, cv::dnn::Net network)
    : m_file(std::move(file))
    , m_contract(std::move(contract))
    , m_network(std::move(network))
{
}

std::expected<std::unique_ptr<FaceEmbedder>, Error> OnnxEmbedder::create(
    std::shared_ptr<const ModelFile> file, EmbedderContract contract)
{
    auto network = buildNetwork(*file);
    if (!network)
        return std::unexpected(network.error());
    const cv::Size input(contract.input.width, contract.input.height);
    std::unique_ptr<OnnxEmbedder> embedder(new OnnxEmbedder(std::move(file), std::move(contract), std::move(*network)));
    if (const auto probe = embedder->run(cv::Mat(input, CV_8UC3, cv::Scalar(90, 120, 150))); !probe) {
        return std::unexpected(probe.error().code == Error::Code::ModelUnusable
                ? probe.error()
                : unusable(embedder->m_file->path,
                    "it is not the face embedder that the list of models describes (" + probe.error().message + ')'));
    }
    return embedder;
}

std::expected<Embedding, Error> OnnxEmbedder::embed(const Picture &picture, const Face &face)
try {
    const InputContract &input = m_contract.input;
    const cv::Mat chip = bgrChip(picture, similarity(face.points, input.points), {input.width, input.height});
    if (chip.empty())
        return std::unexpected(Error{Error::Code::BadPicture, "A face lies outside its picture."});
    return run(chip);
} catch (const std::exception &failure) {
    return std::unexpected(failed(failure.what()));
}

std::expected<Embedding, Error> OnnxEmbedder::run(const cv::Mat &chip)
try {
    const InputContract &input = m_contract.input;
    const cv::Scalar mean(input.mean[0], input.mean[1], input.mean[2]);
    m_network.setInput(cv::dnn::blobFromImage(chip, input.scale, chip.size(), mean, input.isRgb));
    const cv::Mat output = m_network.forward();
    if (output.type() != CV_32F)
        return std::unexpected(unusable(m_file->path, "its output is not of floating-point numbers"));
    auto embedding = toEmbedding({output.ptr<float>(), output.total()}, m_contract);
    if (!embedding)
        return std::unexpected(unusable(m_file->path, embedding.error()));
    return std::move(*embedding);
} catch (const std::exception &failure) {
    return std::unexpected(failed(failure.what()));
}

} // namespace rollcall::recognition
