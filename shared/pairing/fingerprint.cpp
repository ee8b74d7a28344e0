#include "pairing/fingerprint.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

QString fingerprintText(const QByteArray &fingerprint)
{
    return u"sha256:"_s + QString::fromLatin1(fingerprint.toHex());
}

std::optional<QByteArray> parseFingerprint(const QString &text)
{
    if (!text.startsWith(u"sha256:"_s, Qt::CaseInsensitive))
        return std::nullopt;
    const QByteArray digits = text.sliced(7).remove(u':').toLatin1();
    const bool areHex = std::all_of(digits.begin(), digits.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
    if (!areHex || digits.size() != 2 * fingerprintBytes)
        return std::nullopt;
    return QByteArray::fromHex(digits);
}

} // namespace rollcall::pairing
