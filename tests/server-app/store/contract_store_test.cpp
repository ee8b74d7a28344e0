// What the API promises and the database keeps: answers for repeated requests, the audit log, erasures, webhooks, retention. On both databases.

#include "server-app/store/database_under_test.h"
#include "store/audit_log.h"
#include "store/alert_records.h"
#include "store/erasure.h"
#include "store/idempotency_records.h"
#include "store/person_tables.h"
#include "store/retention.h"
#include "store/row_values.h"
#include "store/webhook_records.h"

#include <gtest/gtest.h>

#include <QByteArray>

#include <fstream>
#include <sstream>

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

namespace {

constexpr const char *trace = "Quilvermore";

// One row about the person "ada-quilvermore" in every table that can have one, the name or the picture with it.
const char *const everything[] = {
    "INSERT INTO photos (sha256, media_type, bytes) VALUES ('aa', 'image/jpeg', ?1)",
    "INSERT INTO person_photos (person_id, sha256) VALUES ('ada-quilvermore', 'aa')",
    "INSERT INTO person_groups (person_id, group_name) VALUES ('ada-quilvermore', 'friends of Quilvermore')",
    "INSERT INTO templates (person_id, embedder, embedder_version, vector) VALUES ('ada-quilvermore', 'e', 1, ?1)",
    "INSERT INTO sightings (id, person_id, camera_id, first_seen, last_seen, confidence, track) VALUES ('s1', 'ada-quilvermore', 'door', 1, 2, 0.5, 1)",
    "INSERT INTO sighting_evidence (sighting_id, taken_at, quality, embedder, embedder_version, vector, picture, picture_size) VALUES ('s1', 1, 0.5, 'e', 1, ?1, ?1, 1)",
    "INSERT INTO rejected_looks (sighting_id, face_of, embedder, embedder_version, vector) VALUES ('s1', 'ada-quilvermore', 'e', 1, ?1)",
    "INSERT INTO unknown_faces (id, state, first_seen, last_seen, person_id, label) VALUES ('f1', 'assigned', 1, 2, 'ada-quilvermore', 'Quilvermore?')",
    "INSERT INTO unknown_face_sightings (id, face_id, camera_id, first_seen, last_seen, track) VALUES ('fs1', 'f1', 'door', 1, 2, 1)",
    "INSERT INTO unknown_face_looks (sighting_id, face_id, taken_at, quality, embedder, embedder_version, vector, picture) VALUES ('fs1', 'f1', 1, 0.5, 'e', 1, ?1, ?1)",
    "INSERT INTO merged_people (id, person_id, merged_at) VALUES ('old-quilvermore', 'ada-quilvermore', 1)",
    "INSERT INTO shifts (id, name, start_minute, end_minute, weekdays, mode, late_grace, early_grace, check_in_before, check_out_after, half_day_below, absent_below, "
    "missing_check_out, duplicate_within, overtime_before) VALUES ('day', 'Day', 480, 960, 127, 'first-in-last-out', 0, 0, 120, 240, 0, 0, 'shift-end', 60000, 0)",
    "INSERT INTO shift_assignments (id, shift_id, person_id) VALUES ('a1', 'day', 'ada-quilvermore')",
    "INSERT INTO corrections (id, person_id, day, kind, reason, made_by, made_at) VALUES ('c1', 'ada-quilvermore', '2026-11-21', 'status', 'Quilvermore was ill', 'me', 1)",
    "INSERT INTO consent_texts (version, content, first_used) VALUES ('v1', '{}', 1)",
    "INSERT INTO invitations (id, code_hash, person_id, name, note, uses, used, created_at, created_by, expires_at) "
    "VALUES ('i1', 'h', 'ada-quilvermore', 'Ada Quilvermore', 'for Quilvermore', 1, 0, 1, 'me', 2)",
    "INSERT INTO enrolment_requests (id, invitation_id, person_id, name, state, consent_version, sent_at) VALUES ('r1', 'i1', 'ada-quilvermore', 'Ada Quilvermore', 'waiting', 'v1', 1)",
    "INSERT INTO enrolment_request_photos (id, request_id, sha256, media_type, bytes) VALUES ('p1', 'r1', 'bb', 'image/jpeg', ?1)",
    "INSERT INTO alerts (id, kind, subject, person_id, params, started_at) VALUES ('al1', 'late', 'ada-quilvermore 2026-11-21', 'ada-quilvermore', '{\"name\":\"Ada Quilvermore\"}', 1)",
    "INSERT INTO alert_mails (alert_id, created_at, attempts, next_attempt_at, problem) VALUES ('al1', 1, 1, 2, 'no mail about Quilvermore went')",
    "INSERT INTO webhook_events (id, event, subject, person_id, happened_at, payload) VALUES ('e1', 'check-in', 'ada-quilvermore', 'ada-quilvermore', 1, '{\"name\":\"Quilvermore\"}')",
    "INSERT INTO webhook_deliveries (webhook_id, event_id, state, attempts, next_attempt_at, last_problem) VALUES ('w', 'e1', 'waiting', 0, 1, 'Quilvermore was not told')",
};

std::string textOf(const Value &value)
{
    if (const auto *text = std::get_if<std::string>(&value))
        return *text;
    const auto *blob = std::get_if<Blob>(&value);
    return blob ? std::string(blob->begin(), blob->end()) : std::string();
}

} // namespace

