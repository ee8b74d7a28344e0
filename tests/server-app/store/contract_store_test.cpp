// What the API promises and the database keeps: answers for repeated requests, the audit log, erasures, webhooks, retention. On both databases.

#include "server-app/store/database_under_test.h"
#include "store/audit_log.h"
#include "store/erasure.h"
#include "store/idempotency_records.h"
#include "store/retention.h"
#include "store/row_values.h"
#include "store/webhook_records.h"

#include <gtest/gtest.h>

using namespace rollcall::store;
using namespace std::chrono_literals;
using rollcall::attendance::UuidGenerator;
using rollcall::testing::DatabaseUnderTest;
using Code = StoreError::Code;

namespace {

const UtcMs noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} + 12h;

class ContractTest : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto why = DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *why;
        database = std::make_unique<DatabaseUnderTest>(GetParam());
        records = std::make_unique<Register>(database->openRegister());
    }
    Database &db() { return records->database(); }
    void addPerson(const char *id) { ASSERT_TRUE(records->addPerson({.id = PersonId(id), .name = id, .created = noon}, {}, {})); }
    void see(const char *person, UtcMs when)
    {
        const Sighting sighting{.id = ids.next(when), .person = PersonId(person), .camera = CameraId("door"), .firstSeen = when, .lastSeen = when, .confidence = 1, .track = 1};
        const auto recorded = records->record(std::vector{sighting});
        ASSERT_TRUE(recorded && recorded->front());
    }
    WebhookEvent event(const char *person, UtcMs when)
    {
        return {.id = ids.next(when).toString(), .event = "check-in", .subject = person, .person = PersonId(person), .when = when, .payload = "{}"};
    }
    void addWebhook(const char *id, std::set<std::string> events = {"check-in"})
    {
        const auto added = WebhookRecords(db()).add({.id = id, .url = "https://example.com/", .events = std::move(events), .secret = {1, 2, 3}, .created = noon});
        ASSERT_TRUE(added) << added.error().message;
    }

    UuidGenerator ids{rollcall::attendance::systemRandom()};
    std::unique_ptr<DatabaseUnderTest> database;
    std::unique_ptr<Register> records;
};

} // namespace

TEST_P(ContractTest, aKeyBelongsToOneRequest)
{
    using State = IdempotencyRecords::State;
    IdempotencyRecords keys(db());
    EXPECT_EQ(keys.claim("k", "r", noon)->state, State::Fresh);
    EXPECT_EQ(keys.claim("k", "r", noon + 1s)->state, State::Running);
    EXPECT_EQ(keys.claim("k", "other", noon)->state, State::Different);
    ASSERT_TRUE(keys.release("k"));
    EXPECT_EQ(keys.claim("k", "r", noon)->state, State::Fresh);
    const KeptAnswer answer{.status = 201, .contentType = "application/json", .location = "/x", .etag = "\"1\"", .body = "{\"ä\":1}"};
    ASSERT_TRUE(keys.keep("k", answer));
    ASSERT_TRUE(keys.release("k"));  // too late: it was answered
    const auto again = keys.claim("k", "r", noon + 1h);
    EXPECT_EQ(again->state, State::Answered);
    EXPECT_EQ(again->answer, answer);
    EXPECT_EQ(keys.purge(noon + 1ms).value(), 1);
}

TEST_P(ContractTest, theAuditLogIsOnlyAppendedTo)
{
    AuditLog log(db());
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(log.append({.actor = "a", .action = "photos:read", .person = "ada"}, noon + i * 1h));
    EXPECT_FALSE(db().execute("UPDATE audit_log SET actor = 'b'"));
    EXPECT_FALSE(db().execute("DELETE FROM audit_log"));
    EXPECT_EQ(log.purge(noon + 90min, 100, noon + 24h).value(), 2);
    EXPECT_EQ(log.list({.person = "ada"}, {})->items.size(), 3U);
    const auto verdict = log.verify();
    ASSERT_TRUE(verdict) << verdict.error().message;
    EXPECT_EQ(verdict->brokenAt, std::nullopt);
    EXPECT_EQ(verdict->first, 3);
    EXPECT_EQ(verdict->last, 6);
}

TEST_P(ContractTest, anErasureTakesEverythingAlong)
{
    addPerson("ada");
    addPerson("bob");
    see("ada", noon);
    addWebhook("w");
    ASSERT_TRUE(WebhookRecords(db()).note(event("ada", noon), 100).value());
    const auto proof = erasePerson(db(), PersonId("ada"), {}, "tester", "proof", noon + 1h);
    ASSERT_TRUE(proof) << proof.error().message;
    const std::map<std::string, int64_t> counts{{"people", 1}, {"sightings", 1}, {"webhook_events", 1}};
    EXPECT_EQ(proof->counts, counts);
    EXPECT_EQ(countErasures(db()).value(), 1);
    EXPECT_EQ(WebhookRecords(db()).webhook("w")->waiting, 0);
    EXPECT_EQ(records->person(PersonId("bob"))->name, "bob");
}

