#include "recognition/engine_parts.h"

namespace rollcall::recognition {

InstalledModel installed(const ModelPlaces::Found &found)
{
    return {found.entry->name, std::string(text(purposeOf(found.entry->kind))), found.path, found.entry->licence,
        found.entry->note};
}

std::expected<std::vector<EngineChoice>, Error> engineChoices(const EngineSettings &settings)
{
    const auto manifest = ModelManifest::of(settings.models);
    if (!manifest)
        return std::unexpected(manifest.error());
    const ModelPlaces places(settings, *manifest);
    std::vector<EngineChoice> choices;
    for (const Combination &each : combinations(*manifest)) {
        const std::string missing = places.missing(each.detector, each.embedder);
        const bool isTrained = each.embedder.entry.has_value();
        std::string text = "Faces are found by " + std::string(each.detector.text) + " and compared by ";
        text += isTrained ? each.embedder.entry->title + "; a match registers."
                          : "landmark patches; a match is a suggestion to confirm.";
        if (!missing.empty())
            text += " Missing: " + missing + '.';
        choices.push_back({each.name(), isTrained ? Trust::Registers : Trust::Suggests, missing.empty(),
            each.detector.isAutomatic && each.embedder.isAutomatic, std::move(text)});
    }
    return choices;
}

std::expected<std::vector<InstalledModel>, Error> installedModels(const EngineSettings &settings)
{
    const auto manifest = ModelManifest::of(settings.models);
    if (!manifest)
        return std::unexpected(manifest.error());
    const ModelPlaces places(settings, *manifest);
    std::vector<InstalledModel> models;
    for (const ModelEntry &entry : manifest->entries()) {
        if (const auto found = places.find(entry))
            models.push_back(installed(*found));
    }
    return models;
}

} // namespace rollcall::recognition
