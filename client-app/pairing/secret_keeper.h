#pragma once

#include "pairing/secret_store.h"

#include <memory>

namespace rollcall::pairing {

// The system's key store, and a file where that does not work: a headless machine has none. Tells afterwards which of them it was.
class SecretKeeper {
public:
    // Without `system` the file alone.
    SecretKeeper(std::unique_ptr<SecretStore> system, std::unique_ptr<SecretStore> file);

    void read(const QString &key, SecretStore::Read done);
    // `place` in words; `why` the system's store was not used, empty where it was.
    using Kept = std::function<void(const std::expected<QString, QString> &place, const QString &why)>;
    void write(const QString &key, const QString &secret, Kept done);
    void remove(const QString &key, SecretStore::Done done);

private:
    void writeToFile(const QString &key, const QString &secret, const QString &why, Kept done);

    const std::shared_ptr<SecretStore> m_system;
    const std::shared_ptr<SecretStore> m_file;
};

// What an operator may choose: the system's store with the file as a resort, or the file alone.
enum class KeyStore { System, File };
[[nodiscard]] SecretKeeper secretKeeper(KeyStore choice, const QString &folder);

} // namespace rollcall::pairing
