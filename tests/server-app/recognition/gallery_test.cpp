#include "recognition/gallery.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace rollcall::recognition::test {

namespace {

const EmbedderId maker{"made-up", "1"};

std::vector<float> unit(std::vector<float> values)
{
    float squares = 0;
    for (const float value : values)
        squares += value * value;
    for (float &value : values)
        value /= std::sqrt(squares);
    return values;
}

Template entry(std::string person, std::vector<float> values, const EmbedderId &by = maker)
{
    return {std::move(person), {by, unit(std::move(values))}};
}

std::vector<float> randomUnit(std::mt19937 &random, size_t dimension)
{
    std::normal_distribution<float> normal;
    std::vector<float> values(dimension);
    for (float &value : values)
        value = normal(random);
    return unit(values);
}

} // namespace

TEST(Gallery, FindsTheBestPersonAndTheBestOtherPerson)
{
    const std::vector templates{
        entry("ada", {1, 0, 0}), entry("ada", {0.9F, 0.1F, 0}), entry("ben", {0, 1, 0}), entry("chloe", {0, 0, 1})};
    const Gallery gallery = Gallery(maker).with(templates);
    const SearchResult result = gallery.search({maker, unit({1, 0.3F, 0})});
    ASSERT_TRUE(result.best && result.runnerUp);
    EXPECT_EQ(result.best->person, "ada");
    EXPECT_EQ(result.runnerUp->person, "ben"); // not ada's second photo
    EXPECT_NEAR(result.runnerUp->score, 0.3F / std::sqrt(1.09F), 1e-5);
}

TEST(Gallery, AnswersNothingWhenEmptyOrAskedByAnotherEmbedder)
{
    const Gallery empty(maker);
    EXPECT_FALSE(empty.search({maker, {1, 0}}).best);
    const Gallery gallery = empty.with(std::vector{entry("ada", {1, 0})});
    EXPECT_FALSE(gallery.search({{"made-up", "2"}, {1, 0}}).best);
    EXPECT_FALSE(gallery.search({maker, {1, 0, 0}}).best);
    EXPECT_TRUE(gallery.search({maker, {1, 0}}).best);
    EXPECT_FALSE(gallery.search({maker, {1, 0}}).runnerUp);
}

TEST(Gallery, LeavesOutTemplatesOfOtherEmbeddersAndCountsThem)
{
    const std::vector templates{entry("ada", {1, 0}, {"other", "1"}), entry("ben", {0, 1}), entry("chloe", {1, 0, 0})};
    const Gallery gallery = Gallery(maker).with(templates);
    EXPECT_EQ(gallery.personCount(), 1U);
    EXPECT_EQ(gallery.ignoredCount(), 2U);
    EXPECT_TRUE(gallery.contains("ben"));
    EXPECT_FALSE(gallery.contains("ada"));
}

TEST(Gallery, AnUpdateLeavesTheOldSnapshotAlone)
{
    const Gallery first = Gallery(maker).with(std::vector{entry("ada", {1, 0}), entry("ben", {0, 1})});
    const Gallery second = first.with(std::vector{entry("ada", {0.7F, 0.7F}), entry("aaron", {-1, 0})});
    const Gallery third = second.without("ada");
    EXPECT_EQ(first.templateCount(), 2U);
    EXPECT_EQ(second.templateCount(), 4U);
    EXPECT_EQ(second.personCount(), 3U);
    EXPECT_FALSE(third.contains("ada"));
    EXPECT_TRUE(first.contains("ada"));
    EXPECT_EQ(third.search({maker, unit({1, 0.1F})}).best->person, "ben");
}

TEST(Gallery, IsExactAgainstASimpleSearch)
{
    constexpr size_t dimension = 37; // no multiple of a vector register
    std::mt19937 random(7);
    std::vector<Template> templates;
    for (int i = 0; i < 300; ++i)
        templates.push_back({"person " + std::to_string(i % 100), {maker, randomUnit(random, dimension)}});
    const Gallery gallery = Gallery(maker).with(templates);
    for (int i = 0; i < 20; ++i) {
        const std::vector<float> probe = randomUnit(random, dimension);
        double best = -2;
        std::string person;
        for (const Template &t : templates) {
            double score = 0;
            for (size_t k = 0; k < dimension; ++k)
                score += static_cast<double>(probe[k]) * static_cast<double>(t.embedding.values[k]);
            if (score > best) {
                best = score;
                person = t.person;
            }
        }
        const SearchResult result = gallery.search({maker, probe});
        EXPECT_EQ(result.best->person, person);
        EXPECT_NEAR(result.best->score, best, 1e-5);
    }
}

// All faces share a large part; with it taken out, a stranger is near nobody.
TEST(Gallery, TakesOutWhatAllFacesShare)
{
    std::mt19937 random(3);
    constexpr size_t dimension = 200;
    const std::vector<float> common = randomUnit(random, dimension);
    const auto face = [&] {
        std::vector<float> values = randomUnit(random, dimension);
        for (size_t i = 0; i < dimension; ++i)
            values[i] += 1.3F * common[i];
        return values;
    };
    const std::vector<float> ada = face();
    const std::vector people{entry("ada", ada), entry("ben", face()), entry("chloe", face()), entry("dora", face())};
    const Embedding stranger{maker, unit(face())};
    const Embedding same{maker, unit(ada)};
    constexpr float commonPart = 0.63F;

    EXPECT_GT(Gallery(maker).with(people).search(stranger).best->score, 0.5F); // as it would be
    const auto check = [&](std::span<const Template> enrolled) {
        const Gallery gallery = Gallery(maker, commonPart).with(enrolled);
        EXPECT_LT(gallery.search(stranger).best->score, 0.3F) << enrolled.size();
        EXPECT_EQ(gallery.search(same).best->person, "ada");
        EXPECT_NEAR(gallery.search(same).best->score, 1, 1e-4) << enrolled.size();
    };
    check(people); // by the mean of the enrolled
    check(std::span(people).first(1)); // by the known number
}

