#include "client-app/rate/simulated_call.h"

#include <gtest/gtest.h>

#include <cstdio>

using namespace rollcall;
using namespace rollcall::rate;
using rollcall::testing::SimulatedCall;
using namespace std::chrono_literals;

namespace {

// Tells how it went when something was not as expected.
class BandwidthEstimatorTest : public ::testing::Test {
protected:
    void TearDown() override
    {
        for (size_t i = 0; HasFailure() && i < call.seconds().size(); ++i)
            std::printf("second %2zu: arrived %5.0f kbit/s, target %5.0f, worst delay %4.0f ms\n", i, call.seconds()[i].arrivedKbps, call.seconds()[i].targetKbps,
                        call.seconds()[i].worstDelayMs);
    }
    SimulatedCall call;
};

} // namespace

TEST_F(BandwidthEstimatorTest, findsAFreeLineWithinSeconds)
{
    call.run(15);
    const auto reached = call.firstSecondAbove(0.9 * 2000, 0);
    ASSERT_TRUE(reached);
    EXPECT_LE(*reached, 6);
    EXPECT_GT(call.meanArrived(10, 15), 0.8 * 2000);
}

TEST_F(BandwidthEstimatorTest, followsALineThatBecomesSlowAndFastAgain)
{
    call.run(20);
    call.line.kbps = 500;
    call.run(20);
    call.line.kbps = 2000;
    call.run(20);
    EXPECT_LT(call.meanArrived(22, 40), 510);
    EXPECT_GT(call.meanArrived(24, 40), 0.75 * 500);
    for (size_t i = 24; i < 40; ++i) {
        EXPECT_LT(call.seconds()[i].targetKbps, 650) << i;
        EXPECT_LT(call.seconds()[i].worstDelayMs, 600) << i;
    }
    const auto back = call.firstSecondAbove(0.9 * 2000, 40);
    ASSERT_TRUE(back);
    EXPECT_LE(*back - 40, 12) << "seconds to 90 %";
}

TEST_F(BandwidthEstimatorTest, theQueueOfAFallIsDrainedSoon)
{
    call.line.queueBytes = 500'000;  // nothing is lost: the delay alone tells
    call.run(20);
    call.line.kbps = 500;
    call.run(10);
    for (size_t i = 25; i < 30; ++i)
        EXPECT_LT(call.seconds()[i].worstDelayMs, 500) << i;
}

// Whatever is sent until then stands in the queue, and the receiver's picture stands with it.
TEST_F(BandwidthEstimatorTest, aFallIsNoticedByTheSecondPictureThatIsLate)
{
    for (int fall = 0; fall < 5; ++fall) {
        call.line.kbps = 2000;
        call.run(20 + 0.3 * fall);
        call.line.kbps = 500;
        int pictures = 0;
        for (; call.estimator.capacityKbps() > 1200 && pictures < 60; ++pictures)
            call.run(0.033);
        EXPECT_LE(pictures, 14) << "by the trend alone it takes 16 to 33; fall " << fall;
        EXPECT_GT(call.estimator.capacityKbps(), 250) << fall;
        call.run(10);
    }
}

class RandomLoss : public BandwidthEstimatorTest, public ::testing::WithParamInterface<double> { };

TEST_P(RandomLoss, ofTheLineItselfDoesNotStarveTheCamera)
{
    call.line.loss = GetParam();
    call.run(30);
    call.line.kbps = 500;
    call.run(15);
    call.line.kbps = 2000;
    call.run(15);
    EXPECT_GT(call.meanArrived(15, 30), 0.75 * 2000);
    const auto back = call.firstSecondAbove(0.9 * 2000 * (1 - GetParam()), 45);
    ASSERT_TRUE(back);
    EXPECT_LE(*back - 45, 12);
}

INSTANTIATE_TEST_SUITE_P(Shares, RandomLoss, ::testing::Values(0.01, 0.05));

TEST_F(BandwidthEstimatorTest, aQueueTooShortToShowDelayIsFoundByItsLoss)
{
    SimulatedCall fast(3000, 6000);
    fast.line = {.kbps = 1000, .queueBytes = 4'000};
    fast.run(20);
    EXPECT_LT(fast.seconds().back().targetKbps, 1600);
}

TEST_F(BandwidthEstimatorTest, aLongWayIsNoReasonToSendLess)
{
    call.line.oneWay = 100ms;
    call.estimator.setRoundTrip(200ms);
    call.run(20);
    EXPECT_GT(call.meanArrived(12, 20), 0.8 * 2000);
}

TEST_F(BandwidthEstimatorTest, picturesThatNeedLittleDoNotLowerWhatIsKnown)
{
    call.run(15);
    call.sourceKbps = 200;
    call.run(15);
    EXPECT_GT(call.estimator.capacityKbps(), 1500);
}

TEST_F(BandwidthEstimatorTest, silenceOfTheReceiverLowersTheRateStepByStep)
{
    call.run(10);
    const double before = call.estimator.targetKbps();
    call.givesFeedback = false;
    call.run(1.5);
    EXPECT_LT(call.estimator.targetKbps(), before);
    EXPECT_GT(call.estimator.targetKbps(), before / 3);
    call.run(20);
    EXPECT_EQ(call.estimator.targetKbps(), BandwidthEstimator::lowestKbps);
    call.givesFeedback = true;
    call.run(15);
    EXPECT_GT(call.estimator.targetKbps(), 0.7 * 2000);
}

TEST(BandwidthEstimator, withoutPacketReportsTheLossOfReceiverReportsCounts)
{
    BandwidthEstimator estimator(1000);
    estimator.setCeiling(1000);
    for (int i = 1; i <= 5; ++i)
        estimator.addReport(std::chrono::seconds(i), 0.3);
    EXPECT_LT(estimator.targetKbps(), 600);
    for (int i = 6; i <= 20; ++i)
        estimator.addReport(std::chrono::seconds(i), 0);
    EXPECT_EQ(estimator.targetKbps(), 1000);
}

TEST_F(BandwidthEstimatorTest, tellsTheLoss)
{
    call.line.loss = 0.05;
    call.run(10);
    EXPECT_NEAR(call.estimator.fractionLost(), 0.05, 0.05);
    EXPECT_GT(call.estimator.fractionLost(), 0);
}
