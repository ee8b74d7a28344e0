#pragma once

#include "app/commands/command.h"

namespace rollcall::app::commands {

// `db migrate`: brings the schema up to date, as a starting server does, and says what was done.
class MigrateDatabase final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("db"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("migrate"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("bring the schema of the register's database up to date"); }
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;
};

} // namespace rollcall::app::commands
