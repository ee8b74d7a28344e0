#include "recognition/face_clusters.h"
#include "recognition/gallery.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

namespace rollcall::recognition::test {

namespace {

const EmbedderId maker{"made-up", "1"};

std::vector<float> normal(std::vector<float> values)
{
    const float length = std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.F));
    for (float &value : values)
        value /= length;
    return values;
}

Embedding face(std::vector<float> values) { return {maker, normal(std::move(values))}; }

FaceClusters::Likeness plain()
{
    return [gallery = Gallery(maker)](const Embedding &a, const Embedding &b) { return gallery.similarity(a, b); };
}

} // namespace

TEST(FaceClusters, ALookBelongsToTheFaceThatItIsMostLike)
{
    FaceClusters clusters({.threshold = 0.5F});
    EXPECT_FALSE(clusters.find(face({1, 0, 0}), plain()));
    clusters.add("first", face({1, 0, 0}), 0.5);
    clusters.add("second", face({0, 1, 0}), 0.5);
    EXPECT_EQ(clusters.find(face({1, 0.2F, 0}), plain())->face, "first");
    EXPECT_EQ(clusters.find(face({0.6F, 0.8F, 0}), plain())->face, "second");  // like both
    EXPECT_NEAR(clusters.find(face({0.6F, 0.8F, 0}), plain())->likeness, 0.8F, 1e-4F);
    EXPECT_FALSE(clusters.find(face({0, 0, 1}), plain()));
    EXPECT_EQ(clusters.faceCount(), 2U);
    clusters.remove("second");
    EXPECT_EQ(clusters.find(face({0.6F, 0.8F, 0}), plain())->face, "first");
    clusters.clear();
    EXPECT_FALSE(clusters.find(face({1, 0, 0}), plain()));
}

TEST(FaceClusters, TheThresholdIsInclusiveAndTheScaleIsTheCallers)
{
    FaceClusters clusters({.threshold = 0.7F});
    clusters.add("first", face({1, 0}), 1);
    const auto constant = [](float likeness) { return [likeness](const Embedding &, const Embedding &) { return likeness; }; };
    EXPECT_TRUE(clusters.find(face({0, 1}), constant(0.7F)));
    EXPECT_FALSE(clusters.find(face({1, 0}), constant(0.69F)));
}

TEST(FaceClusters, TheBestLooksAreKept)
{
    FaceClusters clusters({.threshold = 0.9F, .looksKept = 2});
    clusters.add("a", face({1, 0, 0}), 0.2);
    clusters.add("a", face({0, 1, 0}), 0.9);
    clusters.add("a", face({0, 0, 1}), 0.5);
    EXPECT_EQ(clusters.lookCount("a"), 2U);
    EXPECT_EQ(clusters.lookCount("b"), 0U);
    EXPECT_FALSE(clusters.find(face({1, 0, 0}), plain()));
    EXPECT_TRUE(clusters.find(face({0, 1, 0}), plain()));
    EXPECT_TRUE(clusters.find(face({0, 0, 1}), plain()));
}

TEST(FaceClusters, LooksOfAnotherEmbedderAreNeverCompared)
{
    FaceClusters clusters({.threshold = -1});
    clusters.add("old", {{"other", "1"}, {1, 0}}, 1);
    clusters.add("short", {maker, {1}}, 1);
    EXPECT_FALSE(clusters.find(face({1, 0}), plain()));
}

// People who come again and again, in any order, each with looks that differ: one face a person.
TEST(FaceClusters, ManyVisitsOfAFewStrangersAreAFewFaces)
{
    std::mt19937 engine(20261121);
    std::normal_distribution<float> noise;
    constexpr size_t dimension = 64;
    constexpr int people = 30;
    std::vector<std::vector<float>> truth;
    for (int person = 0; person < people; ++person) {
        std::vector<float> &values = truth.emplace_back(dimension);
        std::ranges::generate(values, [&] { return noise(engine); });
        values = normal(values);
    }
    FaceClusters clusters({.threshold = 0.5F});
    std::map<std::string, std::set<int>> who;
    for (int visit = 0; visit < 600; ++visit) {
        const int person = std::uniform_int_distribution<>(0, people - 1)(engine);
        std::vector<float> seen = truth[static_cast<size_t>(person)];
        for (float &value : seen)
            value += 0.07F * noise(engine);  // looks at one person are alike by 0.76 on average, people by 0
        const Embedding look = face(seen);
        const auto known = clusters.find(look, plain());
        const std::string id = known ? known->face : "face-" + std::to_string(visit);
        clusters.add(id, look, std::uniform_real_distribution<>(0, 1)(engine));
        who[id].insert(person);
    }
    EXPECT_EQ(who.size(), static_cast<size_t>(people));
    for (const auto &[id, seen] : who)
        EXPECT_EQ(seen.size(), 1U) << id;
}

} // namespace rollcall::recognition::test
