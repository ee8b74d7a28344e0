#include "store/database_address.h"
#include "store/postgres_errors.h"
#include "store/postgres_values.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace rollcall::store;
using Code = StoreError::Code;
namespace fs = std::filesystem;

TEST(DatabaseAddress, readsBothKinds)
{
    const auto file = parseDatabaseAddress("sqlite:/var/lib/rollcall/register.sqlite");
    ASSERT_TRUE(file && std::holds_alternative<SqliteAddress>(*file));
    EXPECT_EQ(std::get<SqliteAddress>(*file).file, "/var/lib/rollcall/register.sqlite");

    const auto server = parseDatabaseAddress("postgresql://rollcall@db.example:5433/attendance?sslmode=verify-full&sslrootcert=/etc/ca.pem");
    ASSERT_TRUE(server && std::holds_alternative<PostgresAddress>(*server));
    const auto &postgres = std::get<PostgresAddress>(*server);
    EXPECT_EQ(postgres.parameter("sslmode"), "verify-full");
    EXPECT_EQ(postgres.parameter("sslrootcert"), "/etc/ca.pem");
    EXPECT_EQ(postgres.parameter("user"), "rollcall");
    EXPECT_EQ(postgres.name(), "postgresql://db.example:5433/attendance");
}

TEST(DatabaseAddress, refusesPasswordsAndRepeatsNothingOfThem)
{
    for (const char *text : {"postgresql://rollcall:hunter2@db/attendance", "postgresql://db/attendance?password=hunter2", "postgresql://rollcall:hunter2@db:notaport/x?y"}) {
        const auto refused = parseDatabaseAddress(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().message.find("hunter2"), std::string::npos) << refused.error().message;
    }
    EXPECT_NE(parseDatabaseAddress("postgresql://a:b@db/c").error().message.find("ROLLCALL_DATABASE_PASSWORD_FILE"), std::string::npos);
}

TEST(DatabaseAddress, refusesWhatIsNeither)
{
    for (const char *text : {"", "sqlite:", "mysql://db/x", "/var/lib/register.sqlite", "postgresql://db/x?nonsense=1"})
        EXPECT_FALSE(parseDatabaseAddress(text)) << text;
}

TEST(DatabaseAddress, aNameHoldsNoPassword)
{
    PostgresAddress address = std::get<PostgresAddress>(*parseDatabaseAddress("postgresql://rollcall@db/attendance"));
    address.set("password", "hunter2");
    EXPECT_EQ(address.name(), "postgresql://db/attendance");
}

TEST(DatabaseAddress, readsAPasswordFromAFileThatOthersMayNotRead)
{
    const fs::path file = fs::temp_directory_path() / ("rollcall-password-" + std::to_string(::getpid()));
    std::ofstream(file) << "hunter2\r\nsecond line\n";
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(readPasswordFile(file), "hunter2");
    fs::permissions(file, fs::perms::others_read, fs::perm_options::add);
    const auto open = readPasswordFile(file);
    ASSERT_FALSE(open);
    EXPECT_EQ(open.error().message.find("hunter2"), std::string::npos);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    std::ofstream(file, std::ios::trunc) << "\n";
    EXPECT_FALSE(readPasswordFile(file));
    fs::remove(file);
    EXPECT_FALSE(readPasswordFile(file));
}

TEST(PostgresPlaceholders, areTranslatedOutsideOfTexts)
{
    EXPECT_EQ(toPostgresPlaceholders("SELECT ?1, '?2', \"?3\" -- ?4\n, ?10 /* ?5 */ WHERE a = ?2"), "SELECT $1, '?2', \"?3\" -- ?4\n, $10 /* ?5 */ WHERE a = $2");
    EXPECT_EQ(toPostgresPlaceholders("SELECT 'it''s ?1', ?1"), "SELECT 'it''s ?1', $1");
    EXPECT_EQ(toPostgresPlaceholders("SELECT a ? b"), "SELECT a ? b");
    EXPECT_EQ(toPostgresPlaceholders("SELECT 'open ?1"), "SELECT 'open ?1");
}

TEST(PostgresErrors, meanSomethingToTheCaller)
{
    EXPECT_EQ(codeOfSqlState("23505"), Code::Conflict);
    EXPECT_EQ(codeOfSqlState("22021"), Code::Invalid);
    EXPECT_EQ(codeOfSqlState("25006"), Code::ReadOnly);
    EXPECT_EQ(codeOfSqlState("53100"), Code::Full);
    EXPECT_EQ(codeOfSqlState("53300"), Code::Unavailable);
    EXPECT_EQ(codeOfSqlState("57P01"), Code::Unavailable);
    EXPECT_EQ(codeOfSqlState("40P01"), Code::Busy);
    EXPECT_EQ(codeOfSqlState("XX001"), Code::Corrupt);
    // A missing table or right is nobody's data: events wait for it to be mended.
    EXPECT_EQ(codeOfSqlState("42P01"), Code::Io);
    EXPECT_EQ(codeOfSqlState("42501"), Code::Io);
    EXPECT_EQ(postgresError("postgresql://db/x", "08006", "server closed\n").message.substr(0, 55), "The database postgresql://db/x refused: server closed. ");
}
