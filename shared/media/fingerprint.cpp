#include "media/fingerprint.h"

#include <QCryptographicHash>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace rollcall::media {

namespace {

std::optional<QCryptographicHash::Algorithm> trusted(const QString &algorithm)
{
    if (algorithm == u"sha-256")
        return QCryptographicHash::Sha256;
    if (algorithm == u"sha-384")
        return QCryptographicHash::Sha384;
    if (algorithm == u"sha-512")
        return QCryptographicHash::Sha512;
    return std::nullopt;
}

std::optional<Fingerprint> parseFingerprint(QStringView line)
{
    constexpr QStringView prefix = u"a=fingerprint:";
    if (!line.startsWith(prefix, Qt::CaseInsensitive))
        return std::nullopt;
    const auto parts = line.mid(prefix.size()).trimmed().split(u' ', Qt::SkipEmptyParts);
    if (parts.size() != 2)
        return std::nullopt;
    const QByteArray hex = parts[1].toLatin1().replace(':', "");
    const QByteArray digest = QByteArray::fromHex(hex);
    if (digest.isEmpty() || digest.toHex() != hex.toLower())
        return std::nullopt;
    return Fingerprint{parts[0].toString().toLower(), digest};
}

QByteArray derOf(const QByteArray &pem)
{
    constexpr QByteArrayView begin = "-----BEGIN CERTIFICATE-----";
    const qsizetype start = pem.indexOf(begin);
    const qsizetype end = pem.indexOf("-----END CERTIFICATE-----", start);
    if (start < 0 || end < 0)
        return {};
    return QByteArray::fromBase64(pem.mid(start + begin.size(), end - start - begin.size()));
}

} // namespace

QList<Fingerprint> fingerprintsOf(const QString &sdp)
{
    QList<Fingerprint> found;
    for (const QStringView line : QStringView(sdp).split(u'\n')) {
        if (const auto fingerprint = parseFingerprint(line.trimmed()))
            found.append(*fingerprint);
    }
    return found;
}

bool certificateMatches(const QByteArray &certificatePem, const QList<Fingerprint> &fingerprints)
{
    const QByteArray der = derOf(certificatePem);
    if (der.isEmpty())
        return false;
    qsizetype strongest = 0;
    for (const Fingerprint &fingerprint : fingerprints) {
        if (trusted(fingerprint.algorithm))
            strongest = std::max(strongest, fingerprint.digest.size());
    }
    return std::ranges::any_of(fingerprints, [&](const Fingerprint &fingerprint) {
        const auto algorithm = trusted(fingerprint.algorithm);
        return algorithm && fingerprint.digest.size() == strongest
            && QCryptographicHash::hash(der, *algorithm) == fingerprint.digest;
    });
}

} // namespace rollcall::media
