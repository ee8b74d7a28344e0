#include "server-app/store/database_under_test.h"

#include "store/migrations.h"
#include "store/postgres_database.h"
#include "store/sqlite_database.h"
#include "support/postgres_cluster.h"

using namespace rollcall::store;

namespace rollcall::testing {

namespace {

PostgresCluster &cluster()
{
    static PostgresCluster started;
    if (!started.isRunning() && !started.start())
        qFatal("%s", qPrintable(started.problem()));
    return started;
}

} // namespace

std::optional<std::string> DatabaseUnderTest::missing(Dialect dialect)
{
    return dialect == Dialect::PostgreSql ? PostgresCluster::missing() : std::nullopt;
}

DatabaseUnderTest::DatabaseUnderTest(Dialect dialect)
    : m_address("sqlite:" + m_folder.path().toStdString() + "/data/register.sqlite")
{
    if (dialect == Dialect::PostgreSql && !missing(dialect))
        m_address = cluster().makeDatabase();
}

std::filesystem::path DatabaseUnderTest::file() const
{
    return m_folder.path().toStdString() + "/data/register.sqlite";
}

std::unique_ptr<Database> DatabaseUnderTest::open() const
{
    const auto address = parseDatabaseAddress(m_address);
    if (const auto *postgres = std::get_if<PostgresAddress>(&*address))
        return std::make_unique<PostgresDatabase>(PostgresDatabase::Config{.address = *postgres});
    auto opened = SqliteDatabase::open(file());
    if (!opened)
        qFatal("%s", opened.error().message.c_str());
    return std::move(*opened);
}

Register DatabaseUnderTest::openRegister() const
{
    auto database = open();
    if (const auto migrated = migrate(*database, builtInMigrations(database->dialect())); !migrated)
        qFatal("%s", migrated.error().message.c_str());
    return Register(std::move(database));
}

} // namespace rollcall::testing
