#include "app/commands/migrate_database.h"

#include "store/migrations.h"
#include "store/open_database.h"

namespace rollcall::app::commands {

namespace {

constexpr auto limit = std::chrono::hours(1);

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

} // namespace

std::expected<void, QString> MigrateDatabase::run(const ServerSettings &settings, QTextStream &out)
{
    const auto address = databaseAddress(settings);
    if (!address)
        return std::unexpected(address.error());
    auto database = store::openDatabase(*address);
    if (!database)
        return std::unexpected(text(database.error().message));
    (*database)->setDeadline(std::chrono::steady_clock::now() + limit);
    const auto steps = store::builtInMigrations((*database)->dialect());
    const auto before = store::migrate(**database, steps);
    if (!before)
        return std::unexpected(text(before.error().message));
    out << text((*database)->name()) << ": ";
    if (*before == steps.back().version)
        out << "the schema is up to date, version " << *before << '\n';
    else
        out << "schema brought from version " << *before << " to " << steps.back().version << '\n';
    return {};
}

} // namespace rollcall::app::commands