TEST_P(ContractTest, anEventGoesOnceToEachWhoAskedForIt)
{
    addPerson("ada");
    WebhookRecords webhooks(db());
    EXPECT_FALSE(webhooks.note(event("ada", noon), 100).value());  // nobody asked
    addWebhook("a");
    addWebhook("b", {"check-in", "check-out"});
    addWebhook("c", {"check-out"});
    EXPECT_FALSE(webhooks.note(event("ada", noon - 1s), 100).value());  // before they asked
    EXPECT_TRUE(webhooks.note(event("ada", noon + 1s), 100).value());
    EXPECT_FALSE(webhooks.note(event("ada", noon + 2s), 100).value());  // the same
    EXPECT_EQ(webhooks.lastNoted("check-in").value(), noon + 1s);
    EXPECT_EQ(webhooks.noted("check-in", noon).value(), std::set<std::string>{"ada"});
    EXPECT_TRUE(webhooks.due(noon, 10)->empty());
    const auto due = webhooks.due(noon + 1s, 10);
    ASSERT_TRUE(due);
    ASSERT_EQ(due->size(), 2U);
    EXPECT_EQ(due->front().secret, (Blob{1, 2, 3}));
    EXPECT_EQ(webhooks.nextDue().value(), noon + 1s);

    const std::string id = due->front().eventId;
    ASSERT_TRUE(webhooks.finish({.webhook = "a", .eventId = id, .at = noon + 2s, .nextAttempt = noon + 1min, .status = 500, .problem = "500"}, 1h));
    EXPECT_EQ(webhooks.webhook("a")->failingSince, noon + 2s);
    ASSERT_TRUE(webhooks.finish({.webhook = "b", .eventId = id, .state = WebhookDelivery::State::Delivered, .at = noon + 2s, .nextAttempt = noon, .status = 204}, 1h));
    EXPECT_EQ(webhooks.due(noon + 30s, 10)->size(), 0U);
    EXPECT_EQ(webhooks.due(noon + 1min, 10)->size(), 1U);
    ASSERT_TRUE(webhooks.finish({.webhook = "a", .eventId = id, .at = noon + 2h, .nextAttempt = noon + 3h, .problem = "unreachable"}, 1h));
    EXPECT_EQ(webhooks.webhook("a")->state, Webhook::State::Disabled);
    EXPECT_TRUE(webhooks.due(noon + 24h, 10)->empty());
    const auto history = webhooks.deliveries("a", {});
    ASSERT_EQ(history->items.size(), 1U);
    EXPECT_EQ(history->items.front().attempts, 2);
    EXPECT_EQ(history->items.front().lastStatus, std::nullopt);
    ASSERT_TRUE(webhooks.setState("a", Webhook::State::Active, ""));
    EXPECT_EQ(webhooks.due(noon + 24h, 10)->size(), 1U);
    EXPECT_EQ(webhooks.webhooks()->size(), 3U);
    ASSERT_TRUE(webhooks.remove("a"));
    EXPECT_EQ(webhooks.remove("a").error().code, Code::NotFound);
    EXPECT_EQ(webhooks.webhook("a").error().code, Code::NotFound);
}

TEST_P(ContractTest, whatIsOldGoesAPieceAtATime)
{
    addPerson("ada");
    for (int day = 0; day < 10; ++day)
        see("ada", noon - day * 24h);
    addWebhook("w");
    ASSERT_TRUE(WebhookRecords(db()).note(event("ada", noon + 1s), 100).value());
    ASSERT_TRUE(AuditLog(db()).append({.actor = "a", .action = "b"}, noon - 24h * 9));
    const Retention retention{.sightings = std::chrono::days(4), .audit = std::chrono::days(4), .webhookEvents = std::chrono::days(4)};
    const auto first = purgeOld(db(), retention, 3, noon + 1h);
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(first->at("sightings"), 3);
    EXPECT_EQ(first->at("audit"), 1);
    EXPECT_EQ(purgeOld(db(), retention, 100, noon + 1h)->at("sightings"), 3);
    EXPECT_EQ(records->sightings({}, {})->items.size(), 4U);
    // An event that still waits for its receiver stays however old it is.
    EXPECT_EQ(purgeOld(db(), retention, 100, noon + 24h * 30)->at("webhook_events"), 0);
    ASSERT_TRUE(WebhookRecords(db()).remove("w"));
    EXPECT_EQ(purgeOld(db(), retention, 100, noon + 24h * 30)->at("webhook_events"), 1);
    EXPECT_EQ(purgeOld(db(), {}, 100, noon + 24h * 3'000)->count("sightings"), 0U);  // for ever
}

INSTANTIATE_TEST_SUITE_P(Sqlite, ContractTest, testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, ContractTest, testing::Values(Dialect::PostgreSql));