// Every table, every column; in SQLite every byte of the files, in PostgreSQL the size of tables that had nobody else's rows.
TEST_P(ContractTest, aSearchForEveryTraceOfAnErasedPersonFindsNone)
{
    const std::string marker(trace);
    ASSERT_TRUE(records->addPerson({.id = PersonId("ada-quilvermore"), .name = "Ada Quilvermore", .created = noon, .externalId = "Q-Quilvermore"}, {}, {}));
    const std::array<Value, 1> bytes{Blob(marker.begin(), marker.end())};
    addWebhook("w");
    for (const char *sql : everything) {
        const bool hasBytes = std::string_view(sql).contains("?1");
        const auto added = db().execute(sql, hasBytes ? std::span<const Value>(bytes) : std::span<const Value>());
        ASSERT_TRUE(added) << sql << ": " << added.error().message;
    }
    IdempotencyRecords answers(db());
    const std::string bodies[] = {R"({"id":"ada-quilvermore"})", R"({"detail":"Ada Quilvermore is enrolled already."})", R"({"detail":"\"ada-quilvermore\" was changed"})"};
    for (std::size_t i = 0; i < std::size(bodies); ++i) {
        const std::string &body = bodies[i];
        ASSERT_TRUE(answers.claim("key " + std::to_string(i), "r", noon));
        ASSERT_TRUE(answers.keep("key " + std::to_string(i), {.status = 201, .contentType = "application/json", .location = i == 2 ? "/api/v1/people/ada-quilvermore/photos" : "", .etag = "", .body = body}));
    }
    ASSERT_TRUE(AuditLog(db()).append({.actor = "a", .action = "photos:read", .person = "ada-quilvermore"}, noon));
    const auto proof = erasePerson(db(), PersonId("ada-quilvermore"), {}, "tester", "proof", noon + 1h);
    ASSERT_TRUE(proof) << proof.error().message;
    for (const PersonTable &table : personTables())
        EXPECT_TRUE(proof->counts.contains(std::string(table.name))) << table.name << " had nothing to erase: add a row of it above";

    const bool isSqlite = GetParam() == Dialect::Sqlite;
    std::vector<std::string> tables;
    ASSERT_TRUE(db().query(isSqlite ? "SELECT name FROM sqlite_schema WHERE type = 'table'" : "SELECT tablename FROM pg_tables WHERE schemaname = 'public'", {},
                           [&](Row row) { tables.push_back(toText(row[0])); }));
    ASSERT_GT(tables.size(), 25U);
    for (const std::string &table : tables) {
        EXPECT_TRUE(db().query("SELECT * FROM " + table, {}, [&](Row row) {
            for (const Value &value : row)
                EXPECT_FALSE(QByteArray::fromStdString(textOf(value)).toLower().contains("quilvermore")) << table;
        })) << table;
    }
    if (isSqlite) {
        for (const auto &part : {database->file(), std::filesystem::path(database->file().string() + "-wal")}) {
            std::ostringstream contents;
            contents << std::ifstream(part, std::ios::binary).rdbuf();
            EXPECT_EQ(contents.str().find("uilvermore"), std::string::npos) << part;
        }
        return;
    }
    for (const auto &[table, rows] : proof->counts) {
        if (table == "idempotency_keys")
            continue;
        const std::array<Value, 1> which{table};
        EXPECT_TRUE(db().query("SELECT pg_relation_size(CAST(CAST(?1 AS TEXT) AS regclass))", which, [&, name = table](Row row) { EXPECT_EQ(toInt(row[0]), 0) << name; }));
    }
    for (const char *table : {"alert_mails", "webhook_deliveries"}) {
        const std::array<Value, 1> which{std::string(table)};
        EXPECT_TRUE(db().query("SELECT pg_relation_size(CAST(CAST(?1 AS TEXT) AS regclass))", which, [&](Row row) { EXPECT_EQ(toInt(row[0]), 0) << table; }));
    }
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
    EXPECT_TRUE(webhooks.claim(noon, 10, 1s)->empty());
    EXPECT_EQ(webhooks.nextDue().value(), noon + 1s);
    const auto due = webhooks.claim(noon + 1s, 10, 1s);
    ASSERT_TRUE(due);
    ASSERT_EQ(due->size(), 2U);
    EXPECT_EQ(due->front().secret, (Blob{1, 2, 3}));
    // Another server is given them only when whoever took them has not said for too long how it went.
    Register other = database->openRegister();
    EXPECT_TRUE(WebhookRecords(other.database()).claim(noon + 1s, 10, 1s)->empty());
    EXPECT_EQ(webhooks.nextDue().value(), noon + 2s);
    EXPECT_EQ(WebhookRecords(other.database()).claim(noon + 2s, 10, 1s)->size(), 2U);

    const std::string id = due->front().eventId;
    ASSERT_TRUE(webhooks.finish({.webhook = "a", .eventId = id, .at = noon + 2s, .nextAttempt = noon + 1min, .status = 500, .problem = "500"}, 1h));
    EXPECT_EQ(webhooks.webhook("a")->failingSince, noon + 2s);
    ASSERT_TRUE(webhooks.finish({.webhook = "b", .eventId = id, .state = WebhookDelivery::State::Delivered, .at = noon + 2s, .nextAttempt = noon, .status = 204}, 1h));
    EXPECT_EQ(webhooks.claim(noon + 30s, 10, 1s)->size(), 0U);
    EXPECT_EQ(webhooks.claim(noon + 1min, 10, 1s)->size(), 1U);
    ASSERT_TRUE(webhooks.finish({.webhook = "a", .eventId = id, .at = noon + 2h, .nextAttempt = noon + 3h, .problem = "unreachable"}, 1h));
    EXPECT_EQ(webhooks.webhook("a")->state, Webhook::State::Disabled);
    EXPECT_TRUE(webhooks.claim(noon + 24h, 10, 1s)->empty());
    const auto history = webhooks.deliveries("a", {});
    ASSERT_EQ(history->items.size(), 1U);
    EXPECT_EQ(history->items.front().attempts, 2);
    EXPECT_EQ(history->items.front().lastStatus, std::nullopt);
    ASSERT_TRUE(webhooks.setState("a", Webhook::State::Active, ""));
    EXPECT_EQ(webhooks.claim(noon + 24h, 10, 1s)->size(), 1U);
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
