#include "app/commands/register_database.h"

#include "store/migrations.h"
#include "store/open_database.h"

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

std::expected<std::unique_ptr<store::Database>, QString> openRegisterDatabase(const ServerSettings &settings, IfMissing ifMissing)
{
    const auto address = databaseAddress(settings);
    if (!address)
        return std::unexpected(address.error());
    const auto *here = std::get_if<store::SqliteAddress>(&*address);
    if (here && ifMissing == IfMissing::Refuse && !std::filesystem::exists(here->file))
        return std::unexpected(u"There is no register at %1. Name its folder with --data-dir."_s.arg(QString::fromStdString(here->file.string())));
    auto database = store::openDatabase(*address);
    if (!database)
        return std::unexpected(QString::fromStdString(database.error().message));
    if (const auto ready = store::migrate(**database, store::builtInMigrations((*database)->dialect())); !ready)
        return std::unexpected(QString::fromStdString(ready.error().message));
    return std::move(*database);
}

} // namespace rollcall::app::commands
