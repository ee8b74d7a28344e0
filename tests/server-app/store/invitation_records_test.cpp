#include "server-app/store/database_under_test.h"
#include "store/erasure.h"
#include "store/invitation_records.h"
#include "store/photo.h"

#include <gtest/gtest.h>

using namespace std::chrono_literals;

namespace rollcall::store {
namespace {

using testing::DatabaseUnderTest;
using Code = StoreError::Code;
using State = SelfEnrolment::State;

constexpr UtcMs now{1'800'000'000s};
const ConsentText consent{"v1", R"({"en":"I agree"})"};

class InvitationRecordsTest : public ::testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto reason = DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *reason;
        m_database.emplace(GetParam());
        m_register.emplace(m_database->openRegister());
    }
    [[nodiscard]] InvitationRecords records() { return InvitationRecords(m_register->database()); }
    [[nodiscard]] std::string id() { return m_ids.next(now).toString(); }
    Invitation add(Invitation invitation)
    {
        invitation.id = id();
        invitation.codeHash = "hash " + invitation.id;
        invitation.created = now;
        invitation.createdBy = "admin";
        if (invitation.expires == UtcMs{})
            invitation.expires = now + 24h;
        EXPECT_TRUE(records().add(invitation));
        return invitation;
    }
    // What came by it: one photo of these bytes.
    std::string send(const Invitation &invitation, const std::string &name, uint8_t byte = 1)
    {
        const SelfEnrolment request{.id = id(), .invitation = invitation.id, .person = invitation.person, .name = name, .group = invitation.group, .consentVersion = consent.version, .sent = now};
        EXPECT_TRUE(records().send(request, {makePhoto(std::vector<uint8_t>(2'000, byte))}, {id()}, consent, invitation.codeHash));
        return request.id;
    }
    [[nodiscard]] int64_t count(const std::string &table)
    {
        int64_t rows = -1;
        EXPECT_TRUE(m_register->database().query("SELECT COUNT(*) FROM " + table, {}, [&](Row row) { rows = std::get<int64_t>(row[0]); }));
        return rows;
    }

    std::optional<DatabaseUnderTest> m_database;
    std::optional<Register> m_register;
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
};

TEST_P(InvitationRecordsTest, areGoodForAsManyAndAsLongAsTheySay)
{
    const Invitation two = add({.group = "Class 5a", .note = "for parents", .uses = 2});
    EXPECT_EQ(records().open(two.codeHash, now)->group, "Class 5a");
    EXPECT_EQ(records().open("hash of another code", now).error().code, Code::NotFound);
    EXPECT_EQ(records().open(two.codeHash, now + 24h).error().code, Code::NotFound);
    send(two, "Zoë");
    send(two, "Bob", 2);
    EXPECT_EQ(records().open(two.codeHash, now).error().code, Code::NotFound);
    const SelfEnrolment late{.id = id(), .name = "Eve", .consentVersion = consent.version, .sent = now};
    EXPECT_EQ(records().send(late, {}, {}, consent, two.codeHash).error().code, Code::NotFound);
    EXPECT_EQ(count("enrolment_requests"), 2);
    EXPECT_EQ(records().invitation(two.id)->used, 2);
    EXPECT_EQ(records().waiting().value(), 2);
    ASSERT_TRUE(records().remove(two.id));
    EXPECT_EQ(records().waiting().value(), 2);  // what was sent stays
    EXPECT_EQ(records().remove(two.id).error().code, Code::NotFound);
}

TEST_P(InvitationRecordsTest, areListedNewestFirstAndPaged)
{
    for (int i = 0; i < 3; ++i)
        add({.note = std::to_string(i)});
    const auto first = records().invitations({.limit = 2, .cursor = {}});
    ASSERT_EQ(first->items.size(), 2U);
    EXPECT_EQ(first->items.front().note, "2");
    const auto rest = records().invitations({.limit = 2, .cursor = first->next});
    EXPECT_EQ(rest->items.size(), 1U);
    EXPECT_FALSE(rest->next);
    EXPECT_EQ(records().invitations({.limit = 2, .cursor = "anything"}).error().code, Code::Invalid);
}

TEST_P(InvitationRecordsTest, ofSomebodyKnownHaveTheirName)
{
    ASSERT_TRUE(m_register->addPerson({.id = PersonId("ada"), .name = "Ada"}, {}, {}));
    const Invitation invitation = add({.person = PersonId("ada"), .name = "forgotten"});
    EXPECT_EQ(records().open(invitation.codeHash, now)->name, "Ada");
    Invitation nobody{.id = id(), .codeHash = "x", .person = PersonId("nobody"), .expires = now + 1h};
    EXPECT_EQ(records().add(nobody).error().code, Code::NotFound);
}

TEST_P(InvitationRecordsTest, requestsAreAnsweredOnceAndLoseTheirPhotosThen)
{
    const Invitation open = add({.uses = 5});
    const std::string refused = send(open, "Eve");
    const auto sent = records().request(refused);
    ASSERT_EQ(sent->photos.size(), 1U);
    EXPECT_EQ(sent->photos.front().size, 2'000);
    EXPECT_EQ(records().photo(refused, sent->photos.front().id)->bytes.size(), 2'000U);
    EXPECT_EQ(records().photo(refused, id()).error().code, Code::NotFound);
    EXPECT_EQ(records().consent("v1").value()->content, consent.content);
    ASSERT_TRUE(records().decide(refused, {.state = State::Refused, .by = "op", .reason = "no face that we know", .when = now + 1h}));
    EXPECT_EQ(count("enrolment_request_photos"), 0);
    EXPECT_EQ(records().request(refused)->reason, "no face that we know");
    EXPECT_EQ(records().decide(refused, {.state = State::Approved, .by = "op", .when = now}).error().code, Code::Conflict);
    EXPECT_EQ(records().requests(State::Waiting, {})->items.size(), 0U);
    EXPECT_EQ(records().requests(State::Refused, {})->items.size(), 1U);
}

TEST_P(InvitationRecordsTest, whoIsErasedTakesRequestsAndInvitationsAlong)
{
    const Invitation named = add({.name = "Ada Approved"});
    const std::string approved = send(named, "Ada Approved");
    ASSERT_TRUE(m_register->addPerson({.id = PersonId("ada"), .name = "Ada Approved"}, {}, {}));
    ASSERT_TRUE(records().decide(approved, {.state = State::Approved, .person = PersonId("ada"), .by = "op", .when = now}));
    const Invitation again = add({.person = PersonId("ada")});
    send(again, "Ada Approved", 7);
    const auto proof = erasePerson(m_register->database(), PersonId("ada"), {}, "op", id(), now);
    ASSERT_TRUE(proof) << proof.error().message;
    EXPECT_EQ(proof->counts.at("enrolment_requests"), 2);
    EXPECT_EQ(proof->counts.at("enrolment_request_photos"), 1);
    EXPECT_EQ(proof->counts.at("invitations"), 2);
    for (const char *table : {"enrolment_requests", "enrolment_request_photos", "invitations"})
        EXPECT_EQ(count(table), 0) << table;
}

TEST_P(InvitationRecordsTest, whatNobodyAnsweredGoesAfterItsDays)
{
    const Invitation open = add({.uses = 5, .expires = now + 1h});
    send(open, "Ada");
    const std::string refused = send(open, "Eve", 2);
    ASSERT_TRUE(records().decide(refused, {.state = State::Refused, .by = "op", .when = now + 2h}));
    EXPECT_EQ(records().purge(now, 100).value(), 0);
    EXPECT_EQ(records().purge(now + 1min, 100).value(), 1);
    EXPECT_EQ(count("enrolment_request_photos"), 0);
    EXPECT_EQ(count("enrolment_requests"), 1);
    EXPECT_EQ(records().purge(now + 3h, 100).value(), 1);
    EXPECT_EQ(count("enrolment_requests") + count("invitations"), 0);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, InvitationRecordsTest, ::testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, InvitationRecordsTest, ::testing::Values(Dialect::PostgreSql));

} // namespace
} // namespace rollcall::store
