#include "server-app/store/database_under_test.h"
#include "store/camera_pairings.h"
#include "store/camera_presence.h"
#include "store/camera_records.h"
#include "store/schedule_records.h"

#include <gtest/gtest.h>

using namespace std::chrono_literals;

namespace rollcall::store {
namespace {

using testing::DatabaseUnderTest;

constexpr UtcMs now{1'800'000'000s};
const CameraId door("door");

class CameraRecordsTest : public ::testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto reason = DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *reason;
        m_database.emplace(GetParam());
        m_register.emplace(m_database->openRegister());
        ASSERT_TRUE(see("Old webcam"));
    }
    [[nodiscard]] CameraRecords cameras() { return CameraRecords(m_register->database()); }
    [[nodiscard]] bool see(const char *name) { return m_register->seeCamera({.id = door, .name = name, .lastSeen = now}).has_value(); }
    [[nodiscard]] std::string shown() { return m_register->cameras()->front().name; }
    [[nodiscard]] bool pair()
    {
        return CameraPairings(m_register->database()).pair({.camera = door, .tokenHash = Blob(32, 1), .paired = now, .pairedFrom = "192.0.2.9"}).has_value();
    }
    [[nodiscard]] std::vector<std::string> audited()
    {
        std::vector<std::string> actions;
        const auto entries = AuditLog(m_register->database()).list({}, {});
        for (const AuditEntry &entry : entries->items)
            actions.push_back(entry.action + ' ' + entry.actor + ' ' + entry.details);
        return actions;
    }
    [[nodiscard]] bool setDirection()
    {
        return ScheduleRecords(m_register->database()).setCamera(door, {.direction = attendance::Direction::In, .place = {}}).has_value();
    }
    [[nodiscard]] bool hasDirection() { return ScheduleRecords(m_register->database()).cameras()->contains(door); }

    std::optional<DatabaseUnderTest> m_database;
    std::optional<Register> m_register;
};

TEST_P(CameraRecordsTest, theGivenNameIsShownWhateverTheCameraCallsItself)
{
    const auto renamed = cameras().rename(door, "Main <b>entrance</b> 門", 1, "Ada", now);
    ASSERT_TRUE(renamed) << renamed.error().message;
    EXPECT_EQ(renamed->camera.name, "Main <b>entrance</b> 門");
    EXPECT_EQ(renamed->ownName, "Old webcam");
    EXPECT_EQ(renamed->version, 2);
    ASSERT_TRUE(see("New webcam"));
    EXPECT_EQ(shown(), "Main <b>entrance</b> 門");
    EXPECT_EQ(cameras().camera(door)->ownName, "New webcam");
    EXPECT_EQ(*cameras().givenNames(), (std::map<CameraId, std::string>{{door, "Main <b>entrance</b> 門"}}));
    EXPECT_EQ(audited().front(), "camera:rename Ada camera=door");

    ASSERT_TRUE(cameras().rename(door, std::nullopt, {}, "Ada", now));
    EXPECT_EQ(shown(), "New webcam");
    EXPECT_TRUE(cameras().givenNames()->empty());
}

TEST_P(CameraRecordsTest, ofTwoWhoRenameTheSecondIsTold)
{
    ASSERT_TRUE(cameras().rename(door, "First", 1, "Ada", now));
    const auto second = cameras().rename(door, "Second", 1, "Grace", now);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, StoreError::Code::Stale);
    EXPECT_EQ(shown(), "First");
    EXPECT_EQ(audited().size(), 1U);  // what did not happen is not noted
    EXPECT_EQ(cameras().rename(CameraId("attic"), "Attic", {}, "Ada", now).error().code, StoreError::Code::NotFound);
}

TEST_P(CameraRecordsTest, aForgottenCameraAndItsPairingAreGone)
{
    ASSERT_TRUE(pair());
    ASSERT_TRUE(cameras().rename(door, "Entrance", {}, "Ada", now));
    ASSERT_TRUE(setDirection());
    ASSERT_TRUE(cameras().forget(door, "Ada", now));
    EXPECT_TRUE(m_register->cameras()->empty());
    EXPECT_TRUE(CameraPairings(m_register->database()).pairings()->empty());
    EXPECT_FALSE(hasDirection());
    EXPECT_EQ(audited().front(), "camera:forget Ada camera=door");
    EXPECT_EQ(cameras().forget(door, "Ada", now).error().code, StoreError::Code::NotFound);

    ASSERT_TRUE(see("Old webcam"));  // it comes back as one that nobody knows
    EXPECT_EQ(shown(), "Old webcam");
    EXPECT_EQ(cameras().camera(door)->version, 1);
}

TEST_P(CameraRecordsTest, oneThatWasPairedAndNeverHereCanBeForgotten)
{
    ASSERT_TRUE(cameras().forget(door, "Ada", now));
    ASSERT_TRUE(pair());
    EXPECT_TRUE(cameras().forget(door, "Ada", now));
}

TEST_P(CameraRecordsTest, whatAForgottenCameraSawStaysAndCountsAsBefore)
{
    ASSERT_TRUE(m_register->addPerson({.id = PersonId("ada"), .name = "Ada", .created = now}, {}, {}));
    attendance::UuidGenerator ids(attendance::systemRandom());
    const Sighting sighting{.id = ids.next(now), .person = PersonId("ada"), .camera = door, .firstSeen = now, .lastSeen = now, .confidence = 0.9, .track = 1};
    ASSERT_TRUE(m_register->record(std::span(&sighting, 1)));
    ASSERT_TRUE(setDirection());
    ASSERT_TRUE(cameras().forget(door, "Ada", now));
    EXPECT_EQ(m_register->sightingsBetween(now, now + 1h)->size(), 1U);
    EXPECT_TRUE(hasDirection());
}

TEST_P(CameraRecordsTest, whatChangesOfAForgottenCameraIsNotWritten)
{
    const auto change = [&] { return noteChanged(m_register->database(), {.id = door, .name = "New webcam", .lastSeen = now + 1s}).has_value(); };
    ASSERT_TRUE(change());
    EXPECT_EQ(*m_register->cameras(), (std::vector<Camera>{{.id = door, .name = "New webcam", .lastSeen = now + 1s}}));
    ASSERT_TRUE(cameras().forget(door, "Ada", now));
    ASSERT_TRUE(change());
    EXPECT_TRUE(m_register->cameras()->empty());
}

INSTANTIATE_TEST_SUITE_P(Sqlite, CameraRecordsTest, ::testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, CameraRecordsTest, ::testing::Values(Dialect::PostgreSql));

} // namespace
} // namespace rollcall::store
