#pragma once

#include "pairing/secret_store.h"

namespace rollcall::pairing {

// Secrets in a file that only its owner may read: for machines without a key store, where whoever is that user has them.
class FileSecretStore final : public SecretStore {
public:
    explicit FileSecretStore(QString path)
        : m_path(std::move(path))
    {
    }
    void read(const QString &key, Read done) override;
    void write(const QString &key, const QString &secret, Done done) override;
    void remove(const QString &key, Done done) override;
    [[nodiscard]] QString place() const override;

private:
    const QString m_path;
};

} // namespace rollcall::pairing
