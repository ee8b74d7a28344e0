#include "clip_run.h"
#include "model_folder.h"

#include "recognition/engine.h"
#include "recognition/enroller.h"
#include "recognition/mmod_detector.h"

#include <gtest/gtest.h>

#include <dlfcn.h>

namespace rollcall::recognition::test {

namespace {

namespace fs = std::filesystem;

EngineSettings withoutContour(const fs::path &models = {})
{
    return {.models = models, .contourModel = "/nonexistent/landmarks.dat"};
}

} // namespace

TEST(Engine, WorksWithoutAnyModelFileAndSaysWhatWouldBeBetter)
{
    const auto engine = Engine::load(withoutContour());
    ASSERT_TRUE(engine) << engine.error().message;
    EXPECT_EQ((*engine)->name(), "hog+patches");
    EXPECT_EQ((*engine)->trust(), Trust::Suggests);
    EXPECT_NE((*engine)->description().find("libdlib-data"), std::string::npos);
    EXPECT_NE((*engine)->description().find("face-reidentification-retail-0095.onnx"), std::string::npos);
    EXPECT_TRUE((*engine)->makeWorkspace());
}

// Where the system's BLAS is one with threads of its own.
TEST(Engine, LeavesOpenBlasOneThread)
{
    const auto set = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    const auto get = reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_num_threads"));
    if (!set || !get || (set(2), get()) != 2)
        GTEST_SKIP() << "This system's BLAS has no threads of its own: that they are not used is NOT tested.";
    configureLibraries();
    EXPECT_EQ(get(), 1);
}

TEST(Mmod, SearchesFacesAtTheirSizeOnABoundedPicture)
{
    EXPECT_EQ(MmodDetector::searchedSize({640, 480}, 80), cv::Size(640, 480));
    EXPECT_EQ(MmodDetector::searchedSize({1280, 720}, 160), cv::Size(640, 360));
    EXPECT_EQ(MmodDetector::searchedSize({250, 250}, 10), cv::Size(500, 500)); // at most doubled
    EXPECT_EQ(MmodDetector::searchedSize({20, 10}, 80), cv::Size(100, 100)); // its layers need some room
    EXPECT_EQ(MmodDetector::searchedSize({1600, 1200}, 36), cv::Size(1414, 1061)); // 1.5 million pixels
}

TEST(Engine, AFolderThatIsNotThereIsABadSetting)
{
    const auto engine = Engine::load(withoutContour("/nonexistent/models"));
    ASSERT_FALSE(engine);
    EXPECT_EQ(engine.error().code, Error::Code::BadSetting);
    EXPECT_NE(engine.error().message.find("/nonexistent/models"), std::string::npos);
}

struct BadModel {
    const char *name;
    const char *file;
    std::string content;
};

class BadModels : public testing::TestWithParam<BadModel> { };

TEST_P(BadModels, AreAnErrorThatNamesTheFile)
{
    const ModelFolder folder;
    folder.write(GetParam().file, GetParam().content);
    const auto engine = Engine::load(withoutContour(folder.path()));
    ASSERT_FALSE(engine);
    EXPECT_EQ(engine.error().code, Error::Code::ModelUnusable);
    EXPECT_NE(engine.error().message.find(GetParam().file), std::string::npos) << engine.error().message;
}

INSTANTIATE_TEST_SUITE_P(Table, BadModels,
    testing::Values(BadModel{"emptyDetector", "yunet_n_320_320.onnx", ""},
        BadModel{"garbageDetector", "yunet_n_320_320.onnx", std::string(5000, '\x5a')},
        BadModel{"foreignDetector", "yunet_n_320_320.onnx", foreignNetwork()},
        BadModel{"emptyEmbedder", "face-reidentification-retail-0095.onnx", ""},
        BadModel{"textEmbedder", "face-reidentification-retail-0095.onnx", "<html>404 not found</html>"},
        BadModel{"foreignEmbedder", "face-reidentification-retail-0095.onnx", foreignNetwork()},
        BadModel{"garbageLandmarks", "landmarks-regression-retail-0009.onnx", std::string(300, '\x01')}),
    [](const auto &test) { return test.param.name; });

struct ForeignModel {
    const char *name;
    const char *kind;
    const char *engine;
};

class ForeignModels : public testing::TestWithParam<ForeignModel> { };

// Bytes that are what the list of models says, but a network of another kind.
TEST_P(ForeignModels, AreAnErrorThatNamesTheFile)
{
    const ModelFolder folder;
    folder.write("own.onnx", foreignNetwork());
    folder.write("models.json", ownManifest(GetParam().kind, "own.onnx", hashOf(foreignNetwork()), ""));
    EngineSettings settings = withoutContour(folder.path());
    settings.engine = GetParam().engine;
    const auto engine = Engine::load(settings);
    ASSERT_FALSE(engine);
    EXPECT_EQ(engine.error().code, Error::Code::ModelUnusable);
    EXPECT_NE(engine.error().message.find("own.onnx"), std::string::npos) << engine.error().message;
}

INSTANTIATE_TEST_SUITE_P(Table, ForeignModels,
    testing::Values(ForeignModel{"detector", "yunet", "yunet+patches"},
        ForeignModel{"landmarks", "retail-landmarks", "hog+patches"},
        ForeignModel{"dlibDetector", "mmod", "mmod+patches"},
        ForeignModel{"dlibLandmarks", "dlib-68-points", "hog+patches"}),
    [](const auto &test) { return test.param.name; });

TEST(Engine, IsPutTogetherFromAnyDetectorAndAnyEmbedder)
{
    const auto choices = engineChoices(withoutContour());
    ASSERT_TRUE(choices) << choices.error().message;
    const auto named = [&](const std::string &name) {
        const auto found = std::ranges::find(*choices, name, &EngineChoice::name);
        EXPECT_NE(found, choices->end()) << name;
        return *found;
    };
    EXPECT_EQ(choices->front().name, "yunet+reid-0095");
    EXPECT_EQ(named("mmod+sface").trust, Trust::Registers);
    EXPECT_NE(
        named("mmod+sface").text.find("mmod_human_face_detector.dat and face_recognition_sface"), std::string::npos)
        << named("mmod+sface").text;
    EXPECT_FALSE(named("mmod+patches").isAutomatic);
    EXPECT_FALSE(named("hog-x2+patches").isAutomatic);
    EXPECT_TRUE(named("hog+patches").isAvailable);

    EngineSettings settings = withoutContour();
    settings.engine = "hog-x2+patches";
    const auto engine = Engine::load(settings);
    ASSERT_TRUE(engine) << engine.error().message;
    EXPECT_EQ((*engine)->name(), "hog-x2+patches");
    EXPECT_EQ((*engine)->minimumFace(480), (*Engine::load(withoutContour()))->minimumFace(480) / 2);
    settings.engine = "hog+torch";
    EXPECT_EQ(Engine::load(settings).error().code, Error::Code::BadSetting);
}

TEST(Engine, LandmarksThatAreNamedMustBeThere)
{
    EngineSettings settings = withoutContour();
    settings.landmarks = "points-5";
    EXPECT_EQ(Engine::load(settings).error().code, Error::Code::ModelMissing);
    settings.landmarks = "own";
    EXPECT_EQ(Engine::load(settings).error().code, Error::Code::BadSetting);
    settings.landmarks = "nose";
    EXPECT_EQ(Engine::load(settings).error().code, Error::Code::BadSetting);
    settings.landmarks = "average";
    EXPECT_TRUE(Engine::load(settings));
}

TEST(Engine, AFoldersOwnListThatIsWrongIsAnError)
{
    const ModelFolder folder;
    folder.write("models.json", "{");
    EXPECT_EQ(Engine::load(withoutContour(folder.path())).error().code, Error::Code::BadManifest);
    EXPECT_FALSE(engineChoices(withoutContour(folder.path())));
}

TEST(Engine, ADamagedContourModelIsAnErrorThatNamesIt)
{
    const ModelFolder folder;
    folder.write("points.dat", "not a predictor");
    const auto engine = Engine::load({.models = {}, .contourModel = folder.path() / "points.dat"});
    ASSERT_FALSE(engine);
    EXPECT_EQ(engine.error().code, Error::Code::ModelUnusable);
    EXPECT_NE(engine.error().message.find("points.dat"), std::string::npos);
}

TEST(Enroller, RefusesAPhotoWithoutAFace)
{
    const auto engine = Engine::load(withoutContour());
    ASSERT_TRUE(engine);
    const auto workspace = (*engine)->makeWorkspace();
    ASSERT_TRUE(workspace);
    const auto enrolment =
        Enroller(*engine).enrol(encoded(cv::Mat(300, 300, CV_8UC3, cv::Scalar(90, 120, 150))), **workspace);
    ASSERT_FALSE(enrolment);
    EXPECT_EQ(enrolment.error().reason, Refusal::Reason::NoFace);
}

} // namespace rollcall::recognition::test
