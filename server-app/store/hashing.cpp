#include "store/hashing.h"

#include "store/row_values.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <array>

namespace rollcall::store {

namespace {

constexpr qsizetype keyBytes = 32;

std::expected<Blob, StoreError> readKey(Database &database, const std::string &name)
{
    Blob key;
    const std::array<Value, 1> values{name};
    auto read = database.query("SELECT value FROM installation_keys WHERE name = ?1", values, [&](Row row) { key = std::get<Blob>(row[0]); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return key;
}

} // namespace

std::string sha256Hex(std::string_view bytes)
{
    return QCryptographicHash::hash(QByteArrayView(bytes.data(), qsizetype(bytes.size())), QCryptographicHash::Sha256).toHex().toStdString();
}

std::expected<Blob, StoreError> installationKey(Database &database, const std::string &name)
{
    const auto known = readKey(database, name);
    if (!known || !known->empty())
        return known;
    std::array<quint32, keyBytes / sizeof(quint32)> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    const auto *bytes = reinterpret_cast<const uint8_t *>(random.data());
    const std::array<Value, 2> values{name, Blob(bytes, bytes + keyBytes)};
    // Another server on the same database may have been quicker: its key counts.
    if (auto made = run(database, "INSERT INTO installation_keys (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING", values); !made)
        return std::unexpected(std::move(made.error()));
    return readKey(database, name);
}

std::expected<std::string, StoreError> subjectOf(Database &database, const std::string &personId)
{
    const auto key = installationKey(database, "subjects");
    if (!key)
        return std::unexpected(key.error());
    const QByteArray secret(reinterpret_cast<const char *>(key->data()), qsizetype(key->size()));
    return QMessageAuthenticationCode::hash(QByteArray::fromStdString(personId), secret, QCryptographicHash::Sha256).toHex().toStdString();
}

} // namespace rollcall::store
