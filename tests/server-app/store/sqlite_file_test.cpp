// What SQLite does with files that are not well.

#include "server-app/store/database_under_test.h"
#include "store/migrations.h"
#include "store/sqlite_database.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

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
