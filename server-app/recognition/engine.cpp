#include "recognition/engine.h"

#include "recognition/contour_finder.h"
#include "recognition/five_point_finders.h"
#include "recognition/hog_detector.h"
#include "recognition/model_file.h"
#include "recognition/patch_embedder.h"
#include "recognition/reid_embedder.h"
#include "recognition/yunet_detector.h"

#include <opencv2/core/ocl.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>

namespace rollcall::recognition {

namespace {

constexpr std::array<std::string_view, 4> yunetFiles{
    "yunet_n_320_320.onnx", "yunet_s_dynamic.onnx", "yunet_s_640_640.onnx", "yunet_s_320_320.onnx"};
constexpr std::array<std::string_view, 1> reidFiles{"face-reidentification-retail-0095.onnx"};
constexpr std::array<std::string_view, 1> retailFiles{"landmarks-regression-retail-0009.onnx"};

// Cosines of reid-0095: 1 impostor pair of 90,000 reaches 0.5, 92 % of the genuine pairs do.
constexpr MatchRule reidRule{0.5F, 0.05F, 0.75F};
// Landmark patches, whitened, of real photos: 1 stranger of 100 reaches 0.42 where 15 people are enrolled.
constexpr MatchRule patchRule{0.5F, 0.1F, 0.8F};
constexpr float patchCommonPart = 0.73F;

struct Combination {
    std::string_view name;
    bool usesYunet;
    bool usesReid;
};
constexpr std::array<Combination, 4> combinations{Combination{"yunet+reid-0095", true, true},
    Combination{"hog+reid-0095", false, true}, Combination{"yunet+patches", true, false},
    Combination{"hog+patches", false, false}};

using OptionalFile = std::expected<std::shared_ptr<const ModelFile>, Error>;

// The first of these files that is there.
std::optional<std::filesystem::path> firstPath(
    const std::filesystem::path &folder, std::span<const std::string_view> names)
{
    for (const std::string_view name : names) {
        std::error_code ignored;
        if (!folder.empty() && std::filesystem::exists(folder / name, ignored))
            return folder / name;
    }
    return std::nullopt;
}

// Null when none is there.
OptionalFile firstFile(const std::filesystem::path &folder, std::span<const std::string_view> names)
{
    const auto path = firstPath(folder, names);
    return path ? readModelFile(*path) : nullptr;
}

// What a combination's files lack in this folder: names, joined by "and".
std::string missingFiles(const Combination &combination, const std::filesystem::path &folder)
{
    std::string missing;
    if (combination.usesYunet && !firstPath(folder, yunetFiles))
        missing += yunetFiles.front();
    if (combination.usesReid && !firstPath(folder, reidFiles))
        missing += (missing.empty() ? "" : " and ") + std::string(reidFiles.front());
    return missing;
}

// The named combination, or the best whose files are there.
std::expected<Combination, Error> choose(const EngineSettings &settings)
{
    if (settings.engine.empty()) {
        return *std::ranges::find_if(combinations,
            [&](const Combination &combination) { return missingFiles(combination, settings.models).empty(); });
    }
    const auto named = std::ranges::find(combinations, settings.engine, &Combination::name);
    if (named == combinations.end()) {
        std::string names;
        for (const Combination &combination : combinations)
            names += ' ' + std::string(combination.name);
        return std::unexpected(Error{Error::Code::BadSetting,
            "There is no engine named " + settings.engine + ". Choose one of these:" + names + '.'});
    }
    if (const std::string missing = missingFiles(*named, settings.models); !missing.empty()) {
        return std::unexpected(Error{Error::Code::ModelMissing,
            "The engine " + settings.engine + " needs " + missing + ", which "
                + (settings.models.empty() ? "no models folder was named for"
                                           : settings.models.string() + " does not have")
                + ". Add it, or choose another engine."});
    }
    return *named;
}

} // namespace

void configureLibraries()
{
    cv::setNumThreads(1);
    cv::ocl::setUseOpenCL(false);
}

std::vector<EngineChoice> engineChoices(const EngineSettings &settings)
{
    std::vector<EngineChoice> choices;
    for (const Combination &combination : combinations) {
        const std::string missing = missingFiles(combination, settings.models);
        std::string text = combination.usesYunet ? "YuNet finds faces, " : "dlib's HOG filters find faces, ";
        text += combination.usesReid ? "reid-0095 compares them; a match registers."
                                     : "landmark patches compare them; a match is a suggestion to confirm.";
        if (!missing.empty())
            text += " Missing: " + missing + '.';
        choices.push_back({std::string(combination.name), combination.usesReid ? Trust::Registers : Trust::Suggests,
            missing.empty(), std::move(text)});
    }
    return choices;
}

struct Engine::Parts {
    std::shared_ptr<const ModelFile> detector; // null: HOG
    std::shared_ptr<const ModelFile> embedder; // null: patches
    std::shared_ptr<const ModelFile> landmarks; // the small network; null where it is not needed
    std::shared_ptr<const ContourModel> contour; // null where it is not needed or not there
    std::string name;
    std::string description;
    EmbedderId embedderId;
    MatchRule rule;

