#include "recognition/engine.h"

#include "recognition/contour_finder.h"
#include "recognition/dlib_embedder.h"
#include "recognition/engine_parts.h"
#include "recognition/five_point_finders.h"
#include "recognition/hog_detector.h"
#include "recognition/mmod_detector.h"
#include "recognition/model_file.h"
#include "recognition/onnx_embedder.h"
#include "recognition/patch_embedder.h"
#include "recognition/yunet_detector.h"
#include "recognition/yunet_points.h"

#include <opencv2/core/ocl.hpp>

#include <dlfcn.h>

#include <algorithm>
#include <optional>
#include <system_error>

namespace rollcall::recognition {

namespace {

// Landmark patches, whitened, of real photos: 1 stranger of 100 reaches 0.42 where 15 people are enrolled.
constexpr MatchRule patchRule{0.5F, 0.1F, 0.8F};
constexpr float patchCommonPart = 0.73F;

using FileOrNone = std::expected<std::shared_ptr<const ModelFile>, Error>;

FileOrNone read(const std::optional<ModelPlaces::Found> &found)
{
    return found ? readModelFile(*found->entry, found->path) : nullptr;
}

std::optional<ModelKind> kindOf(LandmarkChoice choice)
{
    switch (choice) {
    case LandmarkChoice::Points68:
        return ModelKind::Points68;
    case LandmarkChoice::Points5:
        return ModelKind::Points5;
    case LandmarkChoice::Retail:
        return ModelKind::RetailLandmarks;
    case LandmarkChoice::Own:
    case LandmarkChoice::Average:
        break;
    }
    return std::nullopt;
}

} // namespace

void configureLibraries()
{
    cv::setNumThreads(1);
    cv::ocl::setUseOpenCL(false);
    // The system chooses its BLAS. OpenBLAS with threads of its own would divide each product among them, which costs dlib's
    // networks many times what it saves.
    if (auto *const setThreads = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads")))
        setThreads(1);
}

struct Engine::Parts {
    Combination combination;
    LandmarkChoice landmarkChoice = LandmarkChoice::Average;
    std::shared_ptr<const ModelFile> detector; // null where it needs no file
    std::shared_ptr<const ModelFile> landmarks; // of the small network; null where it is not used
    std::shared_ptr<const ShapeModel> shape; // dlib's landmarks; null where they are not used
    std::shared_ptr<const ModelFile> embedder; // null: patches
    std::string name;
    std::string description;
    std::vector<InstalledModel> models;
    EmbedderId embedderId;
    MatchRule rule;

    [[nodiscard]] std::expected<void, Error> read(const ModelPlaces &places);
    [[nodiscard]] std::expected<std::unique_ptr<FaceDetector>, Error> makeDetector() const;
    [[nodiscard]] std::expected<std::unique_ptr<LandmarkFinder>, Error> makeLandmarks() const;
    [[nodiscard]] std::expected<std::unique_ptr<FaceEmbedder>, Error> makeEmbedder() const;
    void listModels(const ModelPlaces &places);
    void describe(const EngineSettings &settings, const ModelManifest &manifest, const ModelPlaces &places);
};

std::expected<std::unique_ptr<FaceDetector>, Error> Engine::Parts::makeDetector() const
{
    switch (combination.detector.how) {
    case DetectorPart::How::Yunet:
        return YunetDetector::create(detector);
    case DetectorPart::How::Mmod:
        return MmodDetector::create(detector);
    case DetectorPart::How::Hog:
        break;
    }
    return HogDetector::create();
}

std::expected<std::unique_ptr<LandmarkFinder>, Error> Engine::Parts::makeLandmarks() const
{
    if (landmarkChoice == LandmarkChoice::Points68)
        return std::make_unique<ContourFinder>(shape);
    if (landmarkChoice == LandmarkChoice::Points5)
        return std::make_unique<CornerFinder>(shape);
    if (landmarkChoice == LandmarkChoice::Retail)
        return RetailLandmarkFinder::create(landmarks);
    if (landmarkChoice == LandmarkChoice::Own)
        return YunetPoints::create(detector);
    return std::make_unique<GivenPoints>();
}

std::expected<std::unique_ptr<FaceEmbedder>, Error> Engine::Parts::makeEmbedder() const
{
    if (!embedder)
        return std::make_unique<PatchEmbedder>();
    const ModelEntry &entry = *combination.embedder.entry;
    if (entry.kind == ModelKind::OnnxEmbedder)
        return OnnxEmbedder::create(embedder, *entry.embedder);
    return DlibEmbedder::create(embedder, entry.kind, *entry.embedder);
}

std::expected<void, Error> Engine::Parts::read(const ModelPlaces &places)
{
    const auto &kind = combination.detector.kind;
    const auto &entry = combination.embedder.entry;
    const auto landmarkKind = kindOf(landmarkChoice);
    const FileOrNone detectorFile = recognition::read(kind ? places.find(*kind) : std::nullopt);
    const FileOrNone landmarkFile = recognition::read(landmarkKind ? places.find(*landmarkKind) : std::nullopt);
    const FileOrNone embedderFile = recognition::read(entry ? places.find(*entry) : std::nullopt);
    for (const FileOrNone *file : {&detectorFile, &landmarkFile, &embedderFile}) {
        if (!*file)
            return std::unexpected(file->error());
    }
    detector = *detectorFile;
    embedder = *embedderFile;
    embedderId = entry ? entry->embedder->id : PatchEmbedder::id();
    rule = entry ? entry->embedder->rule : patchRule;
    if (landmarkChoice == LandmarkChoice::Retail)
        landmarks = *landmarkFile;
    if (landmarkChoice == LandmarkChoice::Points68 || landmarkChoice == LandmarkChoice::Points5) {
        auto model = ShapeModel::read(**landmarkFile,
            landmarkChoice == LandmarkChoice::Points68 ? ContourFinder::pointCount : CornerFinder::pointCount);
        if (!model)
            return std::unexpected(model.error());
        shape = std::move(*model);
    }
    return {};
}

void Engine::Parts::listModels(const ModelPlaces &places)
{
    if (const auto &kind = combination.detector.kind)
        models.push_back(installed(*places.find(*kind)));
    else
        models.push_back({"dlib HOG", std::string(text(Purpose::FindsFaces)), {}, "BSL-1.0", "built into dlib"});
    if (const auto kind = kindOf(landmarkChoice))
        models.push_back(installed(*places.find(*kind)));
    if (const auto &entry = combination.embedder.entry)
        models.push_back(installed(*places.find(*entry)));
    else
        models.push_back({"patches", std::string(text(Purpose::ComparesFaces)), {}, "GPL-3.0-or-later",
            "part of Rollcall, needs no model"});
}

void Engine::Parts::describe(const EngineSettings &settings, const ModelManifest &manifest, const ModelPlaces &places)
{
    const auto &entry = combination.embedder.entry;
    name = combination.name();
    description = "Faces are found by " + std::string(combination.detector.text);
    if (detector)
        description += " (" + detector->path.filename().string() + ")";
    description += ", aligned by " + std::string(text(landmarkChoice));
    if (landmarkChoice == LandmarkChoice::Average && settings.landmarks.empty())
        description += ", because " + settings.contourModel.string() + " is not there";
    description += entry
        ? ", and compared by " + entry->title + "."
        : ", and compared by landmark patches, which need no model and serve a small cooperative group.";
    description += settings.engine.empty() ? " That is the best that is there." : " The settings name this engine.";
    if (!settings.engine.empty())
        return;
    const std::string folder = settings.models.empty() ? std::string("no models folder is set")
                                                       : settings.models.string() + " does not have it";
    const auto embedders = embedderParts(manifest);
    if (embedders.front().name != combination.embedder.name)
        description += " Better: " + embedders.front().entry->file + " (" + folder + ").";
    if (!places.find(ModelKind::Yunet))
        description +=
            " Faster, and for smaller faces: " + manifest.ofKind(ModelKind::Yunet).front()->file + " (" + folder + ").";
    if (landmarkChoice == LandmarkChoice::Average)
        description += " Install Debian's libdlib-data for landmarks.";
}

Engine::Engine(Parts parts)
    : m_parts(std::make_unique<const Parts>(std::move(parts)))
{
}

Engine::~Engine() = default;

std::expected<std::shared_ptr<const Engine>, Error> Engine::load(const EngineSettings &settings)
{
    std::error_code ignored;
    if (!settings.models.empty() && !std::filesystem::is_directory(settings.models, ignored)) {
        return std::unexpected(Error{Error::Code::BadSetting,
            "The models folder " + settings.models.string()
                + " is not a folder. Name one that exists, or none to recognise without models."});
    }
    const auto manifest = ModelManifest::of(settings.models);
    if (!manifest)
        return std::unexpected(manifest.error());
    const ModelPlaces places(settings, *manifest);
    auto chosen = chooseCombination(settings, *manifest, places);
    if (!chosen)
        return std::unexpected(chosen.error());
    const auto landmarks = chooseLandmarks(settings, places, chosen->detector, chosen->embedder);
    if (!landmarks)
        return std::unexpected(landmarks.error());
    Parts parts;
    parts.combination = std::move(*chosen);
    parts.landmarkChoice = *landmarks;
    if (const auto read = parts.read(places); !read)
        return std::unexpected(read.error());
    parts.listModels(places);
    parts.describe(settings, *manifest, places);

    std::shared_ptr<const Engine> engine(new Engine(std::move(parts)));
    // A bad file shows itself now, not when the first camera comes.
    if (const auto trial = engine->makeWorkspace(); !trial)
        return std::unexpected(trial.error());
    return engine;
}

const std::string &Engine::name() const
{
    return m_parts->name;
}
const std::string &Engine::description() const
{
    return m_parts->description;
}
const std::vector<InstalledModel> &Engine::models() const
{
    return m_parts->models;
}
const EmbedderId &Engine::embedder() const
{
    return m_parts->embedderId;
}
const MatchRule &Engine::matchRule() const
{
    return m_parts->rule;
}

Trust Engine::trust() const
{
    return m_parts->embedder ? Trust::Registers : Trust::Suggests;
}

float Engine::minimumFace(int frameHeight) const
{
    const DetectorPart &detector = m_parts->combination.detector;
    return std::max(detector.smallestFace, static_cast<float>(frameHeight) / detector.facesInHeight);
}

float Engine::minimumEnrolmentFace() const
{
    return 48;
}

Gallery Engine::emptyGallery() const
{
    return Gallery(m_parts->embedderId, m_parts->embedder ? 0 : patchCommonPart, matchRule().margin);
}

std::expected<std::unique_ptr<Workspace>, Error> Engine::makeWorkspace() const
{
    auto detector = m_parts->makeDetector();
    if (!detector)
        return std::unexpected(detector.error());
    auto landmarks = m_parts->makeLandmarks();
    if (!landmarks)
        return std::unexpected(landmarks.error());
    auto embedder = m_parts->makeEmbedder();
    if (!embedder)
        return std::unexpected(embedder.error());
    return std::make_unique<Workspace>(Workspace{std::move(*detector), std::move(*landmarks), std::move(*embedder)});
}

} // namespace rollcall::recognition
