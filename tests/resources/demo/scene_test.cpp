#include "demo/scene.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace rollcall::demo {
namespace {

constexpr int secondOfFirstPerson = 3;
constexpr int together = 12;

int frameAt(int second)
{
    return second * Scene::framesPerSecond;
}

double difference(const cv::Mat &a, const cv::Mat &b)
{
    return cv::norm(a, b, cv::NORM_INF);
}

TEST(DemoScene, sameSeedGivesTheSamePictures)
{
    const Scene once{7};
    const Scene again{7};
    for (const int second : {0, secondOfFirstPerson, together})
        EXPECT_EQ(difference(once.frame(frameAt(second)), again.frame(frameAt(second))), 0.0) << "second " << second;
    EXPECT_EQ(difference(once.photo("ben", 2), again.photo("ben", 2)), 0.0);
}

TEST(DemoScene, framesMayBeDrawnInAnyOrder)
{
    const Scene forwards{7};
    const cv::Mat first = forwards.frame(frameAt(together));
    (void)forwards.frame(0);
    EXPECT_EQ(difference(first, forwards.frame(frameAt(together))), 0.0);
}

TEST(DemoScene, anotherSeedGivesOtherPictures)
{
    EXPECT_GT(difference(Scene{7}.frame(frameAt(secondOfFirstPerson)), Scene{8}.frame(frameAt(secondOfFirstPerson))), 20.0);
}

TEST(DemoScene, beginsAndEndsWithNobodySoThatItCanLoop)
{
    const Scene scene{7};
    EXPECT_TRUE(scene.faces(0).empty());
    EXPECT_TRUE(scene.faces(Scene::frameCount - 1).empty());
}

TEST(DemoScene, showsEverybodyAndTwoAtOnce)
{
    const Scene scene{7};
    std::set<std::string_view> seen;
    std::size_t most = 0;
    for (int i = 0; i < Scene::frameCount; i += 5) {
        const std::vector<VisibleFace> faces = scene.faces(i);
        most = std::max(most, faces.size());
        for (const VisibleFace &face : faces) {
            seen.insert(face.person);
            EXPECT_EQ(face.box & cv::Rect({}, Scene::size), face.box);
        }
    }
    EXPECT_EQ(seen, (std::set<std::string_view>{"ada", "ben", "chloe", "stranger"}));
    EXPECT_EQ(most, 2U);
}

TEST(DemoScene, everyPhotoOfAPersonIsAnother)
{
    const Scene scene{7};
    for (const Person &person : enrolledPeople()) {
        for (int i = 1; i < Scene::photoCount; ++i)
            EXPECT_GT(cv::norm(scene.photo(person.id, 0), scene.photo(person.id, i), cv::NORM_L1), 1e6) << person.id << ' ' << i;
    }
}

}  // namespace
}  // namespace rollcall::demo
