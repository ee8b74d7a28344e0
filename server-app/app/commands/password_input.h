#pragma once

#include <QString>

#include <expected>

namespace rollcall::app::commands {

// A password from the terminal, asked for twice and not shown, or the first line of the standard input where that is no terminal. Never from
// arguments: everybody on the machine can list those. The error is a sentence.
[[nodiscard]] std::expected<QString, QString> readPassword(const QString &whose);

} // namespace rollcall::app::commands
