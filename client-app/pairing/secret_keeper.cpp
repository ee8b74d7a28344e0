#include "pairing/secret_keeper.h"

#include "pairing/file_secret_store.h"
#include "pairing/system_secret_store.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Pairing)
};

} // namespace

SecretKeeper::SecretKeeper(std::unique_ptr<SecretStore> system, std::unique_ptr<SecretStore> file)
    : m_system(std::move(system))
    , m_file(std::move(file))
{
}

// The file first: what is there was put there because the key store did not work.
void SecretKeeper::read(const QString &key, SecretStore::Read done)
{
    m_file->read(key, [system = m_system, key, done = std::move(done)](const std::expected<std::optional<QString>, QString> &secret) {
        if (!system || !secret || *secret)
            return done(secret);
        system->read(key, done);
    });
}

void SecretKeeper::write(const QString &key, const QString &secret, Kept done)
{
    if (!m_system)
        return writeToFile(key, secret, Words::tr("none is used on this machine"), std::move(done));
    m_system->write(key, secret, [this, key, secret, done = std::move(done)](const std::expected<void, QString> &kept) {
        if (!kept)
            return writeToFile(key, secret, kept.error(), done);
        // One of an earlier pairing would be read first.
        m_file->remove(key, [place = m_system->place(), done](const std::expected<void, QString> &removed) {
            done(removed ? std::expected<QString, QString>(place) : std::unexpected(removed.error()), {});
        });
    });
}

void SecretKeeper::writeToFile(const QString &key, const QString &secret, const QString &why, Kept done)
{
    m_file->write(key, secret, [place = m_file->place(), why, done = std::move(done)](const std::expected<void, QString> &kept) {
        done(kept ? std::expected<QString, QString>(place) : std::unexpected(kept.error()), why);
    });
}

void SecretKeeper::remove(const QString &key, SecretStore::Done done)
{
    m_file->remove(key, [system = m_system, key, done = std::move(done)](const std::expected<void, QString> &removed) {
        if (!removed || !system)
            return done(removed);
        // A store that does not run holds nothing that it could be asked to forget.
        system->remove(key, [done](const std::expected<void, QString> &) { done({}); });
    });
}

SecretKeeper secretKeeper(KeyStore choice, const QString &folder)
{
    return SecretKeeper(choice == KeyStore::System ? systemSecretStore() : nullptr, std::make_unique<FileSecretStore>(folder + u"/tokens.json"_s));
}

} // namespace rollcall::pairing
