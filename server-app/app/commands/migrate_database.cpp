#include "app/commands/migrate_database.h"

#include "store/migrations.h"
#include "store/sqlite_database.h"

namespace rollcall::app::commands {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

} // namespace

std::expected<void, QString> MigrateDatabase::run(const ServerSettings &settings, QTextStream &out)
{
    auto database = store::SqliteDatabase::open(settings.dataFolder / "register.sqlite");
    if (!database)
        return std::unexpected(text(database.error().message));
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
