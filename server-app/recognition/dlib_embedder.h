#pragma once

#include "recognition/face_embedder.h"
#include "recognition/model_file.h"

#include <expected>
#include <memory>

namespace rollcall::recognition {

class DlibNetwork;

// dlib's face descriptors: ResNet-29 and DenseNet, 128 numbers from a colour chip of 150×150 as dlib cuts it, by the 68
// landmarks where they are known, else by the five points. dlib compares by distance; here the numbers get length 1 and are
// compared by cosine, as all embeddings are. DenseNet sees the mirrored chip too, and the mean of both counts, at twice the cost:
// docs/recognition.md has what that gives.
class DlibEmbedder final : public FaceEmbedder {
public:
    // `kind`: DlibResnet or DlibDensenet. Reads the network and runs it once: a file of another network is an error here.
    [[nodiscard]] static std::expected<std::unique_ptr<FaceEmbedder>, Error> create(
        std::shared_ptr<const ModelFile> file, ModelKind kind, EmbedderContract contract);
    ~DlibEmbedder() override;
    [[nodiscard]] std::expected<Embedding, Error> embed(const Picture &picture, const Face &face) override;

private:
    enum class Sees { Chip, ChipAndMirrorImage };
    DlibEmbedder(std::unique_ptr<DlibNetwork> network, EmbedderContract contract, Sees sees);
    [[nodiscard]] std::expected<Embedding, Error> describe(const cv::Mat &chip);
    std::unique_ptr<DlibNetwork> m_network;
    EmbedderContract m_contract;
    Sees m_sees;
};

} // namespace rollcall::recognition
