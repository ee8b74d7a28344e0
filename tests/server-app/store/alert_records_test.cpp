#include "server-app/store/database_under_test.h"
#include "store/alert_records.h"
#include "store/erasure.h"

#include <gtest/gtest.h>

using namespace std::chrono_literals;

namespace rollcall::store {
namespace {

using testing::DatabaseUnderTest;
using Code = StoreError::Code;
using State = AlertFilter::State;

constexpr UtcMs now{1'800'000'000s};

class AlertRecordsTest : public ::testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto reason = DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *reason;
        m_database.emplace(GetParam());
        m_register.emplace(m_database->openRegister());
    }
    [[nodiscard]] AlertRecords records() { return AlertRecords(m_register->database()); }
    [[nodiscard]] AlertEntry alert(const std::string &kind, const std::string &subject, const std::optional<PersonId> &person = {})
    {
        return {.id = m_ids.next(now).toString(), .kind = kind, .subject = subject, .person = person, .params = R"({"camera":"door"})", .started = now};
    }

    [[nodiscard]] bool begins(const AlertEntry &alert, bool mail = false)
    {
        const auto begun = records().begin(alert, mail);
        return begun && *begun && (*begun)->id == alert.id;
    }

    std::optional<DatabaseUnderTest> m_database;
    std::optional<Register> m_register;
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
};

TEST_P(AlertRecordsTest, thereIsOneAtATimeOfACause)
{
    const AlertEntry first = alert("camera-away", "door");
    EXPECT_EQ(records().begin(first, false).value(), first);
    // Whoever is second is told of the one that is.
    EXPECT_EQ(records().begin(alert("camera-away", "door"), true).value(), first);
    EXPECT_EQ(records().mailState()->waiting, 0);
    EXPECT_TRUE(begins(alert("camera-away", "gate")));
    EXPECT_EQ(records().underWay()->size(), 2U);
    ASSERT_TRUE(records().end(first.id, now + 1h));
    EXPECT_TRUE(begins(alert("camera-away", "door")));
    EXPECT_EQ(records().alert(first.id)->ended, now + 1h);
    ASSERT_TRUE(records().end(first.id, now + 2h));  // again is harmless
    EXPECT_EQ(records().alert(first.id)->ended, now + 1h);
}

TEST_P(AlertRecordsTest, areListedByStateAndKind)
{
    const AlertEntry open = alert("disk", "disk");
    const AlertEntry seen = alert("camera-away", "door");
    const AlertEntry over = alert("camera-away", "gate");
    for (const AlertEntry &one : {open, seen, over})
        ASSERT_TRUE(begins(one));
    const auto acknowledged = records().acknowledge(seen.id, "me", now + 1min);
    EXPECT_EQ(acknowledged->acknowledgedBy, "me");
    EXPECT_EQ(records().acknowledge(seen.id, "another", now + 2min)->acknowledgedBy, "me");
    ASSERT_TRUE(records().end(over.id, now + 1min));
    EXPECT_EQ(records().acknowledge(over.id, "me", now).error().code, Code::Conflict);
    EXPECT_EQ(records().acknowledge(m_ids.next(now).toString(), "me", now).error().code, Code::NotFound);
    const auto ids = [&](const AlertFilter &filter) {
        std::vector<std::string> found;
        const auto page = records().alerts(filter, {});
        for (const AlertEntry &one : page->items)
            found.push_back(one.id);
        return found;
    };
    EXPECT_EQ(ids({}), (std::vector{seen.id, open.id}));
    EXPECT_EQ(ids({.state = State::Open}), std::vector{open.id});
    EXPECT_EQ(ids({.state = State::Acknowledged}), std::vector{seen.id});
    EXPECT_EQ(ids({.state = State::Ended}), std::vector{over.id});
    EXPECT_EQ(ids({.kind = "disk"}), std::vector{open.id});
    const auto page = records().alerts({}, {.limit = 1, .cursor = {}});
    EXPECT_EQ(page->next, seen.id);
    EXPECT_EQ(records().purge(now + 2min, 10).value(), 1);
    EXPECT_EQ(ids({.state = State::Ended}).size(), 0U);
}

TEST_P(AlertRecordsTest, rulesAreChangedByWhoHasReadThem)
{
    EXPECT_EQ(records().rules()->version, 0);
    EXPECT_EQ(records().setRules("{\"a\":1}", 0).value(), 1);
    EXPECT_EQ(records().setRules("{\"b\":1}", 0).error().code, Code::Stale);
    EXPECT_EQ(records().setRules("{\"b\":1}", 1).value(), 2);
    EXPECT_EQ(records().rules()->rules, "{\"b\":1}");
}

TEST_P(AlertRecordsTest, mailsWaitUntilTheyWent)
{
    const AlertEntry told = alert("disk", "disk");
    ASSERT_TRUE(begins(told, true));
    ASSERT_TRUE(begins(alert("camera-away", "door")));
    ASSERT_EQ(records().claimMails(now, 10, 1min)->size(), 1U);
    // It is told once, whichever server does so; by another one only where the first is silent for too long.
    Register other = m_database->openRegister();
    EXPECT_TRUE(AlertRecords(other.database()).claimMails(now + 59s, 10, 1min)->empty());
    EXPECT_EQ(AlertRecords(other.database()).claimMails(now + 60s, 10, 1min)->size(), 1U);
    ASSERT_TRUE(records().mailsFailed({told.id}, now + 1min, "The mail server is away."));
    EXPECT_TRUE(records().claimMails(now, 10, 1min)->empty());
    EXPECT_EQ(records().mailState()->nextAttempt, now + 1min);
    EXPECT_EQ(records().mailState()->problem, "The mail server is away.");
    EXPECT_EQ(records().claimMails(now + 1min, 10, 1min)->front().attempts, 1);
    ASSERT_TRUE(records().mailsSent({told.id}));
    EXPECT_EQ(records().mailState()->waiting, 0);
    EXPECT_FALSE(records().mailState()->nextAttempt);
}

TEST_P(AlertRecordsTest, whoIsErasedTakesTheirAlertsAlong)
{
    ASSERT_TRUE(m_register->addPerson({.id = PersonId("ada"), .name = "Ada"}, {}, {}));
    ASSERT_TRUE(begins(alert("late", "ada 2026-11-21", PersonId("ada")), true));
    EXPECT_FALSE(begins(alert("late", "nobody 2026-11-21", PersonId("nobody")), true));
    const auto proof = erasePerson(m_register->database(), PersonId("ada"), {}, "op", m_ids.next(now).toString(), now);
    ASSERT_TRUE(proof) << proof.error().message;
    EXPECT_EQ(proof->counts.at("alerts"), 1);
    EXPECT_TRUE(records().underWay()->empty());
    EXPECT_EQ(records().mailState()->waiting, 0);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, AlertRecordsTest, ::testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, AlertRecordsTest, ::testing::Values(Dialect::PostgreSql));

} // namespace
} // namespace rollcall::store
