#include "net/self_signed.h"

#include <QHostAddress>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

namespace rollcall::net {

namespace {

constexpr long validSeconds = 20L * 365 * 24 * 3600;
constexpr long clockSlack = 24 * 3600;  // a camera's clock may be behind

template <auto release>
struct Release {
    template <typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Memory = std::unique_ptr<BIO, Release<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>>;

QByteArray contents(BIO *memory)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return QByteArray(data, qsizetype(size));
}

bool extend(X509 *certificate, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

QByteArray alternativeNames(const QStringList &names)
{
    QByteArrayList entries;
    for (const QString &name : names)
        entries.append((QHostAddress(name).isNull() ? "DNS:" : "IP:") + name.toLatin1());
    return entries.join(',');
}

bool fill(X509 *certificate, EVP_PKEY *key, const QStringList &names)
{
    unsigned char serial[16];
    if (RAND_bytes(serial, sizeof serial) != 1)
        return false;
    serial[0] &= 0x7f;  // positive (RFC 5280 §4.1.2.2)
    const std::unique_ptr<BIGNUM, Release<BN_free>> number(BN_bin2bn(serial, sizeof serial, nullptr));
    X509_NAME *subject = X509_get_subject_name(certificate);
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) && X509_set_version(certificate, 2) == 1
        && X509_gmtime_adj(X509_getm_notBefore(certificate), -clockSlack) && X509_gmtime_adj(X509_getm_notAfter(certificate), validSeconds)
        && X509_set_pubkey(certificate, key) == 1
        && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("Rollcall server"), -1, -1, 0) == 1
        && X509_set_issuer_name(certificate, subject) == 1 && extend(certificate, NID_basic_constraints, "critical,CA:FALSE")
        && extend(certificate, NID_key_usage, "critical,digitalSignature") && extend(certificate, NID_ext_key_usage, "serverAuth")
        && extend(certificate, NID_subject_alt_name, alternativeNames(names)) && X509_sign(certificate, key, EVP_sha256()) != 0;
}

} // namespace

std::optional<PemPair> makeSelfSigned(const QStringList &names)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    if (!key || !certificate || !fill(certificate.get(), key.get(), names))
        return std::nullopt;
    const Memory certificatePem(BIO_new(BIO_s_mem()));
    const Memory keyPem(BIO_new(BIO_s_secmem()));
    if (PEM_write_bio_X509(certificatePem.get(), certificate.get()) != 1
        || PEM_write_bio_PrivateKey(keyPem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return std::nullopt;
    return PemPair{contents(certificatePem.get()), contents(keyPem.get())};
}

KeyMatch matchKey(const QByteArray &certificateDer, const QByteArray &keyPem)
{
    const auto *der = reinterpret_cast<const unsigned char *>(certificateDer.constData());
    const Certificate certificate(d2i_X509(nullptr, &der, certificateDer.size()));
    const Memory pem(BIO_new_mem_buf(keyPem.constData(), int(keyPem.size())));
    // No passphrase is known, and nobody is at the terminal.
    const Key key(PEM_read_bio_PrivateKey(pem.get(), nullptr, [](char *, int, int, void *) { return 0; }, nullptr));
    if (!certificate || !key)
        return KeyMatch::Unreadable;
    return X509_check_private_key(certificate.get(), key.get()) == 1 ? KeyMatch::Matches : KeyMatch::OtherKey;
}

} // namespace rollcall::net
