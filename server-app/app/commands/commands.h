#pragma once

#include "app/commands/command.h"

#include <memory>
#include <vector>

namespace rollcall::app::commands {

using Commands = std::vector<std::unique_ptr<Command>>;

// Every subcommand that there is; a further one is one more line here.
[[nodiscard]] Commands all();

// Makes them known to the command line, in this order; they outlive the table.
void addTo(settings::Table &table, const Commands &commands);

} // namespace rollcall::app::commands
