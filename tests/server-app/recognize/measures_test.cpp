#include "recognize/measures.h"

#include <gtest/gtest.h>

namespace rollcall::recognize::test {

namespace {

struct AreaCase {
    std::vector<float> genuine;
    std::vector<float> impostors;
    std::optional<double> area;
};

struct RateCase {
    double rate;
    float threshold;
    double reached; // by the impostors
};

const std::vector<float> ten{0.1F, 0.2F, 0.3F, 0.4F, 0.5F, 0.6F, 0.7F, 0.8F, 0.9F, 1.0F};

} // namespace

TEST(Measures, TheAreaIsTheChanceThatGenuineWins)
{
    const std::vector<AreaCase> table{{{3, 4}, {1, 2}, 1.0}, {{1, 2}, {3, 4}, 0.0}, {{1, 3}, {2}, 0.5},
        {{2, 2}, {2, 2}, 0.5}, {{2, 3}, {2, 1}, 0.875}, {{}, {1}, std::nullopt}, {{1}, {}, std::nullopt}};
    for (const AreaCase &row : table)
        EXPECT_EQ(areaUnderCurve(row.genuine, row.impostors), row.area);
}

TEST(Measures, AThresholdLetsNoMoreImpostorsInThanWanted)
{
    const std::vector<RateCase> table{
        {0.1, 1.0F, 0.1}, {0.25, 0.9F, 0.2}, {0.3, 0.8F, 0.3}, {1, 0.1F, 1}, {7, 0.1F, 1}};
    for (const RateCase &row : table) {
        const auto threshold = thresholdFor(ten, row.rate);
        ASSERT_TRUE(threshold);
        EXPECT_FLOAT_EQ(*threshold, row.threshold) << row.rate;
        EXPECT_DOUBLE_EQ(shareReaching(ten, *threshold), row.reached) << row.rate;
    }
    EXPECT_EQ(thresholdFor({}, 0.1), std::nullopt);
}

TEST(Measures, WhereNobodyIsLetInTheThresholdIsJustAboveTheHighest)
{
    for (const double rate : {0.0, 0.05, -1.0}) {
        const auto threshold = thresholdFor(ten, rate);
        ASSERT_TRUE(threshold);
        EXPECT_GT(*threshold, 1.0F);
        EXPECT_LT(*threshold, 1.001F);
    }
}

TEST(Measures, EqualImpostorsAreLetInTogetherOrNotAtAll)
{
    const std::vector<float> equal{0.9F, 0.5F, 0.5F, 0.5F};
    EXPECT_FLOAT_EQ(thresholdFor(equal, 0.5).value(), 0.9F);
    EXPECT_GT(thresholdFor(std::vector<float>{0.5F, 0.5F}, 0.5).value(), 0.5F);
}

TEST(Measures, TrueAcceptsCountTheGenuineAboveThatThreshold)
{
    EXPECT_DOUBLE_EQ(trueAcceptsAt(std::vector<float>{0.95F, 1, 2, 0.2F}, ten, 0.1).value(), 0.5);
    EXPECT_EQ(trueAcceptsAt({}, ten, 0.1), std::nullopt);
    EXPECT_EQ(trueAcceptsAt(ten, {}, 0.1), std::nullopt);
}

TEST(Measures, TheCurveFallsForImpostorsAndRisesForGenuine)
{
    const auto points = curve(std::vector<float>{0.6F, 0.8F}, std::vector<float>{0.1F, 0.3F}, 0, 1, 5);
    ASSERT_EQ(points.size(), 5U);
    const std::vector<double> accepts{1, 0.5, 0, 0, 0};
    const std::vector<double> rejects{0, 0, 0, 0.5, 1};
    for (size_t i = 0; i < points.size(); ++i) {
        EXPECT_FLOAT_EQ(points[i].threshold, 0.25F * static_cast<float>(i));
        EXPECT_DOUBLE_EQ(points[i].falseAccepts, accepts[i]);
        EXPECT_DOUBLE_EQ(points[i].falseRejects, rejects[i]);
    }
}

} // namespace rollcall::recognize::test
