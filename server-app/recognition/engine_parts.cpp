#include "recognition/engine_parts.h"

#include <algorithm>
#include <system_error>

namespace rollcall::recognition {

namespace {

using How = DetectorPart::How;

// HOG costs by the pixel and sees nothing under 80; on a larger frame people who matter are larger too. Enlarged twofold it
// sees half of that at four times the cost. MMOD takes a second a frame.
constexpr std::array<DetectorPart, 4> detectors{
    DetectorPart{"yunet", How::Yunet, ModelKind::Yunet, true, true, 40, 14, "YuNet"},
    DetectorPart{"hog", How::Hog, std::nullopt, false, true, 80, 6, "dlib's HOG filters"},
    DetectorPart{"hog-x2", How::Hog, std::nullopt, false, false, 40, 12, "dlib's HOG filters on enlarged pictures"},
    DetectorPart{"mmod", How::Mmod, ModelKind::Mmod, false, false, 80, 6, "dlib's MMOD network"}};

struct LandmarkName {
    std::string_view name;
    LandmarkChoice choice;
    std::optional<ModelKind> kind;
};
constexpr std::array<LandmarkName, 5> landmarkNames{LandmarkName{"own", LandmarkChoice::Own, std::nullopt},
    LandmarkName{"points-68", LandmarkChoice::Points68, ModelKind::Points68},
    LandmarkName{"points-5", LandmarkChoice::Points5, ModelKind::Points5},
    LandmarkName{"retail-0009", LandmarkChoice::Retail, ModelKind::RetailLandmarks},
    LandmarkName{"average", LandmarkChoice::Average, std::nullopt}};

bool isThere(const std::filesystem::path &path)
{
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

Error notThere(const std::string &what, const std::string &missing, const EngineSettings &settings)
{
    return {Error::Code::ModelMissing,
        what + " needs " + missing + ", which "
            + (settings.models.empty() ? "no models folder was named for" : settings.models.string() + " does not have")
            + ". Add it (rollcall-models list says how), or choose another."};
}

template <typename Names> Error unknownName(const std::string &what, const std::string &name, const Names &names)
{
    std::string known;
    for (const auto &each : names)
        known += ' ' + std::string(each);
    return {Error::Code::BadSetting, "There is no " + what + " named " + name + ". Choose one of these:" + known + '.'};
}

} // namespace

std::span<const DetectorPart> detectorParts()
{
    return detectors;
}

bool EmbedderPart::wantsContour() const
{
    // dlib cuts its chips by 68 landmarks, and patches lie at them.
    return !entry || entry->kind == ModelKind::DlibResnet || entry->kind == ModelKind::DlibDensenet;
}

std::vector<EmbedderPart> embedderParts(const ModelManifest &manifest)
{
    std::vector<EmbedderPart> parts;
    for (const ModelEntry &entry : manifest.entries()) {
        if (purposeOf(entry.kind) == Purpose::ComparesFaces)
            parts.push_back({entry.name, entry, !entry.isOwn});
    }
    parts.push_back({"patches", std::nullopt, true});
    return parts;
}

ModelPlaces::ModelPlaces(const EngineSettings &settings, const ModelManifest &manifest)
    : m_settings(settings)
    , m_manifest(manifest)
{
}

std::optional<ModelPlaces::Found> ModelPlaces::find(const ModelEntry &entry) const
{
    if (!m_settings.models.empty() && isThere(m_settings.models / entry.file))
        return Found{&entry, m_settings.models / entry.file};
    if (entry.kind == ModelKind::Points68 && isThere(m_settings.contourModel))
        return Found{&entry, m_settings.contourModel};
    return std::nullopt;
}

std::optional<ModelPlaces::Found> ModelPlaces::find(ModelKind kind) const
{
    for (const ModelEntry *entry : m_manifest.ofKind(kind)) {
        if (auto found = find(*entry))
            return found;
    }
    return std::nullopt;
}

std::string ModelPlaces::missing(const DetectorPart &detector, const EmbedderPart &embedder) const
{
    std::string missing;
    if (detector.kind && !find(*detector.kind)) {
        const auto known = m_manifest.ofKind(*detector.kind);
        missing += known.empty() ? std::string(detector.name) : known.front()->file;
    }
    if (embedder.entry && !find(*embedder.entry))
        missing += (missing.empty() ? "" : " and ") + embedder.entry->file;
    return missing;
}

std::string_view text(LandmarkChoice choice)
{
    switch (choice) {
    case LandmarkChoice::Own:
        return "its five points";
    case LandmarkChoice::Points68:
        return "dlib's 68 landmarks";
    case LandmarkChoice::Points5:
        return "dlib's eye corners and nose";
    case LandmarkChoice::Retail:
        return "landmarks-regression-retail-0009";
    case LandmarkChoice::Average:
        break;
    }
    return "the box alone";
}

std::expected<LandmarkChoice, Error> chooseLandmarks(const EngineSettings &settings, const ModelPlaces &places,
    const DetectorPart &detector, const EmbedderPart &embedder)
{
    const auto has = [&](ModelKind kind) { return places.find(kind).has_value(); };
    if (settings.landmarks.empty()) {
        const bool wants68 = embedder.wantsContour() || !has(ModelKind::Points5);
        if ((embedder.wantsContour() || !detector.givesPoints) && wants68 && has(ModelKind::Points68))
            return LandmarkChoice::Points68;
        if (detector.givesPoints)
            return LandmarkChoice::Own;
        if (has(ModelKind::Points5))
            return LandmarkChoice::Points5;
        return has(ModelKind::RetailLandmarks) ? LandmarkChoice::Retail : LandmarkChoice::Average;
    }
    const auto named = std::ranges::find(landmarkNames, settings.landmarks, &LandmarkName::name);
    if (named == landmarkNames.end()) {
        std::vector<std::string_view> names;
        for (const LandmarkName &known : landmarkNames)
            names.push_back(known.name);
        return std::unexpected(unknownName("kind of landmarks", settings.landmarks, names));
    }
    if (named->kind && !has(*named->kind))
        return std::unexpected(notThere("The choice of landmarks", settings.landmarks, settings));
    if (named->choice == LandmarkChoice::Own && !detector.givesPoints) {
        return std::unexpected(Error{Error::Code::BadSetting,
            "The detector " + std::string(detector.name) + " gives no landmarks of its own. Choose others, or none."});
    }
    return named->choice;
}

std::string Combination::name() const
{
    return std::string(detector.name) + '+' + embedder.name;
}

std::vector<Combination> combinations(const ModelManifest &manifest)
{
    std::vector<Combination> all;
    for (const EmbedderPart &embedder : embedderParts(manifest)) {
        for (const DetectorPart &detector : detectors)
            all.push_back({detector, embedder});
    }
    return all;
}

std::expected<Combination, Error> chooseCombination(
    const EngineSettings &settings, const ModelManifest &manifest, const ModelPlaces &places)
{
    const auto all = combinations(manifest);
    if (settings.engine.empty()) {
        return *std::ranges::find_if(all, [&](const Combination &each) {
            return each.detector.isAutomatic && each.embedder.isAutomatic
                && places.missing(each.detector, each.embedder).empty();
        });
    }
    const auto named = std::ranges::find(all, settings.engine, &Combination::name);
    if (named == all.end()) {
        std::vector<std::string> names;
        for (const Combination &each : all)
            names.push_back(each.name());
        return std::unexpected(unknownName("engine", settings.engine, names));
    }
    if (const std::string missing = places.missing(named->detector, named->embedder); !missing.empty())
        return std::unexpected(notThere("The engine " + settings.engine, missing, settings));
    return *named;
}

} // namespace rollcall::recognition
