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
    const auto joined = m_book.join(std::move(kept));
    EXPECT_EQ(joined.changed.size(), 2U);
    EXPECT_EQ(joined.replaced, std::vector<std::string>{"alert 1"});  // the register's stands
    EXPECT_TRUE(look({Kind::CameraAway}, {gate}).begun.empty());
    EXPECT_EQ(look({Kind::CameraAway}, {}).ended.front().id, "old 1");
    EXPECT_EQ(look({Kind::Disk}, {}).ended.front().id, "old 2");
    EXPECT_TRUE(m_book.underWay().empty());
}

TEST_F(AlertBookTest, whatAnotherServerBeganIsOneAlertAndItsOwnMachineIsItsOwn)
{
    AlertBook here("here");
    const auto entry = [](const char *id, const char *kind, const std::string &subject) {
        return store::AlertEntry{.id = id, .kind = kind, .subject = subject, .person = {}, .params = "{}", .started = now};
    };
    const std::vector underWay{entry("1", "camera-away", "door"), entry("2", "disk", ownSubject(Kind::Disk, "there")), entry("3", "disk", ownSubject(Kind::Disk, "here"))};
    EXPECT_EQ(here.join(underWay).changed.size(), 2U);
    EXPECT_FALSE(here.isUnderWay(Kind::Disk, "disk@there"));
    const auto none = [] { return std::string("none"); };
    const std::array kinds{Kind::CameraAway, Kind::Disk};
    EXPECT_TRUE(here.update(kinds, std::vector{door, Cause{.kind = Kind::Disk, .subject = "disk@here"}}, now, none).begun.empty());
    // Somebody sees to it, and says so there; nobody takes it back here.
    std::vector seen = underWay;
    seen.front().acknowledged = now + 1min;
    EXPECT_EQ(here.join(seen).changed.size(), 1U);
    EXPECT_TRUE(here.join(underWay).changed.empty());
    // What ended here is over, though the register has not heard it yet.
    const auto over = here.update(kinds, {}, now + 1h, none);
    ASSERT_EQ(over.ended.size(), 2U);
    EXPECT_EQ(over.ended.front().id, "1");
    EXPECT_TRUE(here.join(seen).changed.empty());
    EXPECT_TRUE(here.join({}).changed.empty());
    EXPECT_TRUE(here.underWay().empty());
}

TEST_F(AlertBookTest, givesWayToTheServerThatWasQuicker)
{
    const auto begun = look({Kind::CameraAway}, {door}).begun;
    EXPECT_TRUE(m_book.giveWay(begun).changed.empty());
    const store::AlertEntry theirs{.id = "theirs", .kind = "camera-away", .subject = "door", .person = {}, .params = "{}", .started = now};
    const auto joined = m_book.giveWay({theirs});
    EXPECT_EQ(joined.replaced, std::vector<std::string>{"alert 1"});
    EXPECT_EQ(joined.changed, std::vector{theirs});
    EXPECT_EQ(look({Kind::CameraAway}, {}).ended.front().id, "theirs");
}

TEST_F(AlertBookTest, remembersWhoSeesToIt)
{
    ASSERT_EQ(look({Kind::Disk}, {disk}).begun.size(), 1U);
    m_book.acknowledge("alert 1", "me", now + 1min);
    m_book.acknowledge("alert 1", "another", now + 2min);
    EXPECT_EQ(m_book.underWay().front().acknowledgedBy, "me");
    EXPECT_EQ(look({Kind::Disk}, {}).ended.front().acknowledged, now + 1min);
}
