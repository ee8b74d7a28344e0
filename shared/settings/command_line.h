#pragma once

#include "settings/load.h"

#include <CLI/CLI.hpp>

namespace rollcall::settings {

// The command line of a table's program, understood but not yet believed: what stands there for each setting, as text. The
// table must outlive it. CLI11 stays behind this class.
class CommandLine {
public:
    explicit CommandLine(const Table &table);

    // To be called once, first. A text to print instead of running (--help, --version), or nothing.
    [[nodiscard]] std::expected<std::optional<QString>, Error> parse(const QStringList &arguments);

    [[nodiscard]] bool printConfig() const { return m_printConfig; }
    [[nodiscard]] std::optional<QString> config() const; // the file of --config
    [[nodiscard]] bool has(const QString &command) const;
    // What was given for a setting: the last of a repeated flag, all of a list's joined by commas.
    [[nodiscard]] std::optional<QString> text(const Field &field) const;
    // The place in Table::subcommands() of the one that stands there.
    [[nodiscard]] std::optional<qsizetype> subcommand() const;
    [[nodiscard]] std::optional<QString> text(const Subcommand &subcommand, const Field &option) const;

    [[nodiscard]] static QString configKey();

private:
    void addSetting(const Field &field);
    void addSubcommand(const Subcommand &subcommand);
    [[nodiscard]] CLI::App *addVerb(const Subcommand &subcommand);
    [[nodiscard]] const CLI::App *verbOf(const Subcommand &subcommand) const;

    const Table &m_table;
    CLI::App m_app;
    bool m_printConfig = false;
    std::string m_config;
};

} // namespace rollcall::settings