// Ada is named for a face; somebody said that it is not hers. The face, and others near it, no longer find her; hers do.
TEST(Gallery, ARejectedFaceDoesNotFindThatPersonAgainAndEverybodyElseIsFoundAsBefore)
{
    const Gallery gallery = Gallery(maker).with(
        std::vector{entry("ada", {1, 0, 0, 0}), entry("ben", {0, 1, 0, 0}), entry("ann", {0, 0, 0, 1})});
    const std::vector<float> lookalike = unit({1, 0.2F, 0.8F, 0});
    ASSERT_EQ(gallery.search({maker, lookalike}).best->person, "ada");
    const Gallery told = gallery.withRejections(std::vector<Rejection>{{"ada", {maker, lookalike}}});
    EXPECT_EQ(told.rejectionCount(), 1U);
    EXPECT_EQ(told.search({maker, lookalike}).best->person, "ben"); // far away: 0.15
    EXPECT_LT(told.search({maker, lookalike}).best->score, 0.2F);
    EXPECT_EQ(told.search({maker, unit({1, 0.2F, 0.7F, 0})}).best->person, "ben"); // near the rejected face
    EXPECT_EQ(told.search({maker, unit({1, 0.1F, 0.1F, 0})}).best->person, "ada");
    EXPECT_EQ(told.search({maker, unit({0.1F, 1, 0, 0})}).best->person, "ben");
    EXPECT_EQ(gallery.rejectionCount(), 0U); // the old snapshot is as it was
    EXPECT_EQ(gallery.search({maker, lookalike}).best->person, "ada");
}

// On the way from the rejected face to the person's own, the name comes back where the own is nearer by the band.
TEST(Gallery, TheRejectionBandDecidesBetweenAPersonAndARejectedFace)
{
    constexpr float band = 0.1F;
    const Gallery gallery = Gallery(maker, 0, band)
                                .with(std::vector{entry("ada", {1, 0})})
                                .withRejections(std::vector<Rejection>{{"ada", {maker, {0, 1}}}});
    int changes = 0;
    bool found = false;
    for (int degree = 90; degree >= 0; --degree) {
        const float angle = static_cast<float>(degree) * 3.14159265F / 180;
        const bool isFound = gallery.search({maker, {std::cos(angle), std::sin(angle)}}).best.has_value();
        EXPECT_EQ(isFound, std::cos(angle) - std::sin(angle) >= band) << degree;
        changes += isFound != found ? 1 : 0;
        found = isFound;
    }
    EXPECT_EQ(changes, 1);
}

TEST(Gallery, RejectionsOutliveUpdatesButNotTheirPersonAndOtherEmbeddersDoNotCount)
{
    const Embedding face{maker, unit({1, 0.1F})};
    const std::vector<Rejection> rejections{{"ada", face}, {"ada", {{"other", "1"}, face.values}}, {"nobody", face}};
    const Gallery gallery = Gallery(maker).withRejections(rejections).with(std::vector{entry("ada", {1, 0})});
    EXPECT_EQ(gallery.rejectionCount(), 2U);
    EXPECT_FALSE(gallery.search(face).best);
    EXPECT_FALSE(gallery.with(std::vector{entry("ben", {0, -1})}).search(face).best->person == "ada");
    const Gallery again = gallery.without("ada").with(std::vector{entry("ada", {1, 0})});
    EXPECT_EQ(again.rejectionCount(), 1U);
    EXPECT_TRUE(again.search(face).best);
    EXPECT_TRUE(gallery.withRejections({}).search(face).best);
}

// Descriptors that are whitened are compared with rejected faces on the same scale.
TEST(Gallery, RejectedFacesAreComparedAsTemplatesAre)
{
    std::mt19937 random(5);
    constexpr size_t dimension = 120;
    const std::vector<float> common = randomUnit(random, dimension);
    const auto like = [&](const std::vector<float> &face, float noise) {
        std::vector<float> values = randomUnit(random, dimension);
        for (size_t i = 0; i < dimension; ++i)
            values[i] = values[i] * noise + face[i];
        return unit(values);
    };
    std::vector<Template> people;
    for (const char *name : {"ada", "ben", "chloe", "dora"}) {
        const std::vector<float> face = like(common, 1);
        people.push_back(entry(name, like(face, 0.3F)));
        people.push_back(entry(name, like(face, 0.3F)));
    }
    const std::vector<float> ada = people[0].embedding.values;
    const std::vector<float> lookalike = like(ada, 0.5F);
    const Gallery gallery = Gallery(maker, 0.5F).with(people);
    ASSERT_EQ(gallery.search({maker, lookalike}).best->person, "ada");
    const Gallery told = gallery.withRejections(std::vector<Rejection>{{"ada", {maker, lookalike}}});
    EXPECT_NE(told.search({maker, like(lookalike, 0.1F)}).best->person, "ada");
    EXPECT_EQ(told.search({maker, like(ada, 0.1F)}).best->person, "ada");
}

} // namespace rollcall::recognition::test
