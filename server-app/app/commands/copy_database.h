#pragma once

#include "app/commands/command.h"

namespace rollcall::app::commands {

// `db copy --from ADDRESS --to ADDRESS`: moves a register to another database, with proof.
class CopyDatabase final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("db"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("copy"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("copy a register into an empty database: everything, compared by checksum, or nothing"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    QString m_from;
    QString m_to;
};

} // namespace rollcall::app::commands
