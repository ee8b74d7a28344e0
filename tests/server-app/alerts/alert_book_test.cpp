#include "alerts/alert_book.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::alerts;
using namespace std::chrono_literals;

namespace {

constexpr attendance::UtcMs now{1'800'000'000s};

class AlertBookTest : public ::testing::Test {
protected:
    AlertBook::Changes look(std::vector<Kind> kinds, std::vector<Cause> causes, attendance::UtcMs when = now)
    {
        return m_book.update(kinds, causes, when, [this] { return "alert " + std::to_string(++m_made); });
    }
    AlertBook m_book;
    int m_made = 0;
};

const Cause door{.kind = Kind::CameraAway, .subject = "door"};
const Cause gate{.kind = Kind::CameraAway, .subject = "gate"};
const Cause disk{.kind = Kind::Disk, .subject = "disk"};

} // namespace

TEST_F(AlertBookTest, oneCauseIsOneAlertHoweverLongItLasts)
{
    EXPECT_EQ(look({Kind::CameraAway}, {door}).begun.size(), 1U);
    for (int i = 0; i < 100; ++i) {
        const auto again = look({Kind::CameraAway}, {door, door}, now + 15s * i);
        EXPECT_TRUE(again.begun.empty() && again.ended.empty());
    }
    const auto over = look({Kind::CameraAway}, {}, now + 1h);
    ASSERT_EQ(over.ended.size(), 1U);
    EXPECT_EQ(over.ended.front().ended, now + 1h);
    const auto anew = look({Kind::CameraAway}, {door}, now + 2h);
    ASSERT_EQ(anew.begun.size(), 1U);
    EXPECT_EQ(anew.begun.front().id, "alert 2");
}

TEST_F(AlertBookTest, whatWasNotLookedAtStaysAsItIs)
{
    ASSERT_EQ(look({Kind::CameraAway, Kind::Disk}, {door, disk}).begun.size(), 2U);
    EXPECT_TRUE(look({Kind::Disk}, {}).ended.size() == 1 && m_book.isUnderWay(Kind::CameraAway, "door"));
}

TEST_F(AlertBookTest, goesOnAfterARestartWithWhatWasUnderWay)
{
    ASSERT_EQ(look({Kind::Disk}, {disk}).begun.size(), 1U);
    std::vector<store::AlertEntry> kept{{.id = "old 1", .kind = "camera-away", .subject = "gate", .person = {}, .params = "{}", .started = now - 1h},
                                        {.id = "old 2", .kind = "disk", .subject = "disk", .person = {}, .params = "{}", .started = now - 1h},
                                        {.id = "old 3", .kind = "of a later version", .subject = "x", .person = {}, .params = "{}", .started = now - 1h}};
    const auto useless = m_book.restore(std::move(kept));
    ASSERT_EQ(useless.size(), 2U);
    EXPECT_EQ(useless.front().id, "old 2");
    EXPECT_TRUE(look({Kind::CameraAway}, {gate}).begun.empty());
    EXPECT_EQ(look({Kind::CameraAway}, {}).ended.front().id, "old 1");
}

TEST_F(AlertBookTest, remembersWhoSeesToIt)
{
    ASSERT_EQ(look({Kind::Disk}, {disk}).begun.size(), 1U);
    m_book.acknowledge("alert 1", "me", now + 1min);
    m_book.acknowledge("alert 1", "another", now + 2min);
    EXPECT_EQ(m_book.underWay().front().acknowledgedBy, "me");
    EXPECT_EQ(look({Kind::Disk}, {}).ended.front().acknowledged, now + 1min);
}
