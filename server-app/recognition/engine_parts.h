#pragma once

#include "recognition/engine.h"
#include "recognition/model_manifest.h"

#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rollcall::recognition {

// The parts that an engine is put together from. Immutable tables and pure functions over them; files are looked for, not read.

struct DetectorPart {
    enum class How { Yunet, Hog, Mmod };
    std::string_view name;
    How how;
    std::optional<ModelKind> kind; // of the file that it needs
    bool givesPoints;
    bool isAutomatic; // may be picked when nobody names an engine
    // The face width worth searching for on video: this, or the frame's height divided by that, whichever is more.
    float smallestFace; // pixels
    float facesInHeight;
    std::string_view text; // "YuNet"
};
[[nodiscard]] std::span<const DetectorPart> detectorParts(); // the best first

struct EmbedderPart {
    std::string name;
    std::optional<ModelEntry> entry; // absent: the landmark patches, which need no file
    bool isAutomatic = true;
    [[nodiscard]] bool wantsContour() const; // more than the five points
};
// The best first; the manifest's order.
[[nodiscard]] std::vector<EmbedderPart> embedderParts(const ModelManifest &manifest);

// Where the models may be.
class ModelPlaces {
public:
    ModelPlaces(const EngineSettings &settings, const ModelManifest &manifest);
    // The first model of this kind whose file is there.
    struct Found {
        const ModelEntry *entry = nullptr;
        std::filesystem::path path;
    };
    [[nodiscard]] std::optional<Found> find(ModelKind kind) const;
    [[nodiscard]] std::optional<Found> find(const ModelEntry &entry) const;
    // What a detector and an embedder lack: file names, joined by "and".
    [[nodiscard]] std::string missing(const DetectorPart &detector, const EmbedderPart &embedder) const;

private:
    const EngineSettings &m_settings;
    const ModelManifest &m_manifest;
};

[[nodiscard]] InstalledModel installed(const ModelPlaces::Found &found);

// Which landmarks an engine uses.
enum class LandmarkChoice { Own, Points68, Points5, Retail, Average };
[[nodiscard]] std::string_view text(LandmarkChoice choice); // "dlib's 68 landmarks"
// The named one, or the best for these parts whose file is there.
[[nodiscard]] std::expected<LandmarkChoice, Error> chooseLandmarks(const EngineSettings &settings,
    const ModelPlaces &places, const DetectorPart &detector, const EmbedderPart &embedder);

// A detector and an embedder.
struct Combination {
    DetectorPart detector;
    EmbedderPart embedder;
    [[nodiscard]] std::string name() const;
};
// All of them, the best first.
[[nodiscard]] std::vector<Combination> combinations(const ModelManifest &manifest);
// The named one, or the best whose files are there.
[[nodiscard]] std::expected<Combination, Error> chooseCombination(
    const EngineSettings &settings, const ModelManifest &manifest, const ModelPlaces &places);

} // namespace rollcall::recognition
