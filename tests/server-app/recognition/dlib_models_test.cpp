// dlib's models, made small or at random: what matters here is how their files are read, and what happens with others.

#include "model_folder.h"

#include "recognition/alignment.h"
#include "recognition/dlib_chip.h"
#include "recognition/dlib_resnet_type.h"
#include "recognition/engine.h"
#include "recognition/square_box.h"

#include <gtest/gtest.h>

#include <dlib/image_processing/shape_predictor.h>

#include <opencv2/imgproc.hpp>

#include <sstream>

namespace rollcall::recognition::test {

namespace {

constexpr const char *resnetFile = "dlib_face_recognition_resnet_model_v1.dat";
constexpr const char *cornersFile = "shape_predictor_5_face_landmarks.dat";

EngineSettings settings(const ModelFolder &folder, const std::string &engine)
{
    return {.models = folder.path(), .contourModel = "/nonexistent/landmarks.dat", .engine = engine};
}

// An untrained network of the published layers.
std::string randomResnet()
{
    resnet::Network network;
    dlib::matrix<dlib::rgb_pixel> grey(150, 150);
    dlib::assign_all_pixels(grey, dlib::rgb_pixel(120, 120, 120));
    network(grey); // gives it its weights
    std::ostringstream stream;
    dlib::serialize(network, stream);
    return stream.str();
}

// A predictor of five points that has learned one drawn face; the points keep their place in the box.
std::string smallPredictor(unsigned long points)
{
    dlib::array<dlib::array2d<unsigned char>> pictures(4);
    std::vector<std::vector<dlib::full_object_detection>> faces;
    for (size_t i = 0; i < pictures.size(); ++i) {
        pictures[i].set_size(100, 100);
        for (long row = 0; row < 100; ++row) {
            for (long column = 0; column < 100; ++column)
                pictures[i][row][column] = static_cast<unsigned char>((row * 2 + column + static_cast<long>(i)) % 256);
        }
        const dlib::rectangle box(10, 10, 89, 89);
        std::vector<dlib::point> parts{{79, 27}, {62, 28}, {20, 27}, {37, 28}, {49, 60}};
        parts.resize(points, dlib::point(50, 50));
        faces.push_back({dlib::full_object_detection(box, parts)});
    }
    dlib::shape_predictor_trainer trainer;
    trainer.set_cascade_depth(2);
    trainer.set_num_trees_per_cascade_level(3);
    trainer.set_tree_depth(2);
    trainer.set_oversampling_amount(4);
    trainer.set_feature_pool_size(50);
    std::ostringstream stream;
    dlib::serialize(trainer.train(pictures, faces), stream);
    return stream.str();
}

} // namespace

TEST(DlibResnet, IsReadAndGivesEmbeddingsOfLengthOne)
{
    const ModelFolder folder;
    folder.writeAccepted(resnetFile, randomResnet());
    const auto engine = Engine::load(settings(folder, "hog+dlib-resnet"));
    ASSERT_TRUE(engine) << engine.error().message;
    EXPECT_EQ((*engine)->embedder(), (EmbedderId{"dlib-resnet-29-v1", "1"}));
    EXPECT_EQ((*engine)->trust(), Trust::Registers);

    cv::Mat bgr(200, 200, CV_8UC3, cv::Scalar(90, 120, 150));
    cv::circle(bgr, {100, 100}, 40, {20, 200, 40}, 5);
    const Face face{
        {50, 50, 100, 100}, 1, {Point{75, 80}, Point{125, 80}, Point{100, 105}, Point{80, 130}, Point{120, 130}}, {}};
    const auto workspace = (*engine)->makeWorkspace();
    ASSERT_TRUE(workspace);
    const auto embedding = (*workspace)->embedder->embed(Picture(bgr), face);
    ASSERT_TRUE(embedding) << embedding.error().message;
    ASSERT_EQ(embedding->values.size(), 128U);
    EXPECT_NEAR(cv::norm(embedding->values), 1, 1e-4);
}

TEST(DlibResnet, AnotherModelUnderItsNameIsAnErrorThatNamesTheFile)
{
    const ModelFolder folder;
    const std::string predictor = smallPredictor(5);
    for (const std::string &content :
        {predictor, std::string(3000, '\x08'), std::string("x"), predictor.substr(0, 50)}) {
        folder.writeAccepted(resnetFile, content);
        const auto engine = Engine::load(settings(folder, "hog+dlib-resnet"));
        ASSERT_FALSE(engine);
        EXPECT_EQ(engine.error().code, Error::Code::ModelUnusable);
        EXPECT_NE(engine.error().message.find(resnetFile), std::string::npos) << engine.error().message;
    }
}

TEST(FivePointPredictor, IsUsedWhereTheDetectorGivesNoPoints)
{
    const ModelFolder folder;
    folder.writeAccepted(cornersFile, smallPredictor(5));
    const auto engine = Engine::load(settings(folder, "hog+patches"));
    ASSERT_TRUE(engine) << engine.error().message;
    ASSERT_EQ((*engine)->models().size(), 3U);
    EXPECT_EQ((*engine)->models()[1].name, "points-5");

    const auto workspace = (*engine)->makeWorkspace();
    ASSERT_TRUE(workspace);
    const Picture picture(cv::Mat(100, 100, CV_8UC3, cv::Scalar(90, 120, 150)));
    const auto face = (*workspace)->landmarks->find(picture, {faceOfSquare({10, 10, 80, 80}), 1, std::nullopt});
    ASSERT_TRUE(face) << face.error().message;
    EXPECT_TRUE(face->contour.empty());
    // It was taught where the eyes of every face are: between the corners.
    EXPECT_NEAR(face->points[0].x, 28.5F, 2);
    EXPECT_NEAR(face->points[0].y, 27.5F, 2);
    EXPECT_NEAR(face->points[1].x, 70.5F, 2);
    EXPECT_GT(face->points[3].y, face->points[2].y);
    EXPECT_LT(face->points[3].x, face->points[4].x);
}

TEST(FivePointPredictor, OneOfOtherPointsIsRefused)
{
    const ModelFolder folder;
    folder.writeAccepted(cornersFile, smallPredictor(7));
    const auto engine = Engine::load(settings(folder, "hog+patches"));
    ASSERT_FALSE(engine);
    EXPECT_NE(engine.error().message.find("7 points"), std::string::npos) << engine.error().message;
}

TEST(Mmod, AnotherModelUnderItsNameIsAnErrorThatNamesTheFile)
{
    const ModelFolder folder;
    const std::string predictor = smallPredictor(5);
    folder.write("own.dat", predictor);
    folder.write("models.json", ownManifest("mmod", "own.dat", hashOf(predictor), ""));
    const auto engine = Engine::load(settings(folder, "mmod+patches"));
    ASSERT_FALSE(engine);
    EXPECT_EQ(engine.error().code, Error::Code::ModelUnusable);
    EXPECT_NE(engine.error().message.find("own.dat"), std::string::npos) << engine.error().message;
}

TEST(DlibChip, FivePointsComeFromTheCornersWhereverTheFaceIs)
{
    // The mean corners, turned by a quarter, three times as large, and moved.
    const auto moved = [](float x, float y) { return Point{100 - 3 * y, 50 + 3 * x}; };
    const CornerPoints corners{moved(0.859567F, 0.213498F), moved(0.646060F, 0.228967F), moved(0.120575F, 0.213727F),
        moved(0.334085F, 0.229064F), moved(0.490112F, 0.627798F)};
    const FivePoints points = fivePointsOf(corners);
    const Point mouth = moved(0.254149F, 0.780233F);
    EXPECT_NEAR(points[3].x, mouth.x, 1e-3F);
    EXPECT_NEAR(points[3].y, mouth.y, 1e-3F);
    const Point eye = moved(0.22733F, 0.2213955F);
    EXPECT_NEAR(points[0].x, eye.x, 1e-3F);
    EXPECT_NEAR(points[0].y, eye.y, 1e-3F);
}

TEST(DlibChip, PutsTheEyesWhereDlibHasThem)
{
    const Face face{{}, 1, {Point{40, 50}, Point{80, 50}, Point{60, 72}, Point{43, 92}, Point{77, 92}}, {}};
    const cv::Matx23f transform = toDlibChip(face, 150);
    const Point left = transformed(transform, face.points[0]);
    const Point right = transformed(transform, face.points[1]);
    EXPECT_NEAR(left.y, right.y, 0.5F);
    EXPECT_NEAR(left.x, (0.2255F + 0.25F) * 100, 3);
    EXPECT_NEAR(right.x, (0.7548F + 0.25F) * 100, 3);
}

} // namespace rollcall::recognition::test
