#pragma once

#include "alerts/causes.h"

#include <expected>
#include <filesystem>

namespace rollcall::app {

// Which of several servers with one register this one is: a number made once, kept in the data folder, and the name of the machine. The
// error is a sentence.
[[nodiscard]] std::expected<alerts::ThisServer, QString> thisServer(const std::filesystem::path &dataFolder);

} // namespace rollcall::app
