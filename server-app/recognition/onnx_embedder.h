#pragma once

#include "recognition/face_embedder.h"
#include "recognition/model_file.h"

#include <expected>
#include <memory>

namespace rollcall::recognition {

// Any ONNX face embedder through OpenCV's DNN module: the contract says how a face becomes its input and what comes out.
class OnnxEmbedder final : public FaceEmbedder {
public:
    // Builds the network and runs it once: a file that is another network, or a contract that lies, is an error here, not later.
    [[nodiscard]] static std::expected<std::unique_ptr<FaceEmbedder>, Error> create(
        std::shared_ptr<const ModelFile> file, EmbedderContract contract);
    [[nodiscard]] std::expected<Embedding, Error> embed(const Picture &picture, const Face &face) override;

private:
    OnnxEmbedder(std::shared_ptr<const ModelFile> file, EmbedderContract contract, cv::dnn::Net network);
    [[nodiscard]] std::expected<Embedding, Error> run(const cv::Mat &chip);
    std::shared_ptr<const ModelFile> m_file;
    EmbedderContract m_contract;
    cv::dnn::Net m_network;
};

} // namespace rollcall::recognition
