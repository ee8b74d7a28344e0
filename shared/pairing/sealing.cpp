#include "pairing/sealing.h"

#include <QMessageAuthenticationCode>

#include <openssl/evp.h>

#include <array>
#include <memory>

namespace rollcall::pairing {

namespace {

constexpr int tagBytes = 16;
constexpr qsizetype keyBytes = 32;
constexpr std::array<unsigned char, 12> zeroNonce{};

struct FreeCipher {
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

const unsigned char *bytesOf(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

} // namespace

QByteArray hkdf(const QByteArray &key, const QByteArray &info)
{
    const QByteArray extracted = QMessageAuthenticationCode::hash(key, QByteArray(32, '\0'), QCryptographicHash::Sha256);
    QByteArray block = info;
    block.append('\x01');
    return QMessageAuthenticationCode::hash(block, extracted, QCryptographicHash::Sha256);
}

QByteArray seal(const QByteArray &plain, const QByteArray &key32)
{
    Q_ASSERT(key32.size() == keyBytes);
    const Cipher cipher(EVP_CIPHER_CTX_new());
    QByteArray sealed(plain.size() + tagBytes, '\0');
    auto *out = reinterpret_cast<unsigned char *>(sealed.data());
    int written = 0;
    int rest = 0;
    const bool done = EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(key32), zeroNonce.data()) == 1
        && EVP_EncryptUpdate(cipher.get(), out, &written, bytesOf(plain), int(plain.size())) == 1
        && EVP_EncryptFinal_ex(cipher.get(), out + written, &rest) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tagBytes, out + plain.size()) == 1;
    if (!done)
        qFatal("OpenSSL could not encrypt.");
    return sealed;
}

std::optional<QByteArray> unseal(const QByteArray &sealed, const QByteArray &key32)
{
    if (sealed.size() < tagBytes || key32.size() != keyBytes)
        return std::nullopt;
    const Cipher cipher(EVP_CIPHER_CTX_new());
    QByteArray tag = sealed.last(tagBytes);
    QByteArray plain(sealed.size() - tagBytes, '\0');
    auto *out = reinterpret_cast<unsigned char *>(plain.data());
    int written = 0;
    int rest = 0;
    const bool sound = EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(key32), zeroNonce.data()) == 1
        && EVP_DecryptUpdate(cipher.get(), out, &written, bytesOf(sealed), int(plain.size())) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tagBytes, tag.data()) == 1
        && EVP_DecryptFinal_ex(cipher.get(), out + written, &rest) == 1;
    if (!sound)
        return std::nullopt;
    return plain;
}

} // namespace rollcall::pairing
