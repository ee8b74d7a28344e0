#pragma once

#include "settings/table.h"

#include <QMap>
#include <QProcessEnvironment>
#include <QSet>

#include <expected>

namespace rollcall::settings {

// A sentence that names the file and line, the variable or the flag at fault, and what was expected there. Print it on
// standard error and exit with badUsage.
struct Error {
    QString message;
};
inline constexpr int badUsage = 2;

struct Loaded {
    std::optional<QString> printAndExit; // --help, --version or --print-config: print this, exit with 0
    QSet<QString> commands; // the names given to addCommand() that stand on the command line
    std::optional<qsizetype> subcommand; // the place in Table::subcommands() of the one to run
    QMap<QString, QString>
        origins; // by key: "default", "file /etc/x.toml, line 3", "environment ROLLCALL_X", "flag --x"
};

// Fills the table's variables in rising order: default, file, environment, flag. The file is the one that --config names,
// else ROLLCALL_CONFIG, else the program's own. On an error some variables may be set already. Reads one file, prints nothing.
[[nodiscard]] std::expected<Loaded, Error> load(
    const Table &table, const QStringList &arguments, const QProcessEnvironment &environment);

// As main() gets them: arguments[0] is the program's name and is skipped.
[[nodiscard]] std::expected<Loaded, Error> load(const Table &table, int argc, const char *const *argv,
    const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

// The environment name of a key: "server-port" gives ROLLCALL_SERVER_PORT.
[[nodiscard]] QString environmentName(const QString &key);

// The effective values as TOML that load() reads back (hidden ones apart), each with a comment that says where it came from.
[[nodiscard]] QString printedConfig(const Table &table, const QMap<QString, QString> &origins);

// The settings as a Markdown table, for the documentation.
[[nodiscard]] QString reference(const Table &table);

} // namespace rollcall::settings
