#include "access/credentials_copy.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace rollcall::access {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString hex(const store::Blob &blob)
{
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(blob.data()), qsizetype(blob.size())).toHex());
}

store::Blob blobOf(const QJsonValue &hexText)
{
    const QByteArray bytes = QByteArray::fromHex(hexText.toString().toLatin1());
    return store::Blob(bytes.begin(), bytes.end());
}

QJsonValue toJson(const std::optional<std::vector<std::string>> &cameras)
{
    if (!cameras)
        return {};
    QJsonArray array;
    for (const std::string &camera : *cameras)
        array.append(text(camera));
    return array;
}

std::optional<std::vector<std::string>> camerasOf(const QJsonValue &json)
{
    if (!json.isArray())
        return std::nullopt;
    std::vector<std::string> cameras;
    for (const QJsonValue &camera : json.toArray())
        cameras.push_back(camera.toString().toStdString());
    return cameras;
}

qint64 toJson(store::UtcMs time)
{
    return time.time_since_epoch().count();
}

store::UtcMs timeOf(const QJsonValue &json)
{
    return store::UtcMs(std::chrono::milliseconds(json.toInteger()));
}

store::Role roleOf(const QJsonValue &json)
{
    return store::parseRole(json.toString().toStdString()).value_or(store::Role::Monitor);
}

QJsonObject toJson(const store::AccessSnapshot &snapshot)
{
    QJsonArray accounts;
    for (const store::Account &one : snapshot.accounts)
        accounts.append(QJsonObject{{u"id"_s, text(one.id)}, {u"name"_s, text(one.name)}, {u"role"_s, text(store::toText(one.role))}, {u"cameras"_s, toJson(one.cameras)},
                                    {u"language"_s, one.language ? QJsonValue(text(*one.language)) : QJsonValue()}, {u"created"_s, toJson(one.created)}});
    QJsonArray sessions;
    for (const store::AccountSession &one : snapshot.sessions)
        sessions.append(QJsonObject{{u"id"_s, text(one.id)}, {u"account"_s, text(one.account)}, {u"tokenHash"_s, hex(one.tokenHash)}, {u"created"_s, toJson(one.created)},
                                    {u"lastUsed"_s, toJson(one.lastUsed)}, {u"address"_s, text(one.address)}, {u"agent"_s, text(one.agent)}});
    QJsonArray tokens;
    for (const store::ApiToken &one : snapshot.tokens)
        tokens.append(QJsonObject{{u"id"_s, text(one.id)}, {u"name"_s, text(one.name)}, {u"role"_s, text(store::toText(one.role))}, {u"cameras"_s, toJson(one.cameras)},
                                  {u"tokenHash"_s, hex(one.tokenHash)}, {u"created"_s, toJson(one.created)}, {u"createdBy"_s, text(one.createdBy)},
                                  {u"expires"_s, one.expires ? QJsonValue(toJson(*one.expires)) : QJsonValue()}});
    return {{u"accounts"_s, accounts}, {u"sessions"_s, sessions}, {u"tokens"_s, tokens}};
}

} // namespace

std::expected<void, QString> writeCredentialsCopy(const std::filesystem::path &path, const store::AccessSnapshot &snapshot)
{
    QSaveFile file(text(path.string()));
    const QByteArray json = QJsonDocument(toJson(snapshot)).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(json) != json.size() || !file.flush() || !file.commit())
        return std::unexpected(u"%1 was not written: %2. Make room on its disk."_s.arg(file.fileName(), file.errorString()));
    return {};
}

std::optional<store::AccessSnapshot> readCredentialsCopy(const std::filesystem::path &path)
{
    QFile file(text(path.string()));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonDocument json = QJsonDocument::fromJson(file.readAll());
    if (!json.isObject())
        return std::nullopt;
    store::AccessSnapshot snapshot;
    for (const QJsonValue &one : json[u"accounts"_s].toArray()) {
        store::Account account{.id = one[u"id"_s].toString().toStdString(), .name = one[u"name"_s].toString().toStdString(), .role = roleOf(one[u"role"_s]),
                               .cameras = camerasOf(one[u"cameras"_s]), .language = {}, .created = timeOf(one[u"created"_s])};
        if (one[u"language"_s].isString())
            account.language = one[u"language"_s].toString().toStdString();
        snapshot.accounts.push_back(std::move(account));
    }
    for (const QJsonValue &one : json[u"sessions"_s].toArray())
        snapshot.sessions.push_back({.id = one[u"id"_s].toString().toStdString(), .account = one[u"account"_s].toString().toStdString(), .tokenHash = blobOf(one[u"tokenHash"_s]),
                                     .created = timeOf(one[u"created"_s]), .lastUsed = timeOf(one[u"lastUsed"_s]), .address = one[u"address"_s].toString().toStdString(),
                                     .agent = one[u"agent"_s].toString().toStdString()});
    for (const QJsonValue &one : json[u"tokens"_s].toArray()) {
        store::ApiToken token{.id = one[u"id"_s].toString().toStdString(), .name = one[u"name"_s].toString().toStdString(), .role = roleOf(one[u"role"_s]),
                              .cameras = camerasOf(one[u"cameras"_s]), .tokenHash = blobOf(one[u"tokenHash"_s]), .created = timeOf(one[u"created"_s]),
                              .createdBy = one[u"createdBy"_s].toString().toStdString()};
        if (!one[u"expires"_s].isNull())
            token.expires = timeOf(one[u"expires"_s]);
        snapshot.tokens.push_back(std::move(token));
    }
    return snapshot;
}

} // namespace rollcall::access
