// What SQLite does with files that are not well.

#include "server-app/store/database_under_test.h"
#include "store/folder_lock.h"
#include "store/migrations.h"
#include "store/sqlite_database.h"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <fstream>
#include <sstream>
#include <thread>

using namespace rollcall::store;
using Code = StoreError::Code;
namespace fs = std::filesystem;

namespace {

UtcMs at(int64_t ms) { return UtcMs(std::chrono::milliseconds(ms)); }

class SqliteFileTest : public testing::Test {
protected:
    [[nodiscard]] fs::path file() const { return database.file(); }
    Sighting sighting(const char *person, int64_t first, int64_t last)
    {
        return {.id = generator.next(at(first)), .person = PersonId(person), .camera = CameraId("door"),
                .firstSeen = at(first), .lastSeen = at(last), .confidence = 0.75, .track = 3};
    }
    static Person person(const char *id) { return {.id = PersonId(id), .name = id, .created = at(1'000)}; }

    rollcall::attendance::UuidGenerator generator{rollcall::attendance::systemRandom()};
    const rollcall::testing::DatabaseUnderTest database{Dialect::Sqlite};
};

std::string read(const fs::path &file)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

} // namespace

TEST_F(SqliteFileTest, neverTouchesAFileThatIsNoDatabase)
{
    fs::create_directories(file().parent_path());
    const std::string text(5'000, 'x');
    std::ofstream(file()) << text;
    const auto opened = SqliteDatabase::open(file());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Code::Corrupt);
    EXPECT_NE(opened.error().message.find(file().string()), std::string::npos);
    EXPECT_EQ(read(file()), text);
}

TEST_F(SqliteFileTest, aNewDatabaseIsItsOwnersAlone)
{
    Register records = database.openRegister();
    ASSERT_TRUE(records.addPerson(person("ada"), {}, {}));
    int files = 0;
    for (const auto &entry : fs::directory_iterator(file().parent_path())) {
        EXPECT_EQ(entry.status().permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none) << entry.path();
        ++files;
    }
    EXPECT_GE(files, 2) << "the log is beside it";
}

TEST_F(SqliteFileTest, aDatabaseInMemoryIsNoFile)
{
    ASSERT_TRUE(SqliteDatabase::open(":memory:", SqliteDatabase::Check::None));
    EXPECT_FALSE(fs::exists(":memory:"));
}

TEST_F(SqliteFileTest, aNewDataFolderIsItsOwnersAlone)
{
    const fs::path folder = file().parent_path() / "made" / "here";
    const auto lock = FolderLock::take(folder, "this test");
    ASSERT_TRUE(lock);
    EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
    // One that somebody made stays as it is.
    const fs::path own = file().parent_path() / "own";
    fs::create_directories(own);
    fs::permissions(own, fs::perms(0750));
    ASSERT_TRUE(FolderLock::take(own, "this test"));
    EXPECT_EQ(fs::status(own).permissions(), fs::perms(0750));
}

TEST_F(SqliteFileTest, neverTouchesADamagedDatabase)
{
    {
        Register records = database.openRegister();
        for (int i = 0; i < 200; ++i)
            ASSERT_TRUE(records.addPerson(person(("p" + std::to_string(i)).c_str()), {}, {}));
    }
    std::string bytes = read(file());
    ASSERT_GT(bytes.size(), 3U * 4096);
    for (std::size_t i = 2 * 4096; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 7);
    std::ofstream(file(), std::ios::binary) << bytes;
    const auto opened = SqliteDatabase::open(file());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Code::Corrupt) << opened.error().message;
    EXPECT_EQ(read(file()), bytes);
}

// As when a command is given in the moment in which a server makes its register.
TEST_F(SqliteFileTest, manyMayOpenANewFileAtTheSameMoment)
{
    constexpr int openers = 6;
    std::atomic<int> failures = 0;
    std::string problem;
    for (int round = 0; round < 25; ++round) {
        const fs::path fresh = file().parent_path() / std::to_string(round) / "register.sqlite";
        std::barrier start(openers);
        std::vector<std::jthread> threads;
        for (int i = 0; i < openers; ++i) {
            threads.emplace_back([&] {
                start.arrive_and_wait();
                auto opened = SqliteDatabase::open(fresh);
                const auto migrated = opened ? migrate(**opened, builtInMigrations(Dialect::Sqlite)) : std::unexpected(opened.error());
                if (!migrated && failures++ == 0)
                    problem = migrated.error().message;
            });
        }
        threads.clear();
        auto opened = SqliteDatabase::open(fresh);
        ASSERT_TRUE(opened);
        EXPECT_EQ(schemaVersion(**opened).value(), builtInMigrations(Dialect::Sqlite).back().version);
    }
    EXPECT_EQ(failures, 0) << problem;
}

TEST_F(SqliteFileTest, saysThatTheDiskIsFullAndGoesOnWhenItIsNot)
{
    auto opened = database.open();
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