    [[nodiscard]] std::expected<std::unique_ptr<FaceDetector>, Error> makeDetector() const
    {
        return detector ? YunetDetector::create(detector) : HogDetector::create();
    }
    [[nodiscard]] std::expected<std::unique_ptr<LandmarkFinder>, Error> makeLandmarks() const
    {
        if (contour)
            return std::make_unique<ContourFinder>(contour);
        if (landmarks)
            return RetailLandmarkFinder::create(landmarks);
        return std::make_unique<GivenPoints>();
    }
    [[nodiscard]] std::expected<std::unique_ptr<FaceEmbedder>, Error> makeEmbedder() const
    {
        if (embedder)
            return ReidEmbedder::create(embedder);
        return std::make_unique<PatchEmbedder>();
    }
    void describe(const EngineSettings &settings);
};

void Engine::Parts::describe(const EngineSettings &settings)
{
    name = std::string(detector ? "yunet" : "hog") + (embedder ? "+reid-0095" : "+patches");
    description = detector ? "Faces are found by YuNet (" + detector->path.filename().string() + ")"
                           : std::string("Faces are found by dlib's HOG filters");
    if (contour)
        description += ", aligned by dlib's 68 landmarks";
    else if (landmarks)
        description += ", aligned by " + landmarks->path.filename().string();
    else if (detector)
        description += ", aligned by its five points";
    else
        description += ", aligned by the box alone, because " + settings.contourModel.string() + " is not there";
    description += embedder
        ? ", and compared by reid-0095."
        : ", and compared by landmark patches, which need no model and serve a small cooperative group.";
    const std::string folder = settings.models.empty() ? std::string("no models folder is set")
                                                       : settings.models.string() + " does not have it";
    if (!embedder)
        description += " Better: " + std::string(reidFiles.front()) + " (" + folder + ").";
    if (!detector)
        description += " Faster, and for smaller faces: " + std::string(yunetFiles.front()) + " (" + folder + ").";
    if (!detector && !contour && !landmarks)
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
    const auto chosen = choose(settings);
    if (!chosen)
        return std::unexpected(chosen.error());
    Parts parts;
    const std::array files{chosen->usesYunet ? firstFile(settings.models, yunetFiles) : nullptr,
        chosen->usesReid ? firstFile(settings.models, reidFiles) : nullptr, firstFile(settings.models, retailFiles)};
    for (const OptionalFile &file : files) {
        if (!file)
            return std::unexpected(file.error());
    }
    parts.detector = *files[0];
    parts.embedder = *files[1];
    parts.embedderId = parts.embedder ? ReidEmbedder::id() : PatchEmbedder::id();
    parts.rule = parts.embedder ? reidRule : patchRule;
    // YuNet gives the five points that reid-0095 needs; patches are better placed by all 68.
    const bool pointsAreMissing = !parts.detector || !parts.embedder;
    if (pointsAreMissing && std::filesystem::exists(settings.contourModel, ignored)) {
        auto contour = ContourModel::load(settings.contourModel);
        if (!contour)
            return std::unexpected(contour.error());
        parts.contour = std::move(*contour);
    } else if (!parts.detector) {
        parts.landmarks = *files[2];
    }
    parts.describe(settings);

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
    // HOG costs by the pixel and sees nothing under 80; on a larger frame people who matter are larger too.
    const auto height = static_cast<float>(frameHeight);
    return m_parts->detector ? std::max(40.F, height / 14) : std::max(80.F, height / 6);
}

float Engine::minimumEnrolmentFace() const
{
    return 48;
}

Gallery Engine::emptyGallery() const
{
    return Gallery(m_parts->embedderId, m_parts->embedder ? 0 : patchCommonPart);
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
