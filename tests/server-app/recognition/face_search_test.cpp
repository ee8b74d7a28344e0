#include "recognition/face_search.h"

#include <gtest/gtest.h>

namespace rollcall::recognition::test {

namespace {

struct AreaCase {
    Box face;
    float minimumFace;
    cv::Size picture;
    cv::Rect area;
};

// Sees the faces of a made-up scene whose centres lie in what it is shown.
class SceneDetector final : public FaceDetector {
public:
    std::vector<Box> scene;
    std::vector<cv::Size> shown;
    std::vector<float> smallest;
    std::expected<std::vector<Detection>, Error> detect(const Picture &picture, float minimumFace) override
    {
        smallest.push_back(minimumFace);
        shown.emplace_back(picture.width(), picture.height());
        std::vector<Detection> found;
        for (const Box &box : scene) {
            Box seen = box;
            seen.x -= picture.origin().x;
            seen.y -= picture.origin().y;
            const Point centre = seen.centre();
            if (clipped({centre.x, centre.y, 1, 1}, picture.width(), picture.height()).area() > 0)
                found.push_back({seen, 1, FivePoints{Point{seen.x, seen.y}}});
        }
        return found;
    }
};

Track trackAt(const Box &box)
{
    Track track;
    track.box = box;
    return track;
}

} // namespace

TEST(FaceSearch, AnAreaIsASquareOfFewSizesInsideThePicture)
{
    const std::vector<AreaCase> table{
        {{300, 200, 60, 60}, 40, {640, 480}, {266, 166, 128, 128}}, // 102 wanted
        {{300, 200, 90, 90}, 40, {640, 480}, {264, 164, 160, 160}}, // 153 wanted
        {{-20, -20, 60, 60}, 40, {640, 480}, {0, 0, 128, 128}}, // moved inside
        {{600, 440, 60, 60}, 40, {640, 480}, {512, 352, 128, 128}},
        {{300, 200, 290, 290}, 40, {640, 480}, {}}, // no room
        {{300, 200, 900, 900}, 40, {4000, 4000}, {}}, // too large for the list
    };
    for (const AreaCase &row : table)
        EXPECT_EQ(areaAround(row.face, row.minimumFace, row.picture), row.area) << row.face.x << ' ' << row.face.width;
}

TEST(FaceSearch, APartHasTheAreaAndTheTracksInQuartersOfThePicture)
{
    const cv::Size picture(640, 480);
    const std::vector tracks{trackAt({300, 200, 60, 60})};
    EXPECT_EQ(partWith({}, {}, 40, picture), cv::Rect());
    const cv::Rect alone = partWith({100, 100, 60, 60}, {}, 40, picture); // with 30 pixels of room around it
    EXPECT_EQ(alone.size(), cv::Size(160, 120));
    EXPECT_EQ(alone & cv::Rect(70, 70, 120, 120), cv::Rect(70, 70, 120, 120));
    const cv::Rect both = partWith({100, 100, 60, 60}, tracks, 40, picture);
    EXPECT_EQ(both.size(), cv::Size(320, 240));
    EXPECT_EQ(both & cv::Rect(279, 179, 102, 102), cv::Rect(279, 179, 102, 102));
    EXPECT_EQ(partWith({0, 0, 20, 20}, tracks, 40, picture).tl(), cv::Point(0, 0));
    EXPECT_EQ(partWith({10, 10, 600, 330}, {}, 40, picture), cv::Rect(cv::Point(), picture)); // hardly less
}

TEST(FaceSearch, APartIsSearchedAndItsFacesAreToldWhereTheyAreInThePicture)
{
    SceneDetector detector;
    detector.scene = {{110, 105, 60, 60}, {1000, 500, 60, 60}};
    const Picture picture(cv::Mat(720, 1280, CV_8UC3, cv::Scalar::all(0)));
    const auto found = searchPart({960, 360, 320, 360}, picture, 40, detector);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 1U);
    EXPECT_EQ(found->front().box, detector.scene[1]);
    EXPECT_EQ(detector.shown, (std::vector<cv::Size>{{320, 360}}));
}

// A known face needs no search for much smaller ones, unless its points are wanted, which are exact on many pixels alone.
TEST(FaceSearch, AroundAKnownFaceWithoutPointsSmallerFacesAreNotSearchedFor)
{
    SceneDetector detector;
    const Picture picture(cv::Mat(720, 1280, CV_8UC3, cv::Scalar::all(0)));
    std::vector tracks{trackAt({400, 300, 100, 100})};
    ASSERT_TRUE(searchAround(tracks, picture, 40, detector));
    tracks[0].detection.points = FivePoints{};
    ASSERT_TRUE(searchAround(tracks, picture, 40, detector));
    ASSERT_EQ(detector.smallest.size(), 2U);
    EXPECT_NEAR(detector.smallest[0], 70, 0.01);
    EXPECT_EQ(detector.smallest[1], 40);
}

TEST(FaceSearch, FindsTheFollowedFacesWhereTheyAreInThePictureAndNoOthers)
{
    SceneDetector detector;
    detector.scene = {{110, 105, 60, 60}, {1000, 500, 60, 60}, {600, 300, 60, 60}};
    const Picture picture(cv::Mat(720, 1280, CV_8UC3, cv::Scalar::all(0)));
    const std::vector tracks{trackAt({100, 100, 60, 60}), trackAt({990, 505, 60, 60})};
    const auto found = searchAround(tracks, picture, 40, detector);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ((*found)[0].box, detector.scene[0]);
    EXPECT_EQ((*found)[1].box, detector.scene[1]);
    EXPECT_EQ((*found)[1].points->front(), (Point{1000, 500}));
    EXPECT_EQ(detector.shown, (std::vector<cv::Size>{{128, 128}, {128, 128}}));
}

TEST(FaceSearch, AFaceThatTwoTracksAreNearIsFoundOnce)
{
    SceneDetector detector;
    detector.scene = {{100, 100, 60, 60}};
    const Picture picture(cv::Mat(720, 1280, CV_8UC3, cv::Scalar::all(0)));
    const std::vector tracks{trackAt({100, 100, 60, 60}), trackAt({130, 100, 60, 60})};
    EXPECT_EQ(searchAround(tracks, picture, 40, detector)->size(), 1U);
}

TEST(FaceSearch, SearchesTheWholePictureWhereAreasWouldCostAsMuch)
{
    SceneDetector detector;
    const Picture picture(cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(0)));
    const std::vector tracks{trackAt({100, 100, 180, 180}), trackAt({400, 100, 180, 180})};
    ASSERT_TRUE(searchAround(tracks, picture, 80, detector));
    EXPECT_EQ(detector.shown, (std::vector<cv::Size>{{640, 480}}));
}

} // namespace rollcall::recognition::test
