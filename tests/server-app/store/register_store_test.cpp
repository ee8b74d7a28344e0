// What every database must do for the register, on SQLite and on a PostgreSQL of the test's own.

#include "server-app/store/database_under_test.h"
#include "store/migrations.h"
#include "store/register.h"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <sstream>
#include <thread>

using namespace rollcall::store;
using rollcall::attendance::UuidGenerator;
using Code = StoreError::Code;
namespace fs = std::filesystem;

namespace {

UtcMs at(int64_t ms) { return UtcMs(std::chrono::milliseconds(ms)); }

class RegisterTest : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto missing = rollcall::testing::DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *missing;
    }

    [[nodiscard]] std::unique_ptr<Database> database() const { return m_database.open(); }
    [[nodiscard]] Register open() const { return m_database.openRegister(); }
    [[nodiscard]] fs::path file() const { return m_database.file(); }
    Sighting sighting(const char *person, int64_t first, int64_t last, const char *camera = "door")
    {
        return {.id = generator.next(at(first)), .person = PersonId(person), .camera = CameraId(camera),
                .firstSeen = at(first), .lastSeen = at(last), .confidence = 0.75, .track = 3};
    }
    static Person person(const char *id) { return {.id = PersonId(id), .name = std::string("Ñame of ") + id, .created = at(1'000)}; }

    UuidGenerator generator{rollcall::attendance::systemRandom()};

private:
    rollcall::testing::DatabaseUnderTest m_database{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Sqlite, RegisterTest, testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, RegisterTest, testing::Values(Dialect::PostgreSql));

std::string read(const fs::path &file)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

} // namespace

TEST_P(RegisterTest, keepsAPersonWithPhotosAndTemplates)
{
    const Photo photo{.sha256 = "ab12", .mediaType = "image/jpeg", .bytes = {0, 1, 255}};
    const Template known{.person = PersonId("ada"), .embedder = "patches", .embedderVersion = 2, .values = {0.5F, -1.25F, 1e-7F}};
    {
        Register records = open();
        ASSERT_TRUE(records.addPerson(person("ada"), {photo, photo}, {known}));
        ASSERT_TRUE(records.addPerson(person("bob"), {photo}, {}));
    }
    Register records = open();  // as after a restart
    Person expected = person("ada");
    expected.photos = 1;
    expected.updated = expected.created;
    EXPECT_EQ(records.person(PersonId("ada")), expected);
    EXPECT_EQ(records.photos(PersonId("ada")).value(), std::vector<Photo>{photo});
    EXPECT_EQ(records.templates("patches", 2).value(), std::vector<Template>{known});
    EXPECT_TRUE(records.templates("patches", 1)->empty());
    EXPECT_EQ(records.addPerson(person("ada"), {}, {}).error().code, Code::Conflict);

    Template better = known;
    better.values = {1, 2, 3};
    ASSERT_TRUE(records.replaceTemplates(PersonId("ada"), {better}));
    EXPECT_EQ(records.templates("patches", 2).value(), std::vector<Template>{better});
    EXPECT_EQ(records.replaceTemplates(PersonId("nobody"), {better}).error().code, Code::NotFound);
}

TEST_P(RegisterTest, erasesAPersonWithEveryTrace)
{
    const Photo shared{.sha256 = "aa", .mediaType = "image/png", .bytes = {1}};
    const Photo own{.sha256 = "bb", .mediaType = "image/png", .bytes = {'s', 'e', 'c', 'r', 'e', 't', 'p', 'i', 'x', 'e', 'l', 's'}};
    {
        Register records = open();
        ASSERT_TRUE(records.addPerson(person("ada"), {shared, own}, {{.person = PersonId("ada"), .embedder = "e", .embedderVersion = 1, .values = {1}}}));
        ASSERT_TRUE(records.addPerson(person("bob"), {shared}, {}));
        ASSERT_TRUE(records.record(std::vector{sighting("ada", 5, 6), sighting("bob", 5, 6)}));
        ASSERT_TRUE(records.removePerson(PersonId("ada")));
        EXPECT_EQ(records.removePerson(PersonId("ada")).error().code, Code::NotFound);
        EXPECT_EQ(records.person(PersonId("ada")).error().code, Code::NotFound);
        EXPECT_TRUE(records.templates("e", 1)->empty());
        EXPECT_EQ(records.sightings({}, {})->items.size(), 1U);
        EXPECT_EQ(records.photos(PersonId("bob"))->size(), 1U);
    }
    if (GetParam() == Dialect::Sqlite) {
        for (const auto &part : {file(), fs::path(file().string() + "-wal")})
            EXPECT_EQ(read(part).find("secretpixels"), std::string::npos) << part;
    }
}

TEST_P(RegisterTest, addsPhotosOnceAndTakesThemAwayWithTheirTemplates)
{
    const auto photo = [](const char *hash) { return Photo{.sha256 = hash, .mediaType = "image/jpeg", .bytes = {1, 2, 3}}; };
    const auto face = [](float value, const char *embedder = "e") { return Template{.person = PersonId("ada"), .embedder = embedder, .embedderVersion = 1, .values = {value}}; };
    const PersonId ada("ada");
    Register records = open();
    ASSERT_TRUE(records.addPerson(person("ada"), {photo("aa")}, {face(1), face(9, "old")}));
    ASSERT_TRUE(records.addPerson(person("bob"), {photo("bb")}, {}));

    const auto added = records.addPhotos(ada, {photo("aa"), photo("bb"), photo("cc")}, {face(1), face(2), face(3)});
    ASSERT_TRUE(added) << added.error().message;
    EXPECT_EQ(added->photos, 3);
    EXPECT_EQ(added->templates, (std::vector{face(1), face(2), face(3)})) << "what was there stays once; the old embedder's would not know the added photos";
    EXPECT_EQ(records.templatesOf(ada).value(), added->templates);
    EXPECT_EQ(records.photoEntries(ada).value(), (std::vector<PhotoEntry>{{"aa", "image/jpeg", 3}, {"bb", "image/jpeg", 3}, {"cc", "image/jpeg", 3}}));
    EXPECT_EQ(records.photo(ada, "bb").value(), photo("bb"));
    EXPECT_EQ(records.photo(PersonId("bob"), "aa").error().code, Code::NotFound);

    ASSERT_TRUE(records.removePhoto(ada, "bb", {face(1), face(3)}));
    EXPECT_EQ(records.templatesOf(ada).value(), (std::vector{face(1), face(3)}));
    EXPECT_EQ(records.photos(PersonId("bob"))->size(), 1U) << "somebody else's too";
    EXPECT_EQ(records.removePhoto(ada, "bb", {face(7)}).error().code, Code::NotFound);
    EXPECT_EQ(records.templatesOf(ada)->size(), 2U) << "what fails changes nothing";
    EXPECT_EQ(records.removePhoto(PersonId("nobody"), "aa", {}).error().code, Code::NotFound);
    EXPECT_EQ(records.addPhotos(PersonId("nobody"), {photo("dd")}, {face(4)}).error().code, Code::NotFound);
    EXPECT_EQ(records.addPhotos(ada, {photo("dd")}, {}).error().code, Code::Invalid);
    EXPECT_EQ(records.photoEntries(PersonId("nobody")).error().code, Code::NotFound);
}

TEST_P(RegisterTest, recordsASightingOnceHoweverOftenAndInWhateverOrder)
{
    Register records = open();
    ASSERT_TRUE(records.addPerson(person("ada"), {}, {}));
    Sighting first = sighting("ada", 1'000, 1'000);
    Sighting grown = first;
    grown.lastSeen = at(9'000);
    grown.confidence = 0.9;
    Sighting earlier = first;
    earlier.firstSeen = at(500);
    const auto results = records.record(std::vector{grown, first, earlier, first});
    ASSERT_TRUE(results);
    for (const auto &result : *results)
        EXPECT_TRUE(result);
    Sighting expected = grown;
    expected.firstSeen = at(500);
    EXPECT_EQ(records.sightings({}, {})->items, std::vector{expected});
}

TEST_P(RegisterTest, oneBadSightingDoesNotHoldUpTheOthers)
{
    Register records = open();
    ASSERT_TRUE(records.addPerson(person("ada"), {}, {}));
    Sighting backwards = sighting("ada", 10, 5);
    Sighting noNumber = sighting("ada", 10, 20);
    noNumber.confidence = std::numeric_limits<double>::quiet_NaN();
    const auto results = records.record(std::vector{sighting("ghost", 1, 2), backwards, noNumber, sighting("ada", 1, 2)});
    ASSERT_TRUE(results);
    EXPECT_EQ((*results)[0].error().code, Code::NotFound);
    EXPECT_EQ((*results)[1].error().code, Code::Invalid);
    EXPECT_EQ((*results)[2].error().code, Code::Invalid);
    EXPECT_TRUE((*results)[3]);
    EXPECT_EQ(records.sightings({}, {})->items.size(), 1U);
}

TEST_P(RegisterTest, givesListsInPages)
{
    Register records = open();
    std::vector<Sighting> all;
    for (int i = 0; i < 25; ++i) {
        const std::string id = "p" + std::to_string(100 + i);
        ASSERT_TRUE(records.addPerson(person(id.c_str()), {}, {}));
        all.push_back(sighting(id.c_str(), 1'000 + i, 1'000 + i, i % 2 ? "door" : "gate"));
    }
    ASSERT_TRUE(records.record(all));

    std::vector<std::string> people;
    PageRequest page{.limit = 10, .cursor = {}};
    do {
        const auto got = records.people(page);
        ASSERT_TRUE(got);
        for (const Person &one : got->items)
            people.push_back(one.id.toString());
        page.cursor = got->next;
    } while (page.cursor);
    EXPECT_EQ(people.size(), 25U);
    EXPECT_TRUE(std::is_sorted(people.begin(), people.end()));

    std::vector<Sighting> sightings;
    page = {.limit = 4, .cursor = {}};
    do {
        const auto got = records.sightings({.person = {}, .camera = CameraId("door"), .from = at(1'003), .until = at(1'021)}, page);
        ASSERT_TRUE(got);
        sightings.insert(sightings.end(), got->items.begin(), got->items.end());
        page.cursor = got->next;
    } while (page.cursor);
    ASSERT_EQ(sightings.size(), 9U);  // 3, 5 … 19
    EXPECT_EQ(sightings.front().firstSeen, at(1'019));
    EXPECT_EQ(sightings.back().firstSeen, at(1'003));

    EXPECT_EQ(records.sightingsBetween(at(1'000), at(1'010))->size(), 10U);
    EXPECT_EQ(records.sightings({}, {.limit = 5, .cursor = "x"}).error().code, Code::Invalid);
    EXPECT_EQ(records.people({.limit = 0, .cursor = {}}).error().code, Code::Invalid);
    EXPECT_EQ(records.people({.limit = 501, .cursor = {}}).error().code, Code::Invalid);
}

TEST_P(RegisterTest, remembersCameras)
{
    Register records = open();
    ASSERT_TRUE(records.seeCamera({.id = CameraId("door"), .name = "Door", .lastSeen = at(1)}));
    ASSERT_TRUE(records.seeCamera({.id = CameraId("door"), .name = "Front door", .lastSeen = at(2)}));
    const std::vector<Camera> expected{{.id = CameraId("door"), .name = "Front door", .lastSeen = at(2)}};
    EXPECT_EQ(records.cameras().value(), expected);
}

TEST_P(RegisterTest, migratesOnceAndInOrder)
{
    auto opened = database();
    const int last = builtInMigrations(opened->dialect()).back().version;
    EXPECT_EQ(migrate(*opened, builtInMigrations(opened->dialect())).value(), 0);
    EXPECT_EQ(migrate(*opened, builtInMigrations(opened->dialect())).value(), last);
}

TEST_P(RegisterTest, aFailingMigrationLeavesTheOldSchema)
{
    auto opened = database();
    const std::vector<Migration> steps{{.version = 1, .name = "0001_one", .sql = "CREATE TABLE one (id INTEGER)"},
                                       {.version = 2, .name = "0002_two", .sql = "CREATE TABLE two (id INTEGER); CREATE NONSENSE"}};
    ASSERT_TRUE(migrate(*opened, std::span(steps).first(1)));
    const auto failed = migrate(*opened, steps);
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().message.find("0002_two"), std::string::npos);
    EXPECT_FALSE(opened->execute("INSERT INTO two VALUES (1)", {}));
    EXPECT_TRUE(opened->execute("INSERT INTO one VALUES (1)", {}));
    EXPECT_EQ(migrate(*opened, std::span(steps).first(1)).value(), 1);
}

// Sightings of the version before sources were kept: what a PIN left is told by how it looks.
TEST_P(RegisterTest, sightingsOfAnEarlierVersionLearnWhatTheyStandOn)
{
    const Sighting face = sighting("ada", 100, 900);
    Sighting typed = sighting("ada", 200, 200, "terminal");
    typed.confidence = 1;
    typed.track = 0;
    typed.source = rollcall::attendance::Source::Pin;
    {
        const auto database = this->database();
        const auto steps = builtInMigrations(database->dialect());
        ASSERT_TRUE(migrate(*database, std::span(steps).first(4)));
        std::string sql = "INSERT INTO people (id, name, created_at) VALUES ('ada', 'Ada', 5)";
        for (const Sighting &one : {face, typed})
            sql += ";INSERT INTO sightings (id, person_id, camera_id, first_seen, last_seen, confidence, track) VALUES ('" + one.id.toString() + "', 'ada', '" + one.camera.toString()
                + "', " + std::to_string(one.firstSeen.time_since_epoch().count()) + ", " + std::to_string(one.lastSeen.time_since_epoch().count()) + ", " + std::to_string(one.confidence) + ", "
                + std::to_string(one.track) + ")";
        ASSERT_TRUE(database->script(sql));
    }
    EXPECT_EQ(open().sightingsBetween(at(0), at(10'000)).value(), (std::vector{face, typed}));
}

TEST_P(RegisterTest, refusesAFileOfANewerVersion)
{
    auto opened = database();
    std::vector<Migration> newer = builtInMigrations(opened->dialect());
    newer.push_back({.version = 99, .name = "0099_future", .sql = "CREATE TABLE future (id INTEGER)"});
    ASSERT_TRUE(migrate(*opened, newer));
    const auto refused = migrate(*opened, builtInMigrations(opened->dialect()));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::NewerSchema);
    EXPECT_NE(refused.error().message.find("newer version"), std::string::npos);
}


TEST_P(RegisterTest, twoServersThatStartTogetherMigrateOnce)
{
    // More work than an instant's, so that they meet in it.
    std::vector<Migration> steps = builtInMigrations(GetParam());
    for (int i = 0; i < 50; ++i)
        steps.back().sql += ";\nCREATE TABLE more" + std::to_string(i) + " (id INTEGER)";
    std::vector<std::expected<int, StoreError>> outcomes(4);
    std::vector<std::jthread> servers;
    for (auto &outcome : outcomes)
        servers.emplace_back([&] { outcome = migrate(*database(), steps); });
    servers.clear();
    int first = 0;
    for (const auto &outcome : outcomes) {
        ASSERT_TRUE(outcome) << outcome.error().message;
        first += *outcome == 0 ? 1 : 0;
    }
    EXPECT_EQ(first, 1);
    EXPECT_EQ(schemaVersion(*database()).value(), steps.back().version);
}

TEST_P(RegisterTest, aProgramWithoutTheSchemaIsToldToWait)
{
    auto opened = database();
    EXPECT_EQ(requireSchema(*opened, builtInMigrations(GetParam())).error().code, Code::Unavailable);
    ASSERT_TRUE(migrate(*opened, builtInMigrations(GetParam())));
    EXPECT_TRUE(requireSchema(*opened, builtInMigrations(GetParam())));
}

TEST_P(RegisterTest, aPersonErasedMeanwhileTakesOnlyTheirOwnSightingsDown)
{
    Register records = open();
    ASSERT_TRUE(records.addPerson(person("ada"), {}, {}));
    std::vector<Sighting> mixed;
    for (int i = 0; i < 700; ++i)
        mixed.push_back(sighting(i % 100 == 7 ? "ghost" : "ada", i, i));
    const auto results = records.record(mixed);
    ASSERT_TRUE(results) << results.error().message;
    for (std::size_t i = 0; i < mixed.size(); ++i)
        EXPECT_EQ((*results)[i].has_value(), i % 100 != 7) << i;
}

TEST_P(RegisterTest, aTextThatTheDatabaseCannotHoldIsNoReasonToLoseTheOthers)
{
    Register records = open();
    ASSERT_TRUE(records.addPerson(person("ada"), {}, {}));
    const auto results = records.record(std::vector{sighting("ada", 1, 1), sighting("ada", 2, 2, "no \xff UTF-8"), sighting("ada", 3, 3)});
    ASSERT_TRUE(results) << results.error().message;
    EXPECT_TRUE((*results)[0]);
    EXPECT_TRUE((*results)[2]);
    EXPECT_EQ((*results)[1].has_value(), GetParam() == Dialect::Sqlite);  // which stores any bytes
}

TEST_P(RegisterTest, everyKindOfValueComesBackAsItWas)
{
    auto opened = database();
    const bool sqlite = GetParam() == Dialect::Sqlite;
    ASSERT_TRUE(opened->script(sqlite ? "CREATE TABLE v (i INTEGER, r REAL, t TEXT, b BLOB)" : "CREATE TABLE v (i BIGINT, r DOUBLE PRECISION, t TEXT, b BYTEA)"));
    const std::vector<std::vector<Value>> rows{
        {std::numeric_limits<int64_t>::min(), 0.1, std::string("Zoë ?1 'x'"), Blob{0, 255, 7}},
        {std::numeric_limits<int64_t>::max(), -1e100, std::string(), Blob{}},
        {Value{}, Value{}, Value{}, Value{}}};
    const auto changed = opened->executeEach("INSERT INTO v (i, r, t, b) VALUES (?1, ?2, ?3, ?4)", rows);
    ASSERT_TRUE(changed) << changed.error().message;
    EXPECT_EQ(*changed, std::vector<int64_t>({1, 1, 1}));
    const std::vector<std::string> columns{"i", "r", "t", "b"};
    std::size_t next = 0;
    auto transaction = Transaction::begin(*opened);
    const auto appended = opened->append("v", columns, [&](std::vector<Value> &row) -> std::expected<bool, StoreError> {
        if (next == rows.size())
            return false;
        row = rows[next++];
        return true;
    });
    ASSERT_TRUE(appended) << appended.error().message;
    EXPECT_EQ(*appended, 3);
    ASSERT_TRUE(transaction->commit());
    std::vector<std::vector<Value>> read;
    ASSERT_TRUE(opened->query("SELECT i, r, t, b FROM v ORDER BY i NULLS LAST", {}, [&](Row row) { read.emplace_back(row.begin(), row.end()); }));
    EXPECT_EQ(read, std::vector({rows[0], rows[0], rows[1], rows[1], rows[2], rows[2]}));

    std::vector<Value> computed;
    ASSERT_TRUE(opened->query("SELECT COUNT(*), SUM(CASE WHEN i > 0 THEN 2 ELSE -3 END), AVG(r) > 0, EXISTS (SELECT 1 FROM v WHERE t = ?1), '?1' FROM v",
                              std::vector<Value>{std::string("nobody")}, [&](Row row) { computed.assign(row.begin(), row.end()); }));
    EXPECT_EQ(computed, (std::vector<Value>{int64_t{6}, int64_t{-8}, int64_t{0}, int64_t{0}, std::string("?1")}));
}

TEST_P(RegisterTest, aStatementThatFailsInATransactionKeepsNothingOfIt)
{
    Register records = open();
    ASSERT_TRUE(records.addPerson(person("ada"), {}, {}));
    {
        auto transaction = Transaction::begin(records.database());
        ASSERT_TRUE(records.database().execute("DELETE FROM people"));
        const auto failed = records.database().execute("INSERT INTO person_photos (person_id, sha256) VALUES ('ghost', 'none')");
        ASSERT_FALSE(failed);
        EXPECT_EQ(failed.error().code, Code::Conflict);
    }
    EXPECT_TRUE(records.person(PersonId("ada")));
}

TEST_P(RegisterTest, aStreamedResultIsGivenRowByRow)
{
    auto opened = database();
    int64_t rows = 0;
    int64_t sum = 0;
    const auto read = opened->query("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i FROM n", {}, [&](Row row) {
        ++rows;
        sum += std::get<int64_t>(row[0]);
    });
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(rows, 100'000);
    EXPECT_EQ(sum, 5'000'050'000);
}
