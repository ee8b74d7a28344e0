#include "model_folder.h"

#include "recognition/model_file.h"
#include "recognition/model_manifest.h"

#include <gtest/gtest.h>

#include <set>

namespace rollcall::recognition::test {

namespace {

std::string replaced(std::string text, const std::string &what, const std::string &with)
{
    const size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), with);
}

} // namespace

TEST(ModelManifest, KnowsItsOwnModels)
{
    const auto manifest = ModelManifest::parse(builtInManifestText(), "built in");
    ASSERT_TRUE(manifest) << manifest.error().message;
    for (const char *name : {"yunet-n", "mmod", "points-68", "points-5", "retail-0009", "reid-0095", "arcface", "sface",
             "dlib-resnet", "mobileface-v2", "dlib-densenet"})
        EXPECT_TRUE(manifest->find(name)) << name;
    for (const ModelEntry &entry : manifest->entries()) {
        EXPECT_TRUE(entry.sha256 || entry.packedSha256) << entry.name;
        EXPECT_FALSE(entry.source.empty()) << entry.name;
        EXPECT_TRUE(entry.download.empty() || entry.download.starts_with("https://")) << entry.name;
        EXPECT_EQ(entry.embedder.has_value(), purposeOf(entry.kind) == Purpose::ComparesFaces) << entry.name;
        EXPECT_FALSE(entry.isOwn);
    }
    // The register holds templates under this name and version.
    EXPECT_EQ(manifest->find("reid-0095")->embedder->id, (EmbedderId{"face-reidentification-retail-0095", "1"}));
    EXPECT_NE(manifest->find("points-68")->note.find("commercial"), std::string::npos);
}

struct BadEntry {
    const char *name;
    const char *what;
    const char *with;
    const char *complaint;
};

class BadEntries : public testing::TestWithParam<BadEntry> { };

TEST_P(BadEntries, AreAnErrorThatNamesEntryAndField)
{
    const auto manifest =
        ModelManifest::parse(replaced(coloursManifest(), GetParam().what, GetParam().with), "mine.json");
    ASSERT_FALSE(manifest);
    EXPECT_EQ(manifest.error().code, Error::Code::BadManifest);
    EXPECT_NE(manifest.error().message.find("mine.json"), std::string::npos) << manifest.error().message;
    EXPECT_NE(manifest.error().message.find("entry 1"), std::string::npos) << manifest.error().message;
    EXPECT_NE(manifest.error().message.find(GetParam().complaint), std::string::npos) << manifest.error().message;
}

INSTANTIATE_TEST_SUITE_P(Table, BadEntries,
    testing::Values(BadEntry{"unknownKind", "onnx-embedder", "torch", "kind must be one of:"},
        BadEntry{"noKind", "\"kind\"", "\"sort\"", "sort is not a field"},
        BadEntry{"shortHash", "\"sha256\": \"", "\"sha256\": \"a", "sha256 must be 64"},
        BadEntry{"fileElsewhere", "colours.onnx", "../colours.onnx", "file must be"},
        BadEntry{"shellName", "\"colours\", \"kind\"", "\"a b\", \"kind\"", "name must be"},
        BadEntry{"noLicence", "\"licence\": \"none\"", "\"licence\": \"\"", "licence must be"},
        BadEntry{"textForNumber", "\"dimension\": 3", "\"dimension\": \"3\"", "embedder.dimension must be a whole"},
        BadEntry{"noThreshold", "\"threshold\": 0.5, ", "", "embedder.threshold is missing"},
        BadEntry{"sureTooLow", "\"sure\": 0.9", "\"sure\": 0.1", "embedder.sure must be above"},
        BadEntry{"fourPoints", "[4, 5], ", "", "embedder.input.points must be five"},
        BadEntry{"onePointShort", "[4, 5]", "[4]", "embedder.input.points[0] must be 2 numbers"},
        BadEntry{"noColours", "\"RGB\"", "\"CMY\"", "embedder.input.colours must be RGB or BGR"},
        BadEntry{"misspelt", "\"scale\"", "\"scael\"", "embedder.input.scael is not a field"},
        BadEntry{"hugeInput", "\"width\": 16", "\"width\": 100000", "embedder.input.width must be a whole"},
        BadEntry{"notAnObject", "\"input\": {", "\"input\": 7, \"x\": {", "x is not a field"}),
    [](const auto &test) { return test.param.name; });

