#pragma once

#include "app/commands/command.h"

namespace rollcall::app::commands {

// `pair --camera NAME`: a one-time code by which a camera connects from elsewhere. The running server makes it, which keeps codes in
// memory alone.
class PairCamera final : public Command {
public:
    [[nodiscard]] QString group() const override { return {}; }
    [[nodiscard]] QString name() const override { return QStringLiteral("pair"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("make a one-time code that lets a camera connect from another machine"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    QString m_camera;
    QString m_address;
    bool m_json = false;
    bool m_withQr = false;
};

} // namespace rollcall::app::commands
