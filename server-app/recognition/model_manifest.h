#pragma once

#include "recognition/decision.h"
#include "recognition/embedding.h"
#include "recognition/error.h"
#include "recognition/geometry.h"

#include <array>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollcall::recognition {

// What a model file holds, and with it which part of an engine it can be.
enum class ModelKind {
    Yunet,
    Mmod,
    Points68, // landmarks
    Points5,
    RetailLandmarks,
    OnnxEmbedder,
    DlibResnet,
    DlibDensenet,
};

enum class Purpose { FindsFaces, FindsLandmarks, ComparesFaces };
[[nodiscard]] Purpose purposeOf(ModelKind kind);
[[nodiscard]] std::string_view text(Purpose purpose); // "finds faces"

// How a face becomes the input of an ONNX embedder, and what its output is.
struct InputContract {
    int width = 0; // pixels
    int height = 0;
    bool isRgb = false; // else BGR
    std::array<double, 3> mean{}; // subtracted, in the order of the channels as the network sees them
    double scale = 1; // multiplied after that
    FivePoints points{}; // where the network was trained to see them, in pixels of its input
    bool givesUnitLength = false; // the output has length 1 already; else it is divided by its length
};

// What an engine must know of an embedder.
struct EmbedderContract {
    EmbedderId id;
    size_t dimension = 0;
    // Where the outputs for all faces gather, subtracted before an output gets length 1: for networks that were trained for
    // distances, whose raw outputs all point the same way. Empty, or `dimension` numbers.
    std::vector<float> centre;
    MatchRule rule;
    InputContract input; // of ONNX embedders
};

// One model that Rollcall can use: where it comes from, how to know it, and what it is good for.
struct ModelEntry {
    std::string name; // "reid-0095"
    ModelKind kind = ModelKind::Yunet;
    std::string title;
    std::string file; // its name in the models folder
    std::optional<uint64_t> size; // bytes
    std::optional<std::string> sha256; // of the file; absent where nobody has published it
    std::optional<std::string> packedSha256; // of the .bz2 that is downloaded
    std::string licence;
    std::string note; // empty: none
    std::string source; // where it is described
    std::string download; // https address of the file or of its .bz2; empty: it can only be imported
    std::optional<EmbedderContract> embedder;
    bool isOwn = false; // from the models.json of the models folder
};

// The models that can be used: those that Rollcall knows, and those that a models.json in the models folder adds. A value.
class ModelManifest {
public:
    [[nodiscard]] static const ModelManifest &builtIn();
    // The built-in ones and, after them, the folder's own; an own entry takes the place of a built-in one with the same file.
    // The error names the file, the entry and the field.
    [[nodiscard]] static std::expected<ModelManifest, Error> of(const std::filesystem::path &models);
    // `origin` names the text in errors.
    [[nodiscard]] static std::expected<ModelManifest, Error> parse(std::string_view text, const std::string &origin);

    [[nodiscard]] const std::vector<ModelEntry> &entries() const { return m_entries; }
    [[nodiscard]] const ModelEntry *find(std::string_view name) const;
    [[nodiscard]] std::vector<const ModelEntry *> ofKind(ModelKind kind) const;

private:
    std::vector<ModelEntry> m_entries;
};

// The text of resources/models.json, which is part of the program.
[[nodiscard]] std::string_view builtInManifestText();

} // namespace rollcall::recognition
