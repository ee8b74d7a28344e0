#include "app/commands/commands.h"

#include "app/commands/accounts.h"
#include "app/commands/copy_database.h"
#include "app/commands/erase_person.h"
#include "app/commands/cameras.h"
#include "app/commands/export_attendance.h"
#include "app/commands/import_people.h"
#include "app/commands/migrate_database.h"
#include "app/commands/pair_camera.h"
#include "app/commands/tokens.h"

namespace rollcall::app::commands {

Commands all()
{
    Commands commands;
    commands.push_back(std::make_unique<MigrateDatabase>());
    commands.push_back(std::make_unique<ExportAttendance>());
    commands.push_back(std::make_unique<ErasePerson>());
    commands.push_back(std::make_unique<CopyDatabase>());
    commands.push_back(std::make_unique<ImportPeople>());
    commands.push_back(std::make_unique<PairCamera>());
    commands.push_back(std::make_unique<ListCameras>());
    commands.push_back(std::make_unique<RevokeCamera>());
    commands.push_back(std::make_unique<CreateAccount>());
    commands.push_back(std::make_unique<ListAccounts>());
    commands.push_back(std::make_unique<ChangePassword>());
    commands.push_back(std::make_unique<RemoveAccount>());
    commands.push_back(std::make_unique<CreateToken>());
    commands.push_back(std::make_unique<ListTokens>());
    commands.push_back(std::make_unique<RevokeToken>());
    return commands;
}

void addTo(settings::Table &table, const Commands &commands)
{
    for (const auto &command : commands) {
        auto options = std::make_shared<settings::Table>(settings::Program{.name = command->name(), .version = {}});
        command->addOptions(*options);
        table.addSubcommand({.group = command->group(), .name = command->name(), .help = command->help(), .options = std::move(options)});
    }
}

} // namespace rollcall::app::commands
