#pragma once

#include "app/commands/command.h"
#include "app/commands/grant_options.h"

namespace rollcall::app::commands {

// `token create NAME --role ROLE`: prints the token, this once.
class CreateToken final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("token"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("create"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("make a token for a program, and print it this once"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    QString m_name;
    GrantOptions m_grant;
    int m_days = 0;  // 0: it does not expire
};

// `token list`
class ListTokens final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("token"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("list"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("show the tokens of programs, without their secrets"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    bool m_json = false;
};

// `token revoke NAME`
class RevokeToken final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("token"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("revoke"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("take a token back; programs that use it are shut out within a second"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    QString m_name;
};

} // namespace rollcall::app::commands
