#include "pairing/file_secret_store.h"

#include "pairing/own_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Pairing)
};

// Nothing there is an empty object.
std::expected<QJsonObject, QString> load(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QJsonObject();
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Words::tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    if (othersMayAccess(path))
        return std::unexpected(Words::tr("%1 holds secrets, and others may read or change it. Make it yours alone (chmod 600), or pair anew if somebody may have seen them.").arg(path));
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return std::unexpected(Words::tr("%1 is damaged. Delete it and pair anew.").arg(path));
    return document.object();
}

std::expected<void, QString> save(const QString &path, const QJsonObject &secrets)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    const QByteArray json = QJsonDocument(secrets).toJson();
    // The mode is set before anything is in it.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(json) != json.size() || !file.flush() || !file.commit())
        return std::unexpected(Words::tr("%1 cannot be written: %2.").arg(path, file.errorString()));
    return {};
}

} // namespace

void FileSecretStore::read(const QString &key, Read done)
{
    const auto secrets = load(m_path);
    if (!secrets)
        return done(std::unexpected(secrets.error()));
    const QJsonValue secret = secrets->value(key);
    done(secret.isString() ? std::optional(secret.toString()) : std::nullopt);
}

void FileSecretStore::write(const QString &key, const QString &secret, Done done)
{
    auto secrets = load(m_path);
    if (!secrets)
        return done(std::unexpected(secrets.error()));
    secrets->insert(key, secret);
    done(save(m_path, *secrets));
}

void FileSecretStore::remove(const QString &key, Done done)
{
    auto secrets = load(m_path);
    if (!secrets)
        return done(std::unexpected(secrets.error()));
    if (!secrets->contains(key))
        return done({});
    secrets->remove(key);
    done(save(m_path, *secrets));
}

QString FileSecretStore::place() const
{
    return Words::tr("the file %1, which only you can read").arg(m_path);
}

} // namespace rollcall::pairing
