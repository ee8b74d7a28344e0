#include "model_folder.h"

#include "recognition/embedder_output.h"
#include "recognition/engine.h"
#include "recognition/onnx_embedder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rollcall::recognition::test {

namespace {

std::shared_ptr<const ModelFile> fileOf(const std::string &content)
{
    return std::make_shared<ModelFile>(ModelFile{"colours.onnx", {content.begin(), content.end()}});
}

EmbedderContract contract(const std::string &manifest)
{
    const auto parsed = ModelManifest::parse(manifest, "test");
    return parsed.value().find("colours")->embedder.value();
}

// A face whose five points are where the contract wants them, on a picture of one colour.
std::expected<Embedding, Error> embeddingOf(FaceEmbedder &embedder, const cv::Scalar &bgr)
{
    const Picture picture(cv::Mat(16, 16, CV_8UC3, bgr));
    return embedder.embed(picture, {{0, 0, 16, 16}, 1, contract(coloursManifest()).input.points, {}});
}

} // namespace

TEST(OnnxEmbedder, FeedsTheNetworkAsTheContractSays)
{
    auto embedder = OnnxEmbedder::create(fileOf(meanColourNetwork()), contract(coloursManifest()));
    ASSERT_TRUE(embedder) << embedder.error().message;
    // Red 110, green 60, blue 30 minus the means 10, 20, 30, halved: 50, 20, 0.
    const auto embedding = embeddingOf(**embedder, {30, 60, 110});
    ASSERT_TRUE(embedding) << embedding.error().message;
    const float length = std::hypot(50.F, 20.F);
    ASSERT_EQ(embedding->values.size(), 3U);
    EXPECT_NEAR(embedding->values[0], 50 / length, 1e-4F);
    EXPECT_NEAR(embedding->values[1], 20 / length, 1e-4F);
    EXPECT_NEAR(embedding->values[2], 0, 1e-4F);
    EXPECT_EQ(embedding->embedder, (EmbedderId{"colours", "3"}));
}

TEST(OnnxEmbedder, AContractThatLiesIsAnErrorAtOnce)
{
    for (const std::string &manifest : {coloursManifest("4"), coloursManifest("3", ", \"output\": \"unit-length\"")}) {
        const auto embedder = OnnxEmbedder::create(fileOf(meanColourNetwork()), contract(manifest));
        ASSERT_FALSE(embedder);
        EXPECT_EQ(embedder.error().code, Error::Code::ModelUnusable);
        EXPECT_NE(embedder.error().message.find("colours.onnx"), std::string::npos) << embedder.error().message;
    }
    EXPECT_FALSE(OnnxEmbedder::create(fileOf(foreignNetwork()), contract(coloursManifest())));
    EXPECT_FALSE(OnnxEmbedder::create(fileOf("not a network"), contract(coloursManifest())));
}

TEST(OnnxEmbedder, AnOwnModelIsAnEngineByItsNameButIsNeverPickedByItself)
{
    const ModelFolder folder;
    folder.write("models.json", coloursManifest());
    folder.write("colours.onnx", meanColourNetwork());
    EngineSettings settings{.models = folder.path(), .contourModel = "/nonexistent/landmarks.dat"};
    EXPECT_EQ((*Engine::load(settings))->name(), "hog+patches");
    settings.engine = "hog+colours";
    const auto engine = Engine::load(settings);
    ASSERT_TRUE(engine) << engine.error().message;
    EXPECT_EQ((*engine)->trust(), Trust::Registers);
    EXPECT_EQ((*engine)->matchRule().threshold, 0.5F);
    EXPECT_TRUE((*engine)->embedder().name.starts_with("colours-"));
}

TEST(EmbedderOutput, IsMovedByTheCentreBeforeItGetsLengthOne)
{
    EmbedderContract contract;
    contract.dimension = 2;
    contract.centre = {10, 10};
    const auto embedding = toEmbedding(std::array{13.F, 14.F}, contract);
    ASSERT_TRUE(embedding);
    EXPECT_NEAR(embedding->values[0], 0.6F, 1e-6F);
    EXPECT_NEAR(embedding->values[1], 0.8F, 1e-6F);
    EXPECT_FALSE(toEmbedding(std::array{10.F, 10.F}, contract));
    EXPECT_FALSE(toEmbedding(std::array{10.F}, contract));
    EXPECT_FALSE(toEmbedding(std::array{std::nanf(""), 1.F}, contract));
}

} // namespace rollcall::recognition::test
