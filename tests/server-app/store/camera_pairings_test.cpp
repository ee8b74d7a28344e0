#include "server-app/store/database_under_test.h"
#include "store/camera_pairings.h"

#include <gtest/gtest.h>

using namespace std::chrono_literals;

namespace rollcall::store {
namespace {

using testing::DatabaseUnderTest;

constexpr UtcMs now{1'800'000'000s};

class CameraPairingsTest : public ::testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto reason = DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *reason;
        m_database.emplace(GetParam());
        m_register.emplace(m_database->openRegister());
    }
    [[nodiscard]] CameraPairings pairings() { return CameraPairings(m_register->database()); }
    static CameraPairing pairing(const char *camera, uint8_t byte, UtcMs when = now)
    {
        return {.camera = CameraId(camera), .tokenHash = Blob(32, byte), .paired = when, .pairedFrom = "192.0.2.9"};
    }
    [[nodiscard]] std::vector<std::string> audited()
    {
        std::vector<std::string> actions;
        const auto entries = AuditLog(m_register->database()).list({}, {});
        for (const AuditEntry &entry : entries->items)
            actions.push_back(entry.action + ' ' + entry.actor + ' ' + entry.details);
        return actions;
    }

    std::optional<DatabaseUnderTest> m_database;
    std::optional<Register> m_register;
};

TEST_P(CameraPairingsTest, areKeptByCameraAndReplaced)
{
    EXPECT_TRUE(pairings().pairings()->empty());
    ASSERT_TRUE(pairings().pair(pairing("exit", 1)));
    ASSERT_TRUE(pairings().pair(pairing("entrance", 2)));
    ASSERT_TRUE(pairings().pair(pairing("exit", 3, now + 1min)));
    const auto all = pairings().pairings();
    ASSERT_TRUE(all);
    EXPECT_EQ(*all, (std::vector{pairing("entrance", 2), pairing("exit", 3, now + 1min)}));
    EXPECT_EQ(audited().front(), "camera:pair 192.0.2.9 camera=exit");
}

TEST_P(CameraPairingsTest, areRevokedOnceAndPairedAnew)
{
    ASSERT_TRUE(pairings().pair(pairing("exit", 1)));
    ASSERT_TRUE(pairings().revoke(CameraId("exit"), "127.0.0.1", now + 1h));
    EXPECT_EQ(pairings().pairings()->front().revoked, now + 1h);
    EXPECT_EQ(audited().front(), "camera:revoke 127.0.0.1 camera=exit");
    const auto again = pairings().revoke(CameraId("exit"), "127.0.0.1", now + 2h);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, StoreError::Code::NotFound);
    EXPECT_EQ(pairings().revoke(CameraId("nobody"), "127.0.0.1", now).error().code, StoreError::Code::NotFound);
    EXPECT_EQ(audited().size(), 2U);  // what did not happen is not noted
    ASSERT_TRUE(pairings().pair(pairing("exit", 4, now + 3h)));
    EXPECT_FALSE(pairings().pairings()->front().revoked);
}

TEST_P(CameraPairingsTest, sayWhenTheCameraWasSeenSince)
{
    ASSERT_TRUE(m_register->seeCamera({.id = CameraId("exit"), .name = "Exit", .lastSeen = now - 1h}));
    ASSERT_TRUE(pairings().pair(pairing("exit", 1)));
    EXPECT_FALSE(pairings().pairings()->front().lastSeen);  // that was before
    ASSERT_TRUE(m_register->seeCamera({.id = CameraId("exit"), .name = "Exit", .lastSeen = now + 1h}));
    EXPECT_EQ(pairings().pairings()->front().lastSeen, now + 1h);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, CameraPairingsTest, ::testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, CameraPairingsTest, ::testing::Values(Dialect::PostgreSql));

} // namespace
} // namespace rollcall::store
