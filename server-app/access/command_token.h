#pragma once

#include <QByteArray>
#include <QString>

#include <expected>
#include <filesystem>
#include <optional>

namespace rollcall::access {

// The secret by which commands on this machine ask the server that runs on a data folder: whoever may read the folder, which holds the
// register, may ask it. A new one for each start of the server, in a file that its owner alone can read.
[[nodiscard]] std::expected<QByteArray, QString> makeCommandToken(const std::filesystem::path &dataFolder);
[[nodiscard]] std::optional<QByteArray> readCommandToken(const std::filesystem::path &dataFolder);

} // namespace rollcall::access
