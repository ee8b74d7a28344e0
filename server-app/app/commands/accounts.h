#pragma once

#include "app/commands/command.h"
#include "app/commands/grant_options.h"

namespace rollcall::app::commands {

// All of them work on the register itself; a server notices within a second.

// `account create NAME --role ROLE`
class CreateAccount final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("account"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("create"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("make an account; asks for its password, or reads it from the standard input"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    QString m_name;
    GrantOptions m_grant;
};

// `account list`
class ListAccounts final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("account"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("list"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("show who may sign in"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    bool m_json = false;
};

// `account password NAME`: also for an admin who forgot theirs. Their sessions end.
class ChangePassword final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("account"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("password"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("give an account a new password; its sessions end"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    QString m_name;
};

// `account remove NAME`
class RemoveAccount final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("account"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("remove"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("remove an account; its sessions end"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    QString m_name;
};

} // namespace rollcall::app::commands
