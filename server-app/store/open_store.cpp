// How a store is put together for each kind of database.

#include "store/delivery.h"
#include "store/migrations.h"
#include "store/postgres_database.h"
#include "store/sqlite_database.h"
#include "store/store.h"

#include <QLoggingCategory>

namespace rollcall::store {

Q_DECLARE_LOGGING_CATEGORY(lcStore)

namespace {

using namespace std::chrono_literals;

constexpr auto migrationTimeout = 10min;
constexpr auto reportTimeout = 30min;

std::expected<std::unique_ptr<Register>, StoreError> registerIn(const std::filesystem::path &file, SqliteDatabase::Check check)
{
    auto database = SqliteDatabase::open(file, check);
    if (!database)
        return std::unexpected(std::move(database.error()));
    if (const auto migrated = migrate(**database, builtInMigrations(Dialect::Sqlite)); !migrated)
        return std::unexpected(migrated.error());
    return std::make_unique<Register>(std::move(*database));
}

std::expected<Store::Parts, StoreError> partsOnThisMachine(const std::filesystem::path &file)
{
    auto events = registerIn(file, SqliteDatabase::Check::Contents);
    if (!events)
        return std::unexpected(std::move(events.error()));
    auto calls = registerIn(file, SqliteDatabase::Check::None);
    if (!calls)
        return std::unexpected(std::move(calls.error()));
    auto reports = registerIn(file, SqliteDatabase::Check::None);
    if (!reports)
        return std::unexpected(std::move(reports.error()));
    return Store::Parts{.journal = std::make_unique<RegisterJournal>(std::move(*events)), .calls = std::move(*calls), .reports = std::move(*reports)};
}

// On a fresh connection of the one that delivers: however long it takes, nobody waits for it.
std::expected<void, StoreError> bringUpToDate(Database &database)
{
    database.setDeadline(std::chrono::steady_clock::now() + migrationTimeout);
    const auto steps = builtInMigrations(Dialect::PostgreSql);
    const auto before = migrate(database, steps);
    if (!before)
        return std::unexpected(before.error());
    if (*before != steps.back().version)
        qCInfo(lcStore).noquote() << "The schema of" << QString::fromStdString(database.name()) << "was brought from version" << *before << "to" << steps.back().version;
    return {};
}

std::unique_ptr<Register> registerElsewhere(PostgresDatabase::Config config)
{
    return std::make_unique<Register>(std::make_unique<PostgresDatabase>(std::move(config)));
}

std::expected<Store::Parts, StoreError> partsElsewhere(const Store::Config &config)
{
    auto writer = Outbox::open(config.file);
    if (!writer)
        return std::unexpected(std::move(writer.error()));
    auto reader = Outbox::openAgain(config.file);
    if (!reader)
        return std::unexpected(std::move(reader.error()));
    const auto require = [](Database &database) { return requireSchema(database, builtInMigrations(Dialect::PostgreSql)); };
    auto delivery = registerElsewhere({.address = *config.elsewhere, .prepare = bringUpToDate});
    // Once while the program starts, so that what is wrong is said at once; the delivery goes on trying.
    if (const auto reached = delivery->database().query("SELECT 1", {}, [](Row) { }); !reached)
        qCCritical(lcStore).noquote() << "Starting without the register:" << QString::fromStdString(reached.error().message);
    Outbox *const outbox = writer->get();
    return Store::Parts{.journal = std::move(*writer),
                        .calls = registerElsewhere({.address = *config.elsewhere, .callTimeout = config.callTimeout, .lastRetry = 1s, .prepare = require}),
                        .reports = registerElsewhere({.address = *config.elsewhere, .callTimeout = reportTimeout, .lastRetry = 1s, .prepare = require}),
                        .outbox = outbox,
                        .outboxReader = std::move(*reader),
                        .delivery = std::move(delivery)};
}

} // namespace

std::expected<std::unique_ptr<Store>, StoreError> Store::open(const Config &config)
{
    auto parts = config.elsewhere ? partsElsewhere(config) : partsOnThisMachine(config.file);
    if (!parts)
        return std::unexpected(std::move(parts.error()));
    return std::make_unique<Store>(std::move(*parts), config);
}

} // namespace rollcall::store
