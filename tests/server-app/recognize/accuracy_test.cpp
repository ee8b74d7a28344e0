#include "recognize/report.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace rollcall::recognize::test {

namespace {

using recognition::Engine;

std::shared_ptr<const Engine> engine()
{
    static const auto loaded = Engine::load({.models = {}, .contourModel = "/nonexistent/landmarks.dat"});
    return loaded.value();
}

// Made-up people: photos of one person spread about a direction of their own.
std::vector<Sample> madeUp(size_t people, size_t photos, float spread)
{
    constexpr size_t dimension = 300;
    std::mt19937 random(5);
    std::normal_distribution<float> normal;
    std::vector<Sample> samples;
    for (size_t i = 0; i < people; ++i) {
        std::vector<float> own(dimension);
        for (float &value : own)
            value = normal(random);
        for (size_t k = 0; k < photos; ++k) {
            Sample sample{i, {engine()->embedder(), own}, {}};
            float squares = 0;
            for (float &value : sample.embedding.values) {
                value += spread * normal(random);
                squares += value * value;
            }
            for (float &value : sample.embedding.values)
                value /= std::sqrt(squares);
            samples.push_back(std::move(sample));
        }
    }
    return samples;
}

} // namespace

TEST(Trial, EnrolsHalfAndSearchesEveryOtherPhotoInEachRound)
{
    const Trial trial = runTrial(madeUp(10, 5, 0.3F), *engine(), {.seed = 1, .rounds = 3});
    EXPECT_EQ(trial.enrolledPeople, 5U);
    EXPECT_EQ(trial.rightScores().size(), 3U * 5 * 3);
    EXPECT_EQ(trial.strangerScores().size(), 3U * 5 * 5);
    // Pairs of 15 + 25 searched photos: 5·3 + 5·10 of one person.
    EXPECT_EQ(trial.genuine.size(), 3U * 65);
    EXPECT_EQ(trial.genuine.size() + trial.impostors.size(), 3U * (40 * 39 / 2));
    const Accuracy accuracy = accuracyOf(trial);
    EXPECT_GT(accuracy.areaUnderCurve.value(), 0.999);
    EXPECT_EQ(accuracy.rankOne, 1.0);
    EXPECT_EQ(accuracy.strangersNamed, 0);
    EXPECT_EQ(accuracy.wronglyNamed, 0);
}

TEST(Trial, PhotosThatSayNothingOfThePersonAreAsGoodAsChance)
{
    const Accuracy accuracy = accuracyOf(runTrial(madeUp(40, 5, 1000), *engine(), {.seed = 1}));
    EXPECT_NEAR(accuracy.areaUnderCurve.value(), 0.5, 0.05);
    EXPECT_LT(accuracy.rankOne.value(), 0.3);
}

TEST(Trial, IsTheSameForTheSameSeedAndAnotherForAnother)
{
    const auto samples = madeUp(10, 5, 2);
    EXPECT_EQ(runTrial(samples, *engine(), {.seed = 4}).genuine, runTrial(samples, *engine(), {.seed = 4}).genuine);
    EXPECT_NE(runTrial(samples, *engine(), {.seed = 4}).genuine, runTrial(samples, *engine(), {.seed = 5}).genuine);
}

TEST(Trial, TheHalvesOfASeedShareNobody)
{
    const auto samples = madeUp(9, 4, 1);
    const auto people = [&](Share share) { return runTrial(samples, *engine(), {.seed = 2, .share = share}).people; };
    EXPECT_EQ(people(Share::FirstHalf), 4U);
    EXPECT_EQ(people(Share::SecondHalf), 5U);
}

TEST(Trial, WithoutEnoughPhotosThereIsNothingAndItSaysSo)
{
    const Trial trial = runTrial(madeUp(5, 2, 1), *engine(), {});
    EXPECT_TRUE(trial.probes.empty());
    EXPECT_EQ(accuracyOf(trial).rankOne, std::nullopt);
}

TEST(Calibration, SuggestsAThresholdForTheWantedRateAndWarnsOfTooFewPhotos)
{
    const Trial trial = runTrial(madeUp(20, 5, 2), *engine(), {.seed = 1, .rounds = 4});
    const CalibrationReport report = calibrate(trial, 0.05);
    ASSERT_TRUE(report.suggested);
    const auto strangers = trial.strangerScores();
    EXPECT_LE(shareReaching(strangers, *report.suggested), 0.05);
    EXPECT_GT(shareReaching(strangers, *report.suggested), 0.03);
    EXPECT_FALSE(report.isTooSmall());
    EXPECT_TRUE(calibrate(trial, 1e-6).isTooSmall());
}

} // namespace rollcall::recognize::test
