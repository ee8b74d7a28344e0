#pragma once

#include "app/server_settings.h"
#include "store/database.h"

#include <memory>

namespace rollcall::app::commands {

enum class IfMissing { Make, Refuse };  // of a register in a file

// A connection of a command's own to the register that the settings name, its schema up to date. An error is a sentence.
[[nodiscard]] std::expected<std::unique_ptr<store::Database>, QString> openRegisterDatabase(const ServerSettings &settings, IfMissing ifMissing);

} // namespace rollcall::app::commands
