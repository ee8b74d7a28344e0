#include "rate/adaptation.h"

#include <gtest/gtest.h>

using namespace rollcall::rate;
using namespace std::chrono_literals;

namespace {

// Feeds one bitrate for so long, ten times a second, and tells the step at its end.
class Timeline {
public:
    explicit Timeline(Adaptation &adaptation)
        : m_adaptation(adaptation)
    {
    }
    Step run(Time length, double kbps)
    {
        Step step = m_adaptation.step();
        for (const Time end = m_now + length; m_now < end; m_now += 100ms) {
            const Step next = m_adaptation.update(m_now, kbps);
            changes += next == step ? 0 : 1;
            step = next;
        }
        return step;
    }
    int changes = 0;

private:
    Adaptation &m_adaptation;
    Time m_now{};
};

} // namespace

class AdaptationTest : public ::testing::Test {
protected:
    AdaptationTest() { adaptation.setPicture(1280, 720, 30); }
    Adaptation adaptation;
    Timeline time{adaptation};
};

TEST_F(AdaptationTest, fewerBitsComeBeforeFewerPicturesAndThoseBeforeSmallerOnes)
{
    EXPECT_EQ(time.run(10s, 1500), (Step{1, 30}));
    EXPECT_EQ(time.run(10s, 1000), (Step{1, 30})) << "fewer bits are enough";
    EXPECT_EQ(time.run(10s, 700), (Step{1, 20}));
    EXPECT_EQ(time.run(10s, 500), (Step{1, 15}));
    EXPECT_EQ(time.run(10s, 300), (Step{0.75, 15}));
    EXPECT_EQ(time.run(10s, 125), (Step{0.5, 15}));
    EXPECT_EQ(time.run(10s, 1), (Step{0.25, 10})) << "as little as there is, and no less";
}

// Something that moves everywhere: however few bits it is told, the encoder makes four times the usual of it.
TEST_F(AdaptationTest, picturesThatCannotBeMadeSmallerBecomeFewer)
{
    time.run(5s, 1500);
    const auto made = [&] { return 4 * Adaptation::needKbps(1280, 720, adaptation.step()); };
    adaptation.noteMade(5s, 1400, 1300);
    EXPECT_EQ(time.run(3s, 1300), (Step{1, 30})) << "nearly what it was told";
    adaptation.noteMade(8s, made(), 1300);
    EXPECT_EQ(time.run(3s, 1300), (Step{0.75, 15}));
    EXPECT_EQ(time.run(10s, 1300), (Step{0.75, 15})) << "it is still believed";
    EXPECT_EQ(time.run(10s, 6000), (Step{1, 30})) << "where it fits, it is sent";
}

TEST_F(AdaptationTest, whatPicturesNeedIsLookedAtAgainAfterAWhile)
{
    adaptation.noteMade(0s, 4 * Adaptation::needKbps(1280, 720, adaptation.step()), 1500);
    EXPECT_EQ(time.run(3s, 1500), (Step{0.75, 15}));
    for (Time at = 1s; at < 180s; at += 1s)
        adaptation.noteMade(at, 500, 1500);
    EXPECT_EQ(time.run(10s, 1500), (Step{1, 30}));
}

TEST_F(AdaptationTest, whatPicturesNeedDoesNotMatterOnAFastLine)
{
    adaptation.noteMade(0s, 4 * Adaptation::needKbps(1280, 720, adaptation.step()), 1500);
    ASSERT_EQ(time.run(3s, 1500), (Step{0.75, 15}));
    adaptation.noteEnough();
    EXPECT_EQ(time.run(10s, 1500), (Step{1, 30}));
}

TEST_F(AdaptationTest, aShortDipChangesNothing)
{
    time.run(5s, 1500);
    EXPECT_EQ(time.run(700ms, 700), (Step{1, 30}));
    EXPECT_EQ(time.run(5s, 1500), (Step{1, 30}));
    EXPECT_EQ(time.changes, 0);
}

TEST_F(AdaptationTest, aFallFarBelowTheNeedIsAnsweredSoon)
{
    time.run(5s, 1500);
    EXPECT_NE(time.run(500ms, 200), (Step{1, 30}));
}

TEST_F(AdaptationTest, upNeedsMoreRoomAndMoreTimeThanDown)
{
    time.run(3s, 900);
    ASSERT_EQ(adaptation.step(), (Step{1, 20}));
    EXPECT_EQ(time.run(20s, 1.1 * Adaptation::needKbps(1280, 720, {1, 30})), (Step{1, 20}));
    EXPECT_EQ(time.run(4s, 2000), (Step{1, 20}));
    EXPECT_EQ(time.run(2s, 2000), (Step{1, 30}));
}

TEST_F(AdaptationTest, aRateThatSwingsAroundALimitDoesNotMakeThePictureSwing)
{
    const double limit = Adaptation::needKbps(1280, 720, {1, 30});
    for (int i = 0; i < 40; ++i) {
        time.run(1500ms, limit * 0.9);
        time.run(1500ms, limit * 1.2);
    }
    EXPECT_LE(time.changes, 1);
}

TEST_F(AdaptationTest, anotherPictureStartsAtTheTop)
{
    time.run(10s, 100);
    adaptation.setPicture(640, 480, 15);
    EXPECT_EQ(adaptation.step(), (Step{1, 15}));
}

TEST(Adaptation, aSmallSlowPictureHasFewSteps)
{
    Adaptation adaptation;
    adaptation.setPicture(160, 120, 5);
    EXPECT_EQ(Timeline(adaptation).run(10s, 1), (Step{1, 5}));
}
