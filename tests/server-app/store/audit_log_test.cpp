// The audit log shows whatever is done to it; an erasure leaves its proof and nothing else.

#include "store/audit_log.h"
#include "store/erasure.h"
#include "store/hashing.h"
#include "store/migrations.h"
#include "store/people_records.h"
#include "store/register.h"
#include "store/sqlite_database.h"
#include "store/row_values.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace rollcall::store;
using rollcall::attendance::UuidGenerator;
using Code = StoreError::Code;
namespace fs = std::filesystem;

namespace {

UtcMs at(int64_t ms) { return UtcMs(std::chrono::milliseconds(ms)); }

class AuditTest : public testing::Test {
protected:
    AuditTest()
        : folder(fs::temp_directory_path() / ("rollcall-" + generator.next(at(0)).toString()))
    {
        auto database = SqliteDatabase::open(folder / "register.sqlite");
        EXPECT_TRUE(database && migrate(**database, builtInMigrations(Dialect::Sqlite)));
        records = std::make_unique<Register>(std::move(*database));
    }
    ~AuditTest() override
    {
        records.reset();
        fs::remove_all(folder);
    }
    Database &database() { return records->database(); }
    AuditLog log() { return AuditLog(records->database()); }
    void note(int64_t when, const char *person = "ada")
    {
        ASSERT_TRUE(log().append({.actor = "127.0.0.1", .action = "photos:read", .person = person}, at(when)));
    }
    // What somebody with the database's file in their hands can do, triggers or not.
    void tamper(const std::string &sql)
    {
        ASSERT_TRUE(database().script("DROP TRIGGER audit_log_is_not_changed; DROP TRIGGER audit_log_is_not_deleted;"));
        ASSERT_TRUE(database().script(sql));
    }
    [[nodiscard]] std::string everything() const
    {
        std::ostringstream bytes;
        for (const auto &entry : fs::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file())
                bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        }
        return bytes.str();
    }

    UuidGenerator generator{rollcall::attendance::systemRandom()};
    const fs::path folder;
    std::unique_ptr<Register> records;
};

} // namespace

TEST_F(AuditTest, keepsEntriesInAChainWithoutNamingAnybody)
{
    for (int i = 1; i <= 5; ++i)
        note(i, i % 2 ? "ada" : "bob");
    const auto page = log().list({.person = "ada"}, {.limit = 2, .cursor = {}});
    ASSERT_TRUE(page);
    ASSERT_EQ(page->items.size(), 2U);
    EXPECT_EQ(page->items[0].seq, 5);
    EXPECT_EQ(page->items[0].actor, "127.0.0.1");
    EXPECT_EQ(page->items[0].subject, subjectOf(database(), "ada"));
    EXPECT_EQ(log().list({.person = "ada"}, {.limit = 2, .cursor = page->next})->items.front().seq, 1);
    EXPECT_EQ(log().list({.action = "photos:read", .from = at(2), .until = at(4)}, {})->items.size(), 2U);
    EXPECT_EQ(log().list({}, {.limit = 2, .cursor = "x"}).error().code, Code::Invalid);
    const auto verdict = log().verify();
    ASSERT_TRUE(verdict);
    EXPECT_EQ(verdict->first, 1);
    EXPECT_EQ(verdict->last, 5);
    EXPECT_EQ(verdict->brokenAt, std::nullopt);
    EXPECT_EQ(everything().find("bob"), std::string::npos);  // no hex digits
}

TEST_F(AuditTest, theDatabaseRefusesToAlterIt)
{
    note(1);
    EXPECT_FALSE(database().execute("UPDATE audit_log SET actor = 'nobody'"));
    EXPECT_FALSE(database().execute("DELETE FROM audit_log"));
    EXPECT_EQ(log().verify()->last, 1);
}

TEST_F(AuditTest, showsAnAlteredEntry)
{
    for (int i = 1; i <= 4; ++i)
        note(i);
    tamper("UPDATE audit_log SET actor = 'nobody' WHERE seq = 2");
    EXPECT_EQ(log().verify()->brokenAt, 2);
}

TEST_F(AuditTest, showsAMissingEntry)
{
    for (int i = 1; i <= 4; ++i)
        note(i);
    tamper("DELETE FROM audit_log WHERE seq = 3");
    EXPECT_EQ(log().verify()->brokenAt, 4);
}

TEST_F(AuditTest, showsMissingEnds)
{
    for (int i = 1; i <= 4; ++i)
        note(i);
    tamper("DELETE FROM audit_log WHERE seq = 4");
    EXPECT_EQ(log().verify()->brokenAt, 4);
    ASSERT_TRUE(database().execute("DELETE FROM audit_log WHERE seq = 1"));
    EXPECT_EQ(log().verify()->brokenAt, 2);
}

