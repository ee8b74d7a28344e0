#include "recognition/sameness.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rollcall::recognition::test {

namespace {

const EmbedderId maker{"made-up", "1"};
constexpr SamenessRule rule{0.6F, 0.3F};

// A face at this angle: the score of two is the cosine of what lies between.
Embedding at(float degrees)
{
    const float radians = degrees * 3.14159265F / 180;
    return {maker, {std::cos(radians), std::sin(radians)}};
}

Gallery galleryOf(const std::vector<Template> &known)
{
    return Gallery(maker).with(known);
}

} // namespace

TEST(Sameness, somebodyWhomMostPhotosLookLikeIsTheSamePerson)
{
    const Gallery gallery = galleryOf({{"ada", at(0)}, {"ben", at(180)}});
    const std::vector<Embedding> photos{at(30), at(40), at(120)}; // the last is nearer to ben
    const auto found = findResemblance(photos, gallery, {}, rule);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->person, "ada");
    EXPECT_NEAR(found->score, (std::cos(0.5236F) + std::cos(0.6981F)) / 2, 1e-4F);
}

TEST(Sameness, halfOfThePhotosIsNotMost)
{
    const Gallery gallery = galleryOf({{"ada", at(0)}, {"ben", at(180)}});
    EXPECT_FALSE(findResemblance(std::vector{at(30), at(150)}, gallery, {}, rule));
}

TEST(Sameness, aLikenessBelowTheThresholdIsAnother)
{
    const Gallery gallery = galleryOf({{"ada", at(0)}});
    EXPECT_FALSE(findResemblance(std::vector{at(60), at(60)}, gallery, {}, rule));
    EXPECT_TRUE(findResemblance(std::vector{at(50), at(50)}, gallery, {}, rule));
    EXPECT_FALSE(findResemblance(std::vector{at(0)}, Gallery(maker), {}, rule));
    EXPECT_FALSE(findResemblance({}, gallery, {}, rule));
}

TEST(Sameness, theVerySamePictureIsEnoughAmongOthers)
{
    const Gallery gallery = galleryOf({{"ada", at(0)}, {"ben", at(180)}});
    const auto found = findResemblance(std::vector{at(90), at(1), at(100)}, gallery, {}, rule);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->person, "ada");
}

// Of an embedder whose strangers are near 1, too, only what is as good as the same is the same picture.
TEST(Sameness, whatIsTheVerySamePictureDependsOnTheEmbedder)
{
    const Gallery gallery = galleryOf({{"ada", at(0)}});
    constexpr SamenessRule narrow{0.97F, 0.6F};
    EXPECT_FALSE(findResemblance(std::vector{at(15)}, gallery, {}, narrow)); // 0.966
    EXPECT_FALSE(findResemblance(std::vector{at(90), at(8), at(100)}, gallery, {}, narrow)); // 0.990
    EXPECT_TRUE(findResemblance(std::vector{at(90), at(2), at(100)}, gallery, {}, narrow)); // 0.999
}

TEST(Sameness, whoIsNotInTheGalleryYetIsFoundToo)
{
    const std::vector<Template> recent{{"cleo", at(90)}};
    const auto found = findResemblance(std::vector{at(70), at(110)}, galleryOf({{"ada", at(0)}}), recent, rule);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->person, "cleo");
}

TEST(Sameness, aPhotoUnlikeTheOthersIsNotOfThem)
{
    const std::vector<Embedding> photos{at(0), at(20), at(180), at(40)};
    EXPECT_EQ(ofOnePerson(photos, Gallery(maker), rule), (std::vector{true, true, false, true}));
}

TEST(Sameness, photosGoTogetherByWayOfOthers)
{
    // Left and right profile are unlike each other, and both are like the face from the front.
    EXPECT_EQ(ofOnePerson(std::vector{at(-60), at(0), at(60)}, Gallery(maker), rule), (std::vector{true, true, true}));
}

TEST(Sameness, nobodyIsMeantWhereGroupsAreEquallyLarge)
{
    EXPECT_EQ(ofOnePerson(std::vector{at(0), at(180)}, Gallery(maker), rule), (std::vector{false, false}));
    EXPECT_EQ(ofOnePerson(std::vector{at(0), at(180), at(5), at(175)}, Gallery(maker), rule), std::vector<bool>(4, false));
    EXPECT_EQ(ofOnePerson(std::vector{at(0)}, Gallery(maker), rule), (std::vector{true}));
    EXPECT_TRUE(ofOnePerson({}, Gallery(maker), rule).empty());
}

} // namespace rollcall::recognition::test
