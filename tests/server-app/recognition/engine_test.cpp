#include "clip_run.h"

#include "recognition/engine.h"
#include "recognition/enroller.h"

#include <gtest/gtest.h>

#include <fstream>

namespace rollcall::recognition::test {

namespace {

namespace fs = std::filesystem;

// A folder that goes away with the test.
class Folder {
public:
    Folder()
    {
        std::string pattern = (fs::temp_directory_path() / "rollcall-models-XXXXXX").string();
        m_path = mkdtemp(pattern.data());
    }
    ~Folder() { fs::remove_all(m_path); }
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;
    [[nodiscard]] const fs::path &path() const { return m_path; }
    void write(const std::string &name, const std::string &content) const
    {
        std::ofstream(m_path / name, std::ios::binary) << content;
    }

private:
    fs::path m_path;
};

EngineSettings withoutContour(const fs::path &models = {})
{
    return {.models = models, .contourModel = "/nonexistent/landmarks.dat"};
}

// One ONNX model of one Identity node from "cls_8" to "cls_8": a network, but nobody's.
std::string foreignNetwork()
{
    // ModelProto{ir_version 7, graph{node{input x, output y, op Identity}, name g, input x, output y}, opset 11}
    const std::string value = std::string("\x0a\x01x", 3)
        + std::string("\x12\x0e\x0a\x0c\x08\x01\x12\x08\x0a\x02\x08\x01\x0a\x02\x08\x04", 16);
    const std::string result = std::string("\x0a\x01y", 3) + value.substr(3);
    const std::string node("\x0a\x01x\x12\x01y\x22\x08Identity", 16);
    const auto field = [](char tag, const std::string &content) {
        return std::string(1, tag) + static_cast<char>(content.size()) + content;
    };
    const std::string graph = field('\x0a', node) + field('\x12', "g") + field('\x5a', value) + field('\x62', result);
    return std::string("\x08\x07", 2) + field('\x3a', graph) + field('\x42', std::string("\x0a\x00\x10\x0b", 4));
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
    const Folder folder;
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

TEST(Engine, ADamagedContourModelIsAnErrorThatNamesIt)
{
    const Folder folder;
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
