#include "rules_world.h"

#include <gtest/gtest.h>

using namespace rollcall::testing;
using Occurrence = LocalZone::Occurrence;

namespace {

UtcMs utc(int year, unsigned month, unsigned day, Minutes time)
{
    return std::chrono::sys_days(std::chrono::year{year} / month / day) + time;
}

} // namespace

TEST(LocalZone, knowsDaysOf23And25Hours)
{
    const LocalZone zone = berlin2026();
    const auto length = [&](Day day) { return zone.bounds(day).second - zone.bounds(day).first; };
    EXPECT_EQ(length(std::chrono::year{2026} / 3 / 28), 24h);
    EXPECT_EQ(length(std::chrono::year{2026} / 3 / 29), 23h);
    EXPECT_EQ(length(std::chrono::year{2026} / 10 / 25), 25h);
    EXPECT_EQ(zone.dayOf(utc(2026, 10, 25, at(22, 59))), std::chrono::year{2026} / 10 / 25);
    EXPECT_EQ(zone.dayOf(utc(2026, 10, 25, at(23))), std::chrono::year{2026} / 10 / 26);
}

TEST(LocalZone, takesTheFirstInstantAfterAGapForATimeThatClocksSkip)
{
    const LocalZone zone = berlin2026();
    const Day spring = std::chrono::year{2026} / 3 / 29;
    EXPECT_EQ(zone.toUtc(spring, at(1, 59)), utc(2026, 3, 29, at(0, 59)));
    EXPECT_EQ(zone.toUtc(spring, at(2)), utc(2026, 3, 29, at(1)));
    EXPECT_EQ(zone.toUtc(spring, at(2, 30)), utc(2026, 3, 29, at(1)));
    EXPECT_EQ(zone.toUtc(spring, at(3)), utc(2026, 3, 29, at(1)));
    EXPECT_EQ(zone.toUtc(spring, at(3, 1)), utc(2026, 3, 29, at(1, 1)));
}

TEST(LocalZone, tellsTheTwoOccurrencesOfADoubledTimeApart)
{
    const LocalZone zone = berlin2026();
    const Day autumn = std::chrono::year{2026} / 10 / 25;
    EXPECT_EQ(zone.toUtc(autumn, at(2, 30), Occurrence::First), utc(2026, 10, 25, at(0, 30)));
    EXPECT_EQ(zone.toUtc(autumn, at(2, 30), Occurrence::Last), utc(2026, 10, 25, at(1, 30)));
    EXPECT_EQ(zone.toUtc(autumn, at(3), Occurrence::First), utc(2026, 10, 25, at(2)));
    EXPECT_EQ(zone.toUtc(autumn, at(1, 59), Occurrence::Last), utc(2026, 10, 24, at(23, 59)));
}

TEST(LocalZone, takesTimesBeyondMidnightForTheNextDay)
{
    const LocalZone zone = berlin2026();
    EXPECT_EQ(zone.toUtc(std::chrono::year{2026} / 3 / 28, at(30)), utc(2026, 3, 29, at(4)));
    EXPECT_EQ(zone.toUtc(std::chrono::year{2028} / 2 / 28, at(24)), utc(2028, 2, 28, at(23)));
    EXPECT_EQ(zone.dayOf(utc(2028, 2, 28, at(23))), std::chrono::year{2028} / 2 / 29);
}

// Samoa left out 30 December 2011 to be on the other side of the date line.
TEST(LocalZone, aDayThatWasLeftOutHasNoTime)
{
    const LocalZone samoa([](UtcMs when) -> std::chrono::seconds { return when < UtcMs(std::chrono::sys_days(std::chrono::year{2011} / 12 / 30) + 10h) ? -10h : 14h; });
    const auto [first, second] = samoa.bounds(std::chrono::year{2011} / 12 / 30);
    EXPECT_EQ(first, utc(2011, 12, 30, at(10)));
    EXPECT_EQ(second, first);
    EXPECT_EQ(samoa.dayOf(first), std::chrono::year{2011} / 12 / 31);
    EXPECT_EQ(samoa.dayOf(first - 1ms), std::chrono::year{2011} / 12 / 29);
}
