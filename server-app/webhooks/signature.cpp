#include "webhooks/signature.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <array>

namespace rollcall::webhooks {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t secretBytes = 32;

QByteArray toBytes(const store::Blob &secret)
{
    return {reinterpret_cast<const char *>(secret.data()), qsizetype(secret.size())};
}

} // namespace

store::Blob newSecret()
{
    std::array<quint32, secretBytes / sizeof(quint32)> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    const auto *bytes = reinterpret_cast<const uint8_t *>(random.data());
    return {bytes, bytes + secretBytes};
}

QString secretText(const store::Blob &secret)
{
    return u"whsec_"_s + QString::fromLatin1(toBytes(secret).toBase64());
}

QByteArray signatureOf(const store::Blob &secret, const QByteArray &id, qint64 timestamp, const QByteArray &payload)
{
    const QByteArray signedText = id + '.' + QByteArray::number(timestamp) + '.' + payload;
    return "v1," + QMessageAuthenticationCode::hash(signedText, toBytes(secret), QCryptographicHash::Sha256).toBase64();
}

} // namespace rollcall::webhooks