TEST(ModelManifest, TextThatIsNoManifestIsRefused)
{
    for (const char *text :
        {"", "[", "[]", "7", "{}", R"({"version": 2, "models": []})", R"({"version": 1, "models": {}})",
            R"({"version": 1, "models": [7]})", R"({"version": 1, "models": [{"name": 7}]})"}) {
        const auto manifest = ModelManifest::parse(text, "mine.json");
        ASSERT_FALSE(manifest) << text;
        EXPECT_NE(manifest.error().message.find("mine.json"), std::string::npos);
    }
}

TEST(ModelManifest, AFoldersOwnModelsAreAddedAndTakeThePlaceOfTheSameFile)
{
    const ModelFolder folder;
    folder.write("models.json", coloursManifest());
    auto manifest = ModelManifest::of(folder.path());
    ASSERT_TRUE(manifest) << manifest.error().message;
    EXPECT_EQ(manifest->entries().size(), ModelManifest::builtIn().entries().size() + 1);
    EXPECT_TRUE(manifest->find("colours")->isOwn);

    folder.write("models.json", replaced(coloursManifest(), "\"name\": \"colours\"", "\"name\": \"reid-0095\""));
    manifest = ModelManifest::of(folder.path());
    ASSERT_FALSE(manifest);
    EXPECT_NE(manifest.error().message.find("reid-0095"), std::string::npos);

    folder.write("models.json", replaced(coloursManifest(), "colours.onnx", "face-reidentification-retail-0095.onnx"));
    manifest = ModelManifest::of(folder.path());
    ASSERT_TRUE(manifest) << manifest.error().message;
    EXPECT_EQ(manifest->entries().size(), ModelManifest::builtIn().entries().size());
    EXPECT_FALSE(manifest->find("reid-0095"));
}

TEST(ModelManifest, AnOwnEmbedderFedOtherwiseIsAnotherEmbedder)
{
    const ModelFolder folder;
    folder.write("models.json", coloursManifest());
    const auto one = ModelManifest::of(folder.path())->find("colours")->embedder->id;
    folder.write("models.json", replaced(coloursManifest(), "\"scale\": 0.5", "\"scale\": 0.25"));
    const auto other = ModelManifest::of(folder.path())->find("colours")->embedder->id;
    folder.write("models.json", coloursManifest());
    EXPECT_NE(one, other);
    EXPECT_EQ(one, ModelManifest::of(folder.path())->find("colours")->embedder->id);
    EXPECT_EQ(one.version, "3");
}

TEST(ModelFile, OnlyTheBytesThatTheEntryNamesAreGivenOut)
{
    const ModelFolder folder;
    ModelEntry entry;
    entry.name = "model";
    entry.sha256 = hashOf("right");
    folder.write("file", "right");
    EXPECT_TRUE(readModelFile(entry, folder.path() / "file"));

    folder.write("file", "wrong");
    auto file = readModelFile(entry, folder.path() / "file");
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().code, Error::Code::ModelUnusable);
    EXPECT_NE(file.error().message.find(hashOf("wrong")), std::string::npos);

    entry.size = 4;
    file = readModelFile(entry, folder.path() / "file");
    ASSERT_FALSE(file);
    EXPECT_NE(file.error().message.find("5 bytes"), std::string::npos) << file.error().message;
    EXPECT_EQ(readModelFile(entry, folder.path() / "absent").error().code, Error::Code::ModelMissing);
}

TEST(ModelFile, WithoutAPublishedHashSomebodyMustHaveAcceptedTheBytes)
{
    const ModelFolder folder;
    ModelEntry entry;
    entry.name = "model";
    folder.write("file", "bytes");
    const auto refused = readModelFile(entry, folder.path() / "file");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("rollcall-models"), std::string::npos);
    folder.writeAccepted("file", "bytes");
    EXPECT_TRUE(readModelFile(entry, folder.path() / "file"));
    folder.write("file", "other bytes");
    EXPECT_FALSE(readModelFile(entry, folder.path() / "file"));
}

} // namespace rollcall::recognition::test
