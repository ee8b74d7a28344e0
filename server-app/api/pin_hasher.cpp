#include "api/pin_hasher.h"

#include <QString>

#include <sodium.h>

#include <algorithm>
#include <array>

namespace rollcall::api {

namespace {

std::optional<std::string> makeHash(const QByteArray &pin)
{
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const int failed = crypto_pwhash_str_alg(text.data(), pin.constData(), static_cast<unsigned long long>(pin.size()), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                             crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0)
        return std::nullopt;
    return std::string(text.data());
}

std::optional<bool> compare(const std::optional<std::string> &hash, const QByteArray &pin)
{
    if (hash)
        return crypto_pwhash_str_verify(hash->c_str(), pin.constData(), static_cast<unsigned long long>(pin.size())) == 0;
    if (!makeHash(pin))
        return std::nullopt;
    return false;
}

} // namespace

bool isPin(const QString &text)
{
    return text.size() >= PinRules::fewestDigits && text.size() <= PinRules::mostDigits
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

PinHasher::PinHasher(QObject *parent)
    : QObject(parent)
    , m_worker(waiting)
{
    if (sodium_init() < 0)
        qFatal("libsodium cannot be initialised: the system has no randomness.");
}

// What the worker has posted dies with this object.
PinHasher::~PinHasher()
{
    m_worker.stop();
}

void PinHasher::hash(const QByteArray &pin, std::function<void(std::optional<std::string>)> done)
{
    const bool taken = m_worker.push([this, pin, done] {
        QMetaObject::invokeMethod(this, [done, result = makeHash(pin)] { done(result); }, Qt::QueuedConnection);
    });
    if (!taken)
        QMetaObject::invokeMethod(this, [done] { done(std::nullopt); }, Qt::QueuedConnection);
}

void PinHasher::verify(const std::optional<std::string> &hash, const QByteArray &pin, std::function<void(std::optional<bool>)> done)
{
    const bool taken = m_worker.push([this, hash, pin, done] {
        const std::optional<bool> right = compare(hash, pin);
        QMetaObject::invokeMethod(this, [done, right] { done(right); }, Qt::QueuedConnection);
    });
    if (!taken)
        QMetaObject::invokeMethod(this, [done] { done(std::nullopt); }, Qt::QueuedConnection);
}

} // namespace rollcall::api