TEST_F(AuditTest, retentionTakesTheOldEndAndSaysSo)
{
    for (int i = 1; i <= 6; ++i)
        note(i * 10);
    EXPECT_EQ(log().purge(at(35), 2, at(100)).value(), 2);
    EXPECT_EQ(log().purge(at(35), 100, at(100)).value(), 1);
    EXPECT_EQ(log().purge(at(35), 100, at(100)).value(), 0);
    const auto verdict = log().verify();
    EXPECT_EQ(verdict->first, 4);
    EXPECT_EQ(verdict->last, 8);
    EXPECT_EQ(verdict->brokenAt, std::nullopt);
    EXPECT_FALSE(database().execute("DELETE FROM audit_log WHERE seq = 4"));
    tamper("DELETE FROM audit_log WHERE seq = 4");
    EXPECT_EQ(log().verify()->brokenAt, 5);
}

// Every column of every table, and every byte of every file.
TEST_F(AuditTest, anErasureLeavesItsProofAlone)
{
    const std::string name = "Zzyzxa Quilvermore";
    const Photo photo{.sha256 = "feedface", .mediaType = "image/jpeg", .bytes = {'P', 'h', 'o', 't', 'o', 'b', 'y', 't', 'e', 's', '0', '7'}};
    const Template known{.person = PersonId("zzyzx"), .embedder = "e", .embedderVersion = 1, .values = {1234.5678F, -0.987654F, 3.14159F}};
    const auto *vectorBytes = reinterpret_cast<const char *>(known.values.data());
    const std::string templateBytes(vectorBytes, known.values.size() * sizeof(float));
    ASSERT_TRUE(records->addPerson({.id = PersonId("zzyzx"), .name = name, .created = at(1), .externalId = "PAY-90210", .groups = {"only zzyzx"}}, {photo}, {known}));
    ASSERT_TRUE(records->addPerson({.id = PersonId("bob"), .name = "Bob", .created = at(1)}, {}, {}));
    ASSERT_TRUE(PeopleRecords(database()).update(*records->person(PersonId("zzyzx")), std::optional<std::string>("$argon2id$v=19$uniquehash"), at(2)));
    ASSERT_TRUE(records->record(std::vector{Sighting{.id = generator.next(at(5)), .person = PersonId("zzyzx"), .camera = CameraId("door"), .firstSeen = at(5),
                                                     .lastSeen = at(6), .confidence = 1, .track = 1}}));
    note(3, "zzyzx");
    const std::array<Value, 2> answer{"{\"id\":\"zzyzx\",\"name\":\"" + name + "\"}", std::string("{\"id\":\"bob\"}")};
    ASSERT_TRUE(database().execute("INSERT INTO idempotency_keys VALUES ('k1', 'r', 1, 201, 'application/json', '/api/v1/people/zzyzx', '\"1\"', ?1), "
                                   "('k2', 'r', 1, 201, 'application/json', '', '', ?2)", answer));
    const std::vector<std::string> traces{"zzyzx", "Zzyzx", "Quilvermore", "quilvermore", "PAY-90210", "Photobytes07", "feedface", templateBytes, "uniquehash"};
    for (const std::string &trace : traces)
        ASSERT_NE(everything().find(trace), std::string::npos) << trace;  // the search finds what is there

    EXPECT_EQ(erasePerson(database(), PersonId("zzyzx"), 7, "tester", "proof-1", at(50)).error().code, Code::Stale);
    const auto proof = erasePerson(database(), PersonId("zzyzx"), 2, "tester", "proof-1", at(50));
    ASSERT_TRUE(proof) << proof.error().message;
    const std::map<std::string, int64_t> counts{{"people", 1}, {"person_groups", 1}, {"person_photos", 1}, {"photos", 1}, {"sightings", 1}, {"templates", 1},
                                                {"idempotency_keys", 1}};
    EXPECT_EQ(proof->counts, counts);
    EXPECT_EQ(proof->subject, subjectOf(database(), "zzyzx"));
    EXPECT_EQ(erasePerson(database(), PersonId("zzyzx"), {}, "tester", "proof-2", at(50)).error().code, Code::NotFound);

    std::vector<std::string> tables;
    ASSERT_TRUE(database().query("SELECT name FROM sqlite_schema WHERE type = 'table'", {}, [&](Row row) { tables.push_back(toText(row[0])); }));
    ASSERT_GT(tables.size(), 10U);
    for (const std::string &table : tables) {
        ASSERT_TRUE(database().query("SELECT * FROM " + table, {}, [&](Row row) {
            for (const Value &value : row) {
                std::string bytes;
                if (const auto *text = std::get_if<std::string>(&value))
                    bytes = *text;
                else if (const auto *blob = std::get_if<Blob>(&value))
                    bytes.assign(blob->begin(), blob->end());
                for (const std::string &trace : traces)
                    EXPECT_EQ(bytes.find(trace), std::string::npos) << table << " still has " << trace;
            }
        }));
    }
    for (const std::string &trace : traces)
        EXPECT_EQ(everything().find(trace), std::string::npos) << "a file still has " << trace;
    EXPECT_EQ(records->person(PersonId("bob"))->name, "Bob");
    EXPECT_EQ(log().list({.person = "zzyzx"}, {})->items.front().action, "person:erased");
    EXPECT_EQ(log().verify()->brokenAt, std::nullopt);
}
