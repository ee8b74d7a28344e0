#pragma once

#include "app/commands/command.h"

namespace rollcall::app::commands {

// `people erase`: erases one person with every trace and prints the proof.
class ErasePerson final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("people"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("erase"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("erase one person with photos, templates and sightings, and print the proof"); }
    void addOptions(settings::Table &table) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    QString m_id;
};

} // namespace rollcall::app::commands
