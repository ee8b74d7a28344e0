#include "access/secrets.h"

#include <QByteArrayList>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <sodium.h>

#include <algorithm>
#include <array>

namespace rollcall::access {

namespace {

constexpr qsizetype secretCharacters = 43;  // 256 bits in base64

bool isSecretText(const QByteArray &text)
{
    return text.size() == secretCharacters && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

QByteArray cookieOf(const QByteArray &value, qint64 seconds, bool isSecure)
{
    return Cookie::name.toByteArray() + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + QByteArray::number(seconds) + (isSecure ? "; Secure" : "");
}

} // namespace

QByteArray newSecret()
{
    std::array<quint32, 8> bits{};
    QRandomGenerator::system()->generate(bits.begin(), bits.end());
    return QByteArray(reinterpret_cast<const char *>(bits.data()), sizeof bits).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

store::Blob secretHash(const QByteArray &secret)
{
    const QByteArray hash = QCryptographicHash::hash(secret, QCryptographicHash::Sha256);
    return store::Blob(hash.begin(), hash.end());
}

bool isSameSecret(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size() && sodium_memcmp(a.constData(), b.constData(), std::size_t(a.size())) == 0;
}

QByteArray csrfOf(const QByteArray &secret)
{
    return QMessageAuthenticationCode::hash("rollcall csrf", secret, QCryptographicHash::Sha256).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<QByteArray> Cookie::read(const QByteArray &header)
{
    const QByteArrayList pairs = header.split(';');
    for (const QByteArray &pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0 && pair.first(equals).trimmed() == name) {
            const QByteArray value = pair.sliced(equals + 1).trimmed();
            return isSecretText(value) ? std::optional(value) : std::nullopt;
        }
    }
    return std::nullopt;
}

QByteArray Cookie::make(const QByteArray &secret, std::chrono::seconds lasts, bool isSecure)
{
    return cookieOf(secret, lasts.count(), isSecure);
}

QByteArray Cookie::remove(bool isSecure)
{
    return cookieOf({}, 0, isSecure);
}

} // namespace rollcall::access
