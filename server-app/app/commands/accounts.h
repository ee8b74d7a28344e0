#pragma once

#include "app/commands/command.h"
#include "store/account_records.h"

namespace rollcall::app::commands {

// What `account` and `token` say of a role and its cameras.
struct GrantOptions {
    QString role = QStringLiteral("viewer");
    QStringList cameras;  // none: all

    void add(settings::Table &options, const QStringList &roles);
    [[nodiscard]] store::Role parsedRole() const { return store::parseRole(role.toStdString()).value_or(store::Role::Viewer); }
    // Sorted ids, or a sentence.
    [[nodiscard]] std::expected<std::optional<std::vector<std::string>>, QString> parsedCameras() const;
};
// ", limited to door, exit"; empty where there is no limit.
[[nodiscard]] QString limitText(const std::optional<std::vector<std::string>> &cameras);

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
