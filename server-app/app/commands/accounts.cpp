#include "app/commands/accounts.h"

#include "access/grant_form.h"
#include "access/name_rules.h"
#include "api/json.h"
#include "api/secret_hasher.h"
#include "app/clock.h"
#include "app/commands/command_line_user.h"
#include "app/commands/password_input.h"
#include "app/commands/register_database.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace {

using store::Account;
using store::AccountRecords;

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

std::expected<std::string, QString> hashOfNew(const QString &name)
{
    const auto given = readPassword(name);
    if (!given)
        return std::unexpected(given.error());
    const auto password = access::newPassword(*given, name);
    if (!password)
        return std::unexpected(password.error());
    const auto hash = api::hashSecret(*password);
    if (!hash)
        return std::unexpected(u"There is no memory to hash the password: it takes 64 MiB."_s);
    return *hash;
}

std::expected<Account, QString> find(AccountRecords &accounts, const QString &name)
{
    const auto found = accounts.named(name.trimmed().toStdString());
    if (!found)
        return std::unexpected(text(found.error().message));
    if (!*found)
        return std::unexpected(u"Nobody has an account with the name \u201c%1\u201d. \u201caccount list\u201d shows those that are there."_s.arg(name));
    return (*found)->account;
}

// The register, and an account in it.
struct Known {
    std::unique_ptr<store::Database> database;
    Account account;
};

std::expected<Known, QString> openAt(const ServerSettings &settings, const QString &name)
{
    auto database = openRegisterDatabase(settings, IfMissing::Refuse);
    if (!database)
        return std::unexpected(database.error());
    AccountRecords accounts(**database);
    auto account = find(accounts, name);
    if (!account)
        return std::unexpected(account.error());
    return Known{std::move(*database), std::move(*account)};
}

QJsonObject toJson(const Account &account)
{
    return {{u"id"_s, text(account.id)}, {u"name"_s, text(account.name)}, {u"role"_s, text(store::toText(account.role))}, {u"cameras"_s, access::camerasJson(account.cameras)},
            {u"createdAt"_s, api::toText(account.created)}, {u"lastSignIn"_s, account.lastSignIn ? QJsonValue(api::toText(*account.lastSignIn)) : QJsonValue()}};
}

} // namespace

void CreateAccount::addOptions(settings::Table &options)
{
    options.add(u"name"_s, u"the name to sign in with"_s, m_name).require().asOperand();
    m_grant.add(options, {u"viewer"_s, u"operator"_s, u"admin"_s});
}

std::expected<void, QString> CreateAccount::run(const ServerSettings &settings, QTextStream &out)
{
    const auto name = access::accountName(m_name);
    if (!name)
        return std::unexpected(name.error());
    const auto cameras = m_grant.parsedCameras();
    if (!cameras)
        return std::unexpected(cameras.error());
    const auto database = openRegisterDatabase(settings, IfMissing::Make);
    if (!database)
        return std::unexpected(database.error());
    const auto hash = hashOfNew(*name);
    if (!hash)
        return std::unexpected(hash.error());
    attendance::UuidGenerator ids(attendance::systemRandom());
    const attendance::UtcMs now = utcNow();
    const Account account{.id = ids.next(now).toString(), .name = name->toStdString(), .role = m_grant.parsedRole(), .cameras = *cameras, .language = {}, .created = now};
    if (const auto added = AccountRecords(**database).add({account, *hash}, commandLineUser()); !added)
        return std::unexpected(text(added.error().message));
    out << *name << " may sign in now, as " << m_grant.role << ".\n";
    return {};
}

void ListAccounts::addOptions(settings::Table &options)
{
    options.add(u"json"_s, u"one JSON object instead of text"_s, m_json);
}

std::expected<void, QString> ListAccounts::run(const ServerSettings &settings, QTextStream &out)
{
    const auto database = openRegisterDatabase(settings, IfMissing::Refuse);
    if (!database)
        return std::unexpected(database.error());
    const auto accounts = AccountRecords(**database).accounts();
    if (!accounts)
        return std::unexpected(text(accounts.error().message));
    QJsonArray items;
    for (const Account &account : *accounts) {
        items.append(toJson(account));
        if (m_json)
            continue;
        out << text(account.name).leftJustified(24) << ' ' << text(store::toText(account.role)).leftJustified(9)
            << " last signed in " << (account.lastSignIn ? api::toText(*account.lastSignIn) : u"never"_s);
        out << limitText(account.cameras) << '\n';
    }
    if (m_json)
        out << QString::fromUtf8(QJsonDocument(QJsonObject{{u"items"_s, items}}).toJson(QJsonDocument::Compact)) << '\n';
    else if (accounts->empty())
        out << "There is no account. \u201caccount create NAME --role admin\u201d makes the first one.\n";
    return {};
}

void ChangePassword::addOptions(settings::Table &options)
{
    options.add(u"name"_s, u"whose"_s, m_name).require().asOperand();
}

std::expected<void, QString> ChangePassword::run(const ServerSettings &settings, QTextStream &out)
{
    const auto known = openAt(settings, m_name);
    if (!known)
        return std::unexpected(known.error());
    const Account &account = known->account;
    const auto hash = hashOfNew(text(account.name));
    if (!hash)
        return std::unexpected(hash.error());
    if (const auto changed = AccountRecords(*known->database).change({.account = account, .passwordHash = *hash, .keptSession = {}}, commandLineUser(), utcNow()); !changed)
        return std::unexpected(text(changed.error().message));
    out << text(account.name) << " has a new password. Whoever was signed in with this account is signed out.\n";
    return {};
}

void RemoveAccount::addOptions(settings::Table &options)
{
    options.add(u"name"_s, u"whose"_s, m_name).require().asOperand();
}

std::expected<void, QString> RemoveAccount::run(const ServerSettings &settings, QTextStream &out)
{
    const auto known = openAt(settings, m_name);
    if (!known)
        return std::unexpected(known.error());
    const Account &account = known->account;
    if (const auto removed = AccountRecords(*known->database).remove(account.id, {}, commandLineUser(), utcNow()); !removed)
        return std::unexpected(text(removed.error().message));
    out << text(account.name) << " cannot sign in any more.\n";
    return {};
}

} // namespace rollcall::app::commands
