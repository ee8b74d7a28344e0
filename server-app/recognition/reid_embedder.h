#pragma once

#include "recognition/face_embedder.h"
#include "recognition/model_file.h"

#include <expected>
#include <memory>

namespace rollcall::recognition {

// face-reidentification-retail-0095 (Open Model Zoo, Apache-2.0) through OpenCV's DNN module: 256 numbers from a colour chip of
// 128×128 that is aligned by the five points.
class ReidEmbedder final : public FaceEmbedder {
public:
    [[nodiscard]] static EmbedderId id();
    // Builds the network and runs it once: a file that is another network is an error here, not later.
    [[nodiscard]] static std::expected<std::unique_ptr<FaceEmbedder>, Error> create(
        std::shared_ptr<const ModelFile> file);
    [[nodiscard]] std::expected<Embedding, Error> embed(const Picture &picture, const Face &face) override;

private:
    ReidEmbedder(std::shared_ptr<const ModelFile> file, cv::dnn::Net network);
    std::shared_ptr<const ModelFile> m_file;
    cv::dnn::Net m_network;
};

} // namespace rollcall::recognition
