#pragma once

#include <string>

#include <unistd.h>

namespace rollcall::app::commands {

// Who is noted in the audit log: the user of the system, by number.
[[nodiscard]] inline std::string commandLineUser()
{
    return "command line (user " + std::to_string(::getuid()) + ')';
}

} // namespace rollcall::app::commands
