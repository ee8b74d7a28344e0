#include "recognition/model_manifest.h"

#include "recognition/manifest_fields.h"
#include "recognition/sha256.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

namespace rollcall::recognition {

namespace {

constexpr const char *ownFile = "models.json";
constexpr uintmax_t largestManifest = uintmax_t{1} << 20; // bytes

struct KindName {
    std::string_view name;
    ModelKind kind;
};
constexpr std::array<KindName, 8> kinds{KindName{"yunet", ModelKind::Yunet}, KindName{"mmod", ModelKind::Mmod},
    KindName{"dlib-68-points", ModelKind::Points68}, KindName{"dlib-5-points", ModelKind::Points5},
    KindName{"retail-landmarks", ModelKind::RetailLandmarks}, KindName{"onnx-embedder", ModelKind::OnnxEmbedder},
    KindName{"dlib-resnet", ModelKind::DlibResnet}, KindName{"dlib-densenet", ModelKind::DlibDensenet}};

ModelKind kindFrom(const Fields &fields)
{
    const std::string name = fields.text("kind");
    const auto known = std::ranges::find(kinds, name, &KindName::name);
    if (known != kinds.end())
        return known->kind;
    std::string names;
    for (const KindName &kind : kinds)
        names += ' ' + std::string(kind.name);
    fault("kind", "one of:" + names);
}

InputContract inputFrom(const Fields &fields)
{
    fields.onlyKnows({"width", "height", "colours", "mean", "scale", "points", "output"});
    InputContract input;
    input.width = static_cast<int>(fields.whole("width", 16, 1024));
    input.height = static_cast<int>(fields.whole("height", 16, 1024));
    const std::string colours = fields.text("colours");
    if (colours != "RGB" && colours != "BGR")
        fault("embedder.input.colours", "RGB or BGR");
    input.isRgb = colours == "RGB";
    std::ranges::copy(fields.numbers("mean", 3), input.mean.begin());
    input.scale = fields.number("scale", 1e-6, 1000);
    input.points = fields.points("points");
    const std::string output = fields.has("output") ? fields.text("output") : "any-length";
    if (output != "any-length" && output != "unit-length")
        fault("embedder.input.output", "any-length or unit-length");
    input.givesUnitLength = output == "unit-length";
    return input;
}

EmbedderContract embedderFrom(const Fields &fields, ModelKind kind)
{
    fields.onlyKnows({"id", "version", "dimension", "centre", "threshold", "margin", "sure", "input"});
    EmbedderContract embedder;
    embedder.id = {fields.text("id"), std::to_string(fields.whole("version", 1, 1'000'000))};
    embedder.dimension = fields.whole("dimension", 2, 65'536);
    if (fields.has("centre")) {
        for (const double value : fields.numbers("centre", embedder.dimension))
            embedder.centre.push_back(static_cast<float>(value));
    }
    embedder.rule.threshold = static_cast<float>(fields.number("threshold", -1, 1));
    embedder.rule.margin = static_cast<float>(fields.number("margin", 0, 1));
    embedder.rule.sure = static_cast<float>(fields.number("sure", -1, 1));
    if (!(embedder.rule.sure > embedder.rule.threshold))
        fault("embedder.sure", "above embedder.threshold");
    if (kind == ModelKind::OnnxEmbedder)
        embedder.input = inputFrom(fields.object("input"));
    else if (fields.has("input"))
        throw Fault{"embedder.input is for the kind onnx-embedder alone"};
    return embedder;
}

void checkPlaces(const ModelEntry &entry)
{
    if (entry.file != std::filesystem::path(entry.file).filename().string() || entry.file == "." || entry.file == "..")
        fault("file", "a file's name without a folder");
    if (entry.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") != std::string::npos)
        fault("name", "of lower-case letters, digits, dashes and full stops");
    if (!entry.download.empty() && !entry.download.starts_with("https://") && !entry.download.starts_with("http://"))
        fault("download", "an address that begins with https://");
}

ModelEntry entryFrom(const Json &json)
{
    const Fields fields(json, "");
    fields.onlyKnows({"name", "kind", "title", "file", "size", "sha256", "packed-sha256", "licence", "note", "source",
        "download", "embedder"});
    ModelEntry entry;
    entry.name = fields.text("name");
    entry.kind = kindFrom(fields);
    entry.title = fields.has("title") ? fields.text("title") : entry.name;
    entry.file = fields.text("file");
    if (fields.has("size"))
        entry.size = fields.whole("size", 1, uint64_t{1} << 40);
    entry.sha256 = fields.hash("sha256");
    entry.packedSha256 = fields.hash("packed-sha256");
    entry.licence = fields.text("licence");
    entry.note = fields.optionalText("note");
    entry.source = fields.optionalText("source");
    entry.download = fields.optionalText("download");
    checkPlaces(entry);
    if (purposeOf(entry.kind) == Purpose::ComparesFaces)
        entry.embedder = embedderFrom(fields.object("embedder"), entry.kind);
    else if (fields.has("embedder"))
        throw Fault{"embedder is for models that compare faces"};
    return entry;
}

Error manifestError(const std::string &origin, const std::string &what)
{
    return {Error::Code::BadManifest, "The list of models " + origin + " cannot be used: " + what + ". Correct it."};
}

// Templates of a network must never meet those of another one: the id of an own embedder changes with its file and with what
// is fed to it, whatever its author wrote as version.
void makeIdUnique(ModelEntry &entry, const Json &json)
{
    const Json &embedder = json["embedder"];
    const std::string identity = entry.sha256.value_or("") + embedder.value("input", Json::object()).dump()
        + embedder.value("centre", Json::array()).dump();
    entry.embedder->id.name += '-' + sha256(std::as_bytes(std::span(identity))).substr(0, 8);
}

} // namespace

Purpose purposeOf(ModelKind kind)
{
    switch (kind) {
    case ModelKind::Yunet:
    case ModelKind::Mmod:
        return Purpose::FindsFaces;
    case ModelKind::Points68:
    case ModelKind::Points5:
    case ModelKind::RetailLandmarks:
        return Purpose::FindsLandmarks;
    case ModelKind::OnnxEmbedder:
    case ModelKind::DlibResnet:
    case ModelKind::DlibDensenet:
        break;
    }
    return Purpose::ComparesFaces;
}

std::string_view text(Purpose purpose)
{
    switch (purpose) {
    case Purpose::FindsFaces:
        return "finds faces";
    case Purpose::FindsLandmarks:
        return "finds landmarks";
    case Purpose::ComparesFaces:
        break;
    }
    return "compares faces";
}

std::expected<ModelManifest, Error> ModelManifest::parse(std::string_view text, const std::string &origin)
{
    const Json root = Json::parse(text, nullptr, false);
    if (root.is_discarded())
        return std::unexpected(manifestError(origin, "it is not JSON"));
    if (!root.is_object() || root.value("version", Json()) != 1 || !root.contains("models")
        || !root["models"].is_array())
        return std::unexpected(manifestError(origin, "it must be an object with version 1 and a list of models"));
    ModelManifest manifest;
    size_t index = 0;
    for (const Json &json : root["models"]) {
        const bool isNamed = json.is_object() && json.contains("name") && json["name"].is_string();
        const std::string which =
            "entry " + std::to_string(++index) + (isNamed ? " (" + json["name"].get<std::string>() + ')' : "");
        try {
            ModelEntry entry = entryFrom(json);
            if (manifest.find(entry.name))
                throw Fault{"name is that of an earlier entry"};
            manifest.m_entries.push_back(std::move(entry));
        } catch (const Fault &fault) {
            return std::unexpected(manifestError(origin, which + ": " + fault.text));
        }
    }
    return manifest;
}

const ModelManifest &ModelManifest::builtIn()
{
    static const ModelManifest manifest = [] {
        auto parsed = parse(builtInManifestText(), "of this program");
        if (!parsed)
            std::abort(); // a test reads the same text
        return std::move(*parsed);
    }();
    return manifest;
}

std::expected<ModelManifest, Error> ModelManifest::of(const std::filesystem::path &models)
{
    const std::filesystem::path path = models / ownFile;
    std::error_code ignored;
    if (models.empty() || !std::filesystem::exists(path, ignored))
        return builtIn();
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    const std::string text = std::move(content).str();
    if (!stream || text.size() > largestManifest)
        return std::unexpected(manifestError(path.string(), "it cannot be read, or has more than 1 MiB"));
    auto own = parse(text, path.string());
    if (!own)
        return own;
    ModelManifest manifest = builtIn();
    const Json root = Json::parse(text);
    for (size_t i = 0; i < own->m_entries.size(); ++i) {
        ModelEntry &entry = own->m_entries[i];
        std::erase_if(
            manifest.m_entries, [&](const ModelEntry &known) { return !known.isOwn && known.file == entry.file; });
        if (manifest.find(entry.name))
            return std::unexpected(manifestError(path.string(),
                "entry " + std::to_string(i + 1) + " (" + entry.name
                    + "): name is that of another model of Rollcall, with another file"));
        entry.isOwn = true;
        if (entry.embedder)
            makeIdUnique(entry, root["models"][i]);
        manifest.m_entries.push_back(std::move(entry));
    }
    return manifest;
}

const ModelEntry *ModelManifest::find(std::string_view name) const
{
    const auto found = std::ranges::find(m_entries, name, &ModelEntry::name);
    return found == m_entries.end() ? nullptr : &*found;
}

std::vector<const ModelEntry *> ModelManifest::ofKind(ModelKind kind) const
{
    std::vector<const ModelEntry *> found;
    for (const ModelEntry &entry : m_entries) {
        if (entry.kind == kind)
            found.push_back(&entry);
    }
    return found;
}

} // namespace rollcall::recognition
