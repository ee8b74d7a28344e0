#include "net/tls_identity.h"

#include "net/self_signed.h"

#include <QDateTime>
#include <QFile>
#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkInterface>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace rollcall::net {

namespace {

QString pathText(const std::filesystem::path &path)
{
    return QString::fromStdString(path.string());
}

std::expected<QByteArray, QString> contents(const std::filesystem::path &path)
{
    QFile file(pathText(path));
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(u"%1 cannot be read: %2."_s.arg(pathText(path), file.errorString()));
    return file.readAll();
}

QSslKey keyOf(const QByteArray &pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa}) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull())
            return key;
    }
    return {};
}

std::expected<void, QString> checkTimes(const QSslCertificate &certificate, const QString &path)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto day = [](const QDateTime &time) { return time.toUTC().toString(u"yyyy-MM-dd hh:mm"_s); };
    if (certificate.expiryDate() < now)
        return std::unexpected(u"The certificate in %1 expired at %2 UTC. Renew it."_s.arg(path, day(certificate.expiryDate())));
    if (certificate.effectiveDate() > now)
        return std::unexpected(u"The certificate in %1 is not valid before %2 UTC. Look at this machine's clock."_s.arg(path, day(certificate.effectiveDate())));
    return {};
}

std::expected<void, QString> keep(const std::filesystem::path &path, const QByteArray &bytes)
{
    QSaveFile file(pathText(path));
    const bool kept = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(bytes) == bytes.size() && file.flush() && file.commit();
    if (!kept)
        return std::unexpected(u"%1 cannot be written: %2."_s.arg(pathText(path), file.errorString()));
    return {};
}

// What people type to reach this machine.
QStringList namesOfThisMachine()
{
    QStringList names{u"localhost"_s, u"127.0.0.1"_s, u"::1"_s};
    const QString host = QHostInfo::localHostName();
    if (!host.isEmpty() && QHostAddress(host).isNull() && host.size() <= 63)
        names.append(host);
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback() && !address.isLinkLocal())
            names.append(address.toString());
    }
    names.removeDuplicates();
    return names;
}

} // namespace

QByteArray TlsIdentity::fingerprint() const
{
    return chain.isEmpty() ? QByteArray() : chain.first().digest(QCryptographicHash::Sha256);
}

QSslConfiguration TlsIdentity::configuration() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);  // cameras have tokens, not certificates
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return configuration;
}

std::expected<TlsIdentity, QString> readTlsIdentity(const std::filesystem::path &certificate, const std::filesystem::path &key)
{
    const auto certificatePem = contents(certificate);
    if (!certificatePem)
        return std::unexpected(certificatePem.error());
    const auto keyPem = contents(key);
    if (!keyPem)
        return std::unexpected(keyPem.error());
    TlsIdentity identity{.chain = QSslCertificate::fromData(*certificatePem, QSsl::Pem), .key = keyOf(*keyPem)};
    if (identity.chain.isEmpty())
        return std::unexpected(u"%1 holds no certificate in PEM form (\u201cBEGIN CERTIFICATE\u201d)."_s.arg(pathText(certificate)));
    switch (matchKey(identity.chain.first().toDer(), *keyPem)) {
    case KeyMatch::Unreadable:
        return std::unexpected(u"%1 holds no private key in PEM form that can be used without a passphrase."_s.arg(pathText(key)));
    case KeyMatch::OtherKey:
        return std::unexpected(u"The key in %1 is not that of the certificate in %2, the first one there. Give the two that belong together."_s.arg(pathText(key), pathText(certificate)));
    case KeyMatch::Matches:
        break;
    }
    if (identity.key.isNull())
        return std::unexpected(u"The key in %1 is neither an RSA nor an EC key."_s.arg(pathText(key)));
    if (const auto valid = checkTimes(identity.chain.first(), pathText(certificate)); !valid)
        return std::unexpected(valid.error());
    return identity;
}

std::expected<TlsIdentity, QString> ownTlsIdentity(const std::filesystem::path &folder)
{
    const std::filesystem::path certificate = folder / "tls-certificate.pem";
    const std::filesystem::path key = folder / "tls-key.pem";
    std::error_code ignored;
    // Both or neither: one alone is not replaced, since paired cameras would not know the server any more.
    if (!std::filesystem::exists(certificate, ignored) && !std::filesystem::exists(key, ignored)) {
        const auto made = makeSelfSigned(namesOfThisMachine());
        if (!made)
            return std::unexpected(u"A certificate for TLS could not be made; OpenSSL failed."_s);
        if (const auto kept = keep(key, made->key); !kept)
            return std::unexpected(kept.error());
        if (const auto kept = keep(certificate, made->certificate); !kept)
            return std::unexpected(kept.error());
    }
    auto identity = readTlsIdentity(certificate, key);
    if (!identity)
        return std::unexpected(identity.error() + u" This is the server's own certificate; bring it back from a backup, or delete both files: a new one is made then, and cameras pair anew."_s);
    return identity;
}

} // namespace rollcall::net
