// A whole register into another database: all of it with proof, or nothing.

#include "server-app/store/database_under_test.h"
#include "store/audit_log.h"
#include "store/database_copy.h"
#include "store/migrations.h"
#include "store/schema_tables.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace rollcall::store;
using rollcall::testing::DatabaseUnderTest;
using Code = StoreError::Code;

namespace {

UtcMs at(int64_t ms) { return UtcMs(std::chrono::milliseconds(ms)); }

// From SQLite to the parameter, and back.
class DatabaseCopyTest : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto missing = DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *missing;
    }
    void fill(Register &records, int sightings)
    {
        for (const char *id : {"ada", "bob"}) {
            ASSERT_TRUE(records.addPerson({.id = PersonId(id), .name = std::string("Zoë ") + id, .created = at(5)},
                                          {{.sha256 = std::string("hash of ") + id, .mediaType = "image/png", .bytes = std::vector<uint8_t>(100'000, 0xab)}},
                                          {{.person = PersonId(id), .embedder = "patches", .embedderVersion = 3, .values = {0.1F, -2, 1e-9F}}}));
        }
        std::vector<Sighting> many;
        for (int i = 0; i < sightings; ++i)
            many.push_back({.id = m_ids.next(at(i)), .person = PersonId(i % 2 ? "ada" : "bob"), .camera = CameraId("door"), .firstSeen = at(i), .lastSeen = at(i + 7),
                            .confidence = 1.0 / (i + 3), .track = static_cast<uint64_t>(i)});
        ASSERT_TRUE(records.record(many));
        ASSERT_TRUE(records.seeCamera({.id = CameraId("door"), .name = "Door", .lastSeen = at(9)}));
    }

    rollcall::attendance::UuidGenerator m_ids{rollcall::attendance::systemRandom()};
    const DatabaseUnderTest m_from{Dialect::Sqlite};
    const DatabaseUnderTest m_to{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Sqlite, DatabaseCopyTest, testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, DatabaseCopyTest, testing::Values(Dialect::PostgreSql));

} // namespace

TEST_P(DatabaseCopyTest, everythingArrivesAndIsProven)
{
    Register from = m_from.openRegister();
    ASSERT_NO_FATAL_FAILURE(fill(from, 3'000));
    auto to = m_to.open();
    int told = 0;
    const auto copied = copyDatabase(from.database(), *to, [&](const CopiedTable &) { ++told; });
    ASSERT_TRUE(copied) << copied.error().message;
    EXPECT_EQ(copied->size(), registerTables()->size());
    EXPECT_EQ(told, static_cast<int>(copied->size()));
    const auto sightings = std::ranges::find(*copied, "sightings", &CopiedTable::name);
    ASSERT_NE(sightings, copied->end());
    EXPECT_EQ(sightings->rows, 3'000);

    Register arrived(std::move(to));
    EXPECT_EQ(arrived.sightingsBetween(at(0), at(10'000)).value(), from.sightingsBetween(at(0), at(10'000)).value());
    EXPECT_EQ(arrived.photos(PersonId("ada")).value(), from.photos(PersonId("ada")).value());
    EXPECT_EQ(arrived.templates("patches", 3).value(), from.templates("patches", 3).value());
    // Numbers that the database makes go on after those that were copied.
    EXPECT_TRUE(arrived.addPerson({.id = PersonId("new"), .name = "New", .created = at(1)}, {},
                                  {{.person = PersonId("new"), .embedder = "patches", .embedderVersion = 3, .values = {1}}}));

    // And back, with the same sums apart from who was added.
    const DatabaseUnderTest third{Dialect::Sqlite};
    auto back = third.open();
    const auto again = copyDatabase(arrived.database(), *back, [](const CopiedTable &) { });
    ASSERT_TRUE(again) << again.error().message;
    for (const CopiedTable &table : *again) {
        const auto before = std::ranges::find(*copied, table.name, &CopiedTable::name);
        if (table.name == "people" || table.name == "templates")
            EXPECT_EQ(table.rows, before->rows + 1);
        else
            EXPECT_EQ(table.sha256, before->sha256) << table.name;
    }
}

TEST_P(DatabaseCopyTest, aTargetThatIsNotEmptyIsLeftAlone)
{
    Register from = m_from.openRegister();
    ASSERT_NO_FATAL_FAILURE(fill(from, 10));
    Register to = m_to.openRegister();
    ASSERT_TRUE(to.seeCamera({.id = CameraId("gate"), .name = "Gate", .lastSeen = at(1)}));
    const auto refused = copyDatabase(from.database(), to.database(), [](const CopiedTable &) { });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::Conflict);
    EXPECT_NE(refused.error().message.find("cameras"), std::string::npos) << refused.error().message;
    EXPECT_EQ(to.people({})->items.size(), 0U);
    EXPECT_EQ(to.cameras()->size(), 1U);
}

// What the migrations put into tables of their own is no reason to refuse, and gives way to what the source has.
TEST_P(DatabaseCopyTest, anAuditLogArrivesInADatabaseThatWasMigratedBefore)
{
    Register from = m_from.openRegister();
    ASSERT_NO_FATAL_FAILURE(fill(from, 10));
    AuditLog source(from.database());
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(source.append({.actor = "test", .action = "photos:read", .person = "ada"}, at(i)));
    ASSERT_TRUE(source.purge(at(2), 100, at(10)));
    Register to = m_to.openRegister();
    const auto copied = copyDatabase(from.database(), to.database(), [](const CopiedTable &) { });
    ASSERT_TRUE(copied) << copied.error().message;
    AuditLog arrived(to.database());
    EXPECT_EQ(arrived.list({}, {})->items, source.list({}, {})->items);
    ASSERT_TRUE(arrived.append({.actor = "test", .action = "photos:read", .person = "ada"}, at(20)));
    const auto verdict = arrived.verify();
    ASSERT_TRUE(verdict);
    EXPECT_FALSE(verdict->brokenAt);
    EXPECT_EQ(verdict->last, source.verify()->last + 1);
}

TEST_P(DatabaseCopyTest, aTargetWithAnAuditLogOfItsOwnIsRefused)
{
    Register from = m_from.openRegister();
    ASSERT_NO_FATAL_FAILURE(fill(from, 10));
    Register to = m_to.openRegister();
    ASSERT_TRUE(AuditLog(to.database()).append({.actor = "test", .action = "photos:read"}, at(1)));
    const auto refused = copyDatabase(from.database(), to.database(), [](const CopiedTable &) { });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::Conflict);
    EXPECT_NE(refused.error().message.find("audit_log"), std::string::npos) << refused.error().message;
    EXPECT_EQ(AuditLog(to.database()).verify()->last, 1);
}

TEST_P(DatabaseCopyTest, aRowThatTheTargetRefusesLeavesTheTargetEmpty)
{
    Register from = m_from.openRegister();
    ASSERT_NO_FATAL_FAILURE(fill(from, 500));
    // Only a database that was tampered with holds such a row.
    ASSERT_TRUE(from.database().script("PRAGMA foreign_keys = OFF; UPDATE sightings SET person_id = 'ghost' WHERE track = 250"));
    auto to = m_to.open();
    const auto refused = copyDatabase(from.database(), *to, [](const CopiedTable &) { });
    ASSERT_FALSE(refused);
    Register left(m_to.open());
    EXPECT_EQ(left.people({})->items.size(), 0U);
    EXPECT_EQ(left.sightings({}, {})->items.size(), 0U);
}

TEST_P(DatabaseCopyTest, aSourceOfAnotherVersionIsRefused)
{
    auto from = m_from.open();
    const auto steps = builtInMigrations(Dialect::Sqlite);
    ASSERT_TRUE(migrate(*from, std::span(steps).first(1)));
    auto to = m_to.open();
    const auto refused = copyDatabase(*from, *to, [](const CopiedTable &) { });
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("db migrate"), std::string::npos);
}

TEST_P(DatabaseCopyTest, bothDatabasesHaveTheTablesAndColumnsOfTheMigrations)
{
    Register to = m_to.openRegister();
    const auto tables = registerTables();
    ASSERT_TRUE(tables);
    int64_t count = 0;
    const std::string_view sql = GetParam() == Dialect::Sqlite
        ? "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        : "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'public'";
    ASSERT_TRUE(to.database().query(sql, {}, [&](Row row) { count = std::get<int64_t>(row[0]); }));
    EXPECT_EQ(count, static_cast<int64_t>(tables->size()) + 2);  // schema_migrations; register_changes, which each database counts by itself
    for (const TableShape &table : *tables) {
        std::vector<std::string> columns;
        const std::string_view of = GetParam() == Dialect::Sqlite ? "SELECT name FROM pragma_table_info(?1) ORDER BY name"
                                                                  : "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_name = ?1 ORDER BY 1";
        ASSERT_TRUE(to.database().query(of, std::vector<Value>{table.name}, [&](Row row) { columns.push_back(std::get<std::string>(row[0])); }));
        std::vector<std::string> expected = table.columns;
        std::ranges::sort(expected);
        std::ranges::sort(columns);
        EXPECT_EQ(columns, expected) << table.name;
    }
}
