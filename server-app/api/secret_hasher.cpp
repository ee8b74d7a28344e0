#include "api/secret_hasher.h"

#include <sodium.h>

#include <array>

namespace rollcall::api {

namespace {

std::optional<bool> compare(const std::optional<std::string> &hash, const QByteArray &secret)
{
    if (hash)
        return crypto_pwhash_str_verify(hash->c_str(), secret.constData(), static_cast<unsigned long long>(secret.size())) == 0;
    if (!hashSecret(secret))
        return std::nullopt;
    return false;
}

} // namespace

std::optional<std::string> hashSecret(const QByteArray &secret)
{
    if (sodium_init() < 0)
        qFatal("libsodium cannot be initialised: the system has no randomness.");
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const int failed = crypto_pwhash_str_alg(text.data(), secret.constData(), static_cast<unsigned long long>(secret.size()), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                             crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0)
        return std::nullopt;
    return std::string(text.data());
}

SecretHasher::SecretHasher(QObject *parent)
    : QObject(parent)
    , m_worker(waiting)
{
    if (sodium_init() < 0)
        qFatal("libsodium cannot be initialised: the system has no randomness.");
}

// What the worker has posted dies with this object.
SecretHasher::~SecretHasher()
{
    m_worker.stop();
}

void SecretHasher::hash(const QByteArray &secret, std::function<void(std::optional<std::string>)> done)
{
    const bool taken = m_worker.push([this, secret, done] {
        QMetaObject::invokeMethod(this, [done, result = hashSecret(secret)] { done(result); }, Qt::QueuedConnection);
    });
    if (!taken)
        QMetaObject::invokeMethod(this, [done] { done(std::nullopt); }, Qt::QueuedConnection);
}

void SecretHasher::verify(const std::optional<std::string> &hash, const QByteArray &secret, std::function<void(std::optional<bool>)> done)
{
    const bool taken = m_worker.push([this, hash, secret, done] {
        const std::optional<bool> right = compare(hash, secret);
        QMetaObject::invokeMethod(this, [done, right] { done(right); }, Qt::QueuedConnection);
    });
    if (!taken)
        QMetaObject::invokeMethod(this, [done] { done(std::nullopt); }, Qt::QueuedConnection);
}

} // namespace rollcall::api
