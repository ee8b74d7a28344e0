#include "recognition/shot_picker.h"

#include <gtest/gtest.h>

namespace rollcall::recognition::test {

namespace {

using namespace std::chrono_literals;
using Action = ShotPicker::Action;

// Somebody good to see who stands still, a look every 100 ms.
class ShotPickerTest : public testing::Test {
protected:
    Look look(float yaw, float width = 120)
    {
        Look seen;
        seen.time = now += 100ms;
        seen.faces = 1;
        seen.box = {100, 100, 120, 120};
        seen.quality.width = width;
        seen.quality.brightness = 120;
        seen.quality.sharpness = 300;
        seen.yaw = yaw;
        if (picker.count() > 0)
            seen.likeness = 0.8F;
        return seen;
    }
    // Looks like this for a second.
    Hint hold(float yaw)
    {
        Hint hint{};
        for (int i = 0; i < 10; ++i)
            hint = picker.offer(look(yaw)).hint;
        return hint;
    }

    static ShotPlan plan()
    {
        ShotPlan two;
        two.ahead = 2;
        return two;
    }

    std::chrono::nanoseconds now{1s};
    ShotPicker picker{plan()};
};

} // namespace

TEST_F(ShotPickerTest, asksForEachPoseUntilItHasAllOfThem)
{
    EXPECT_EQ(hold(0), Hint::TurnLeft);
    EXPECT_EQ(picker.count(), 2U);
    EXPECT_FALSE(picker.isEnough());
    EXPECT_EQ(hold(0.4F), Hint::TurnRight);
    EXPECT_TRUE(picker.isEnough());
    EXPECT_EQ(hold(-0.4F), Hint::Complete);
    EXPECT_TRUE(picker.isComplete());
    EXPECT_EQ(picker.count(), picker.wanted());
}

TEST_F(ShotPickerTest, asksForTheFrontOfWhoBeginsAside)
{
    EXPECT_EQ(hold(0.4F), Hint::LookAhead);
    EXPECT_EQ(picker.count(), 1U);
    EXPECT_FALSE(picker.isEnough());
}

TEST_F(ShotPickerTest, neitherAheadNorAsideIsNoShot)
{
    hold(0.18F);
    EXPECT_EQ(picker.count(), 0U);
}

TEST_F(ShotPickerTest, saysWhatIsInTheWay)
{
    hold(0);
    const std::vector<std::pair<QualityFault, Hint>> faults{{QualityFault::TooSmall, Hint::ComeNearer}, {QualityFault::CutOff, Hint::MoveToMiddle},
        {QualityFault::TooDark, Hint::TooDark}, {QualityFault::TooBright, Hint::TooBright}, {QualityFault::TooBlurred, Hint::HoldStill}, {QualityFault::TurnedAway, Hint::TurnedTooFar}};
    for (const auto &[fault, hint] : faults) {
        Look seen = look(0.4F);
        seen.fault = fault;
        EXPECT_EQ(picker.offer(seen).hint, hint);
    }
    Look several = look(0.4F);
    several.faces = 2;
    EXPECT_EQ(picker.offer(several).hint, Hint::SeveralPeople);
    Look empty;
    empty.time = now += 100ms;
    EXPECT_EQ(picker.offer(empty).hint, Hint::NobodyThere);
    EXPECT_EQ(picker.count(), 2U);
}

TEST_F(ShotPickerTest, aFaceThatJustAppearedOrMovesIsNotTaken)
{
    EXPECT_EQ(picker.offer(look(0)).action, Action::Skip);
    Look moved = look(0);
    moved.box.x += 100;
    EXPECT_EQ(picker.offer(moved).hint, Hint::HoldStill);
    now += 5s;
    Look late = look(0);
    late.box = moved.box;
    EXPECT_EQ(picker.offer(late).action, Action::Skip);
    EXPECT_EQ(picker.count(), 0U);
}

TEST_F(ShotPickerTest, shotsAreApartInTime)
{
    (void)picker.offer(look(0));
    EXPECT_EQ(picker.offer(look(0)).action, Action::Keep);
    EXPECT_EQ(picker.offer(look(0)).action, Action::Skip);
    EXPECT_EQ(picker.offer(look(0)).action, Action::Skip);
    EXPECT_EQ(picker.offer(look(0)).action, Action::Keep);
}

TEST_F(ShotPickerTest, aMuchBetterShotTakesTheWorstOnesPlace)
{
    (void)picker.offer(look(0, 70));
    EXPECT_EQ(picker.offer(look(0, 70)).action, Action::Keep);
    now += 1s;
    (void)picker.offer(look(0, 120));
    EXPECT_EQ(picker.offer(look(0, 120)).action, Action::Keep);
    now += 500ms;
    const auto better = picker.offer(look(0, 110));
    EXPECT_EQ(better.action, Action::Replace);
    EXPECT_EQ(better.replaced, 0U);
    now += 500ms;
    EXPECT_EQ(picker.offer(look(0, 111)).action, Action::Skip) << "hardly better";
    EXPECT_EQ(picker.count(), 2U);
}

TEST_F(ShotPickerTest, somebodyElseIsNotMixedIn)
{
    hold(0);
    Look other = look(0.4F);
    other.likeness = 0.1F;
    const auto decision = picker.offer(other);
    EXPECT_EQ(decision.action, Action::Skip);
    EXPECT_EQ(decision.hint, Hint::SomebodyElse);
    EXPECT_EQ(picker.count(), 2U);
}

TEST_F(ShotPickerTest, beginsAnewWithWhoStaysInstead)
{
    hold(0);
    ShotPicker::Decision decision;
    for (int i = 0; i < ShotPlan{}.patience; ++i) {
        EXPECT_NE(decision.action, Action::BeginAnew);
        Look other = look(0);
        other.likeness = 0.1F;
        decision = picker.offer(other);
    }
    EXPECT_EQ(decision.action, Action::BeginAnew);
    EXPECT_EQ(picker.count(), 1U);
}

TEST_F(ShotPickerTest, afterAGapItIsSomebodyElseWhereTheEngineCannotTell)
{
    ShotPlan blind = plan();
    blind.together = -2;
    ShotPicker picker2(blind);
    (void)picker2.offer(look(0));
    EXPECT_EQ(picker2.offer(look(0)).action, Action::Keep);
    now += 2s;
    EXPECT_EQ(picker2.offer(look(0)).action, Action::Skip);
    EXPECT_EQ(picker2.count(), 0U);
    EXPECT_EQ(picker2.offer(look(0)).action, Action::BeginAnew);
    EXPECT_EQ(picker2.count(), 1U);
    EXPECT_EQ(hold(0), Hint::TurnLeft);
    now += 2s;
    (void)picker.offer(look(0));
    EXPECT_EQ(picker.count(), 2U) << "this engine can";
}

TEST(Hints, eachHasWordsAndACode)
{
    EXPECT_EQ(text(Hint::TurnLeft), "turn a little to the left");
    EXPECT_EQ(text(Hint::SeveralPeople), "two people in the picture");
    EXPECT_EQ(code(Hint::ComeNearer), "come-nearer");
    EXPECT_EQ(code(Hint::Complete), "complete");
}

} // namespace rollcall::recognition::test
