// What every database must do for the register; and what SQLite does with files that are not well.

#include "store/migrations.h"
#include "store/register.h"
#include "store/sqlite_database.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

using namespace rollcall::store;
using rollcall::attendance::Uuid;
using rollcall::attendance::UuidGenerator;
using Code = StoreError::Code;
namespace fs = std::filesystem;

namespace {

UtcMs at(int64_t ms) { return UtcMs(std::chrono::milliseconds(ms)); }

class RegisterTest : public testing::Test {
protected:
    RegisterTest()
        : folder(fs::temp_directory_path() / ("rollcall-" + generator.next(at(0)).toString()))
        , file(folder / "data" / "rollcall.db")
    {
    }
    ~RegisterTest() override
    {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }

    [[nodiscard]] std::unique_ptr<SqliteDatabase> database() const
    {
        auto opened = SqliteDatabase::open(file);
        EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
        return std::move(*opened);
    }
    [[nodiscard]] Register open() const
    {
        auto opened = database();
        const auto before = migrate(*opened, builtInMigrations(Dialect::Sqlite));
        EXPECT_TRUE(before) << (before ? "" : before.error().message);
        return Register(std::move(opened));
    }
    Sighting sighting(const char *person, int64_t first, int64_t last, const char *camera = "door")
    {
        return {.id = generator.next(at(first)), .person = PersonId(person), .camera = CameraId(camera),
                .firstSeen = at(first), .lastSeen = at(last), .confidence = 0.75, .track = 3};
    }
    static Person person(const char *id) { return {.id = PersonId(id), .name = std::string("Ñame of ") + id, .created = at(1'000)}; }

    UuidGenerator generator{rollcall::attendance::systemRandom()};
    const fs::path folder;
    const fs::path file;
};

std::string read(const fs::path &file)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

} // namespace

TEST_F(RegisterTest, keepsAPersonWithPhotosAndTemplates)
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

TEST_F(RegisterTest, erasesAPersonWithEveryTrace)
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
    EXPECT_EQ(read(file).find("secretpixels"), std::string::npos);
}

TEST_F(RegisterTest, recordsASightingOnceHoweverOftenAndInWhateverOrder)
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

TEST_F(RegisterTest, oneBadSightingDoesNotHoldUpTheOthers)
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

TEST_F(RegisterTest, givesListsInPages)
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

TEST_F(RegisterTest, remembersCameras)
{
    Register records = open();
    ASSERT_TRUE(records.seeCamera({.id = CameraId("door"), .name = "Door", .lastSeen = at(1)}));
    ASSERT_TRUE(records.seeCamera({.id = CameraId("door"), .name = "Front door", .lastSeen = at(2)}));
    const std::vector<Camera> expected{{.id = CameraId("door"), .name = "Front door", .lastSeen = at(2)}};
    EXPECT_EQ(records.cameras().value(), expected);
}

TEST_F(RegisterTest, migratesOnceAndInOrder)
{
    auto opened = database();
    const int last = builtInMigrations(Dialect::Sqlite).back().version;
    EXPECT_EQ(migrate(*opened, builtInMigrations(Dialect::Sqlite)).value(), 0);
    EXPECT_EQ(migrate(*opened, builtInMigrations(Dialect::Sqlite)).value(), last);
}

TEST_F(RegisterTest, aFailingMigrationLeavesTheOldSchema)
{
    auto opened = database();
    const std::vector<Migration> steps{{.version = 1, .name = "0001_one", .sql = "CREATE TABLE one (id INTEGER) STRICT"},
                                       {.version = 2, .name = "0002_two", .sql = "CREATE TABLE two (id INTEGER) STRICT; CREATE NONSENSE"}};
    ASSERT_TRUE(migrate(*opened, std::span(steps).first(1)));
    const auto failed = migrate(*opened, steps);
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().message.find("0002_two"), std::string::npos);
    EXPECT_FALSE(opened->execute("INSERT INTO two VALUES (1)", {}));
    EXPECT_TRUE(opened->execute("INSERT INTO one VALUES (1)", {}));
    EXPECT_EQ(migrate(*opened, std::span(steps).first(1)).value(), 1);
}

TEST_F(RegisterTest, refusesAFileOfANewerVersion)
{
    auto opened = database();
    std::vector<Migration> newer = builtInMigrations(Dialect::Sqlite);
    newer.push_back({.version = 99, .name = "0099_future", .sql = "CREATE TABLE future (id INTEGER) STRICT"});
    ASSERT_TRUE(migrate(*opened, newer));
    const auto refused = migrate(*opened, builtInMigrations(Dialect::Sqlite));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::NewerSchema);
    EXPECT_NE(refused.error().message.find("newer version"), std::string::npos);
}

TEST_F(RegisterTest, neverTouchesAFileThatIsNoDatabase)
{
    fs::create_directories(file.parent_path());
    const std::string text(5'000, 'x');
    std::ofstream(file) << text;
    const auto opened = SqliteDatabase::open(file);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Code::Corrupt);
    EXPECT_NE(opened.error().message.find(file.string()), std::string::npos);
    EXPECT_EQ(read(file), text);
}

TEST_F(RegisterTest, neverTouchesADamagedDatabase)
{
    {
        Register records = open();
        for (int i = 0; i < 200; ++i)
            ASSERT_TRUE(records.addPerson(person(("p" + std::to_string(i)).c_str()), {}, {}));
    }
    std::string bytes = read(file);
    ASSERT_GT(bytes.size(), 3U * 4096);
    for (std::size_t i = 2 * 4096; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 7);
    std::ofstream(file, std::ios::binary) << bytes;
    const auto opened = SqliteDatabase::open(file);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Code::Corrupt) << opened.error().message;
    EXPECT_EQ(read(file), bytes);
}

TEST_F(RegisterTest, saysThatTheDiskIsFullAndGoesOnWhenItIsNot)
{
    auto opened = database();
    ASSERT_TRUE(migrate(*opened, builtInMigrations(Dialect::Sqlite)));
    Database *sqlite = opened.get();
    Register records(std::move(opened));
    ASSERT_TRUE(records.addPerson(person("ada"), {}, {}));
    // SQLite's own quota stands for the disk's.
    ASSERT_TRUE(sqlite->script("PRAGMA max_page_count = 1"));  // as small as the file is now
    std::vector<Sighting> many;
    for (int i = 0; i < 1'000; ++i)
        many.push_back(sighting("ada", i, i));
    const auto full = records.record(many);
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().code, Code::Full);
    EXPECT_TRUE(records.sightings({}, {})->items.empty());
    ASSERT_TRUE(sqlite->script("PRAGMA max_page_count = 1000000"));
    EXPECT_TRUE(records.record(many));
}
