#pragma once

#include "app/commands/command.h"

namespace rollcall::app::commands {

// `cameras list`: who is paired. With a server or, where none runs, from the register itself.
class ListCameras final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("cameras"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("list"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("show the paired cameras"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    bool m_json = false;
};

// `cameras revoke CAMERA`: its stream ends, and it has to be paired anew.
class RevokeCamera final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("cameras"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("revoke"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("take a camera's pairing back; its stream ends at once"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    QString m_camera;
};

} // namespace rollcall::app::commands
