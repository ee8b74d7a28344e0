#include "app/commands/tokens.h"

#include "access/grant_form.h"
#include "access/name_rules.h"
#include "access/secrets.h"
#include "api/json.h"
#include "app/clock.h"
#include "app/commands/command_line_user.h"
#include "app/commands/register_database.h"
#include "store/token_records.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace {

using store::ApiToken;
using store::TokenRecords;

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QJsonObject toJson(const ApiToken &token)
{
    const auto orNull = [](const std::optional<store::UtcMs> &time) { return time ? QJsonValue(api::toText(*time)) : QJsonValue(); };
    return {{u"id"_s, text(token.id)}, {u"name"_s, text(token.name)}, {u"role"_s, text(store::toText(token.role))}, {u"cameras"_s, access::camerasJson(token.cameras)},
            {u"createdAt"_s, api::toText(token.created)}, {u"createdBy"_s, text(token.createdBy)}, {u"expires"_s, orNull(token.expires)}, {u"lastUsedAt"_s, orNull(token.lastUsed)}};
}

void print(const ApiToken &token, QTextStream &out)
{
    out << text(token.name).leftJustified(24) << ' ' << text(store::toText(token.role)).leftJustified(9) << " made " << api::toText(token.created) << " by " << text(token.createdBy)
        << ", last used " << (token.lastUsed ? api::toText(*token.lastUsed) : u"never"_s);
    if (token.expires)
        out << (*token.expires <= utcNow() ? ", expired " : ", expires ") << api::toText(*token.expires);
    out << limitText(token.cameras) << '\n';
}

} // namespace

void CreateToken::addOptions(settings::Table &options)
{
    options.add(u"name"_s, u"what it is for"_s, m_name).require().asOperand();
    m_grant.add(options, {u"monitor"_s, u"terminal"_s, u"viewer"_s, u"operator"_s, u"admin"_s});
    options.add(u"days"_s, u"how long it is good, 0 = until it is revoked"_s, m_days, settings::Range{0, 36'500});
}

std::expected<void, QString> CreateToken::run(const ServerSettings &settings, QTextStream &out)
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
    const QByteArray secret = access::tokenStart.toByteArray() + access::newSecret();
    attendance::UuidGenerator ids(attendance::systemRandom());
    const attendance::UtcMs now = utcNow();
    ApiToken token{.id = ids.next(now).toString(), .name = name->toStdString(), .role = m_grant.parsedRole(), .cameras = *cameras, .tokenHash = access::secretHash(secret),
                   .created = now, .createdBy = commandLineUser()};
    if (m_days > 0)
        token.expires = now + std::chrono::days(m_days);
    if (const auto added = TokenRecords(**database).add(token); !added)
        return std::unexpected(text(added.error().message));
    out << QString::fromLatin1(secret) << '\n';
    return {};
}

void ListTokens::addOptions(settings::Table &options)
{
    options.add(u"json"_s, u"one JSON object instead of text"_s, m_json);
}

std::expected<void, QString> ListTokens::run(const ServerSettings &settings, QTextStream &out)
{
    const auto database = openRegisterDatabase(settings, IfMissing::Refuse);
    if (!database)
        return std::unexpected(database.error());
    const auto tokens = TokenRecords(**database).tokens();
    if (!tokens)
        return std::unexpected(text(tokens.error().message));
    QJsonArray items;
    for (const ApiToken &token : *tokens)
        items.append(toJson(token));
    if (m_json) {
        out << QString::fromUtf8(QJsonDocument(QJsonObject{{u"items"_s, items}}).toJson(QJsonDocument::Compact)) << '\n';
        return {};
    }
    if (tokens->empty())
        out << "There is no token. \u201ctoken create NAME --role ROLE\u201d makes one.\n";
    for (const ApiToken &token : *tokens)
        print(token, out);
    return {};
}

void RevokeToken::addOptions(settings::Table &options)
{
    options.add(u"name"_s, u"the token's name or id"_s, m_name).require().asOperand();
}

std::expected<void, QString> RevokeToken::run(const ServerSettings &settings, QTextStream &out)
{
    const auto database = openRegisterDatabase(settings, IfMissing::Refuse);
    if (!database)
        return std::unexpected(database.error());
    TokenRecords records(**database);
    const auto tokens = records.tokens();
    if (!tokens)
        return std::unexpected(text(tokens.error().message));
    const std::string key = store::nameKey(m_name.trimmed().toStdString());
    const auto found = std::ranges::find_if(*tokens, [&](const ApiToken &token) { return token.id == m_name.toStdString() || store::nameKey(token.name) == key; });
    if (found == tokens->end())
        return std::unexpected(u"There is no token with the name \u201c%1\u201d. \u201ctoken list\u201d shows those that are there."_s.arg(m_name));
    if (const auto removed = records.remove(found->id, commandLineUser(), utcNow()); !removed)
        return std::unexpected(text(removed.error().message));
    out << "The token " << text(found->name) << " is revoked.\n";
    return {};
}

} // namespace rollcall::app::commands
