#include "invitations/invitation_code.h"

#include "store/hashing.h"

#include <QByteArray>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace rollcall::invitations {

QString newCode()
{
    std::array<quint32, codeBytes / sizeof(quint32)> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    const QByteArray bytes(reinterpret_cast<const char *>(words.data()), codeBytes);
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::string hashOf(const QString &code)
{
    const auto isOfCode = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_'; };
    if (code.size() != codeCharacters || !std::all_of(code.begin(), code.end(), isOfCode))
        return {};
    return store::sha256Hex(code.toStdString());
}

} // namespace rollcall::invitations
