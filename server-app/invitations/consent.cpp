#include "invitations/consent.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QStringDecoder>

namespace rollcall::invitations {

using namespace Qt::StringLiterals;

namespace {

QString versionOf(const QJsonObject &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(QJsonDocument(text).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256).toHex().first(12));
}

} // namespace

Consent builtInConsent()
{
    const QJsonObject text{
        {u"en"_s, u"I agree that my photos are kept here and compared with the pictures of this site's cameras, to note when I come and go. I may withdraw this at any time; my photos and what was made of them are "
                  "then erased. I am the person in the photos."_s},
        {u"de"_s, u"Ich bin einverstanden, dass meine Fotos hier gespeichert und mit den Bildern der Kameras an diesem Ort verglichen werden, um festzuhalten, wann ich komme und gehe. Ich kann das jederzeit "
                  "widerrufen; meine Fotos und was daraus gemacht wurde, werden dann gelöscht. Ich bin die Person auf den Fotos."_s},
        {u"fr"_s, u"J’accepte que mes photos soient conservées ici et comparées aux images des caméras de ce site, afin de noter quand j’arrive et quand je pars. Je peux retirer cet accord à tout moment ; mes photos "
                  "et ce qui en a été tiré sont alors effacés. Je suis la personne sur les photos."_s}};
    return {.version = versionOf(text), .text = text};
}

std::expected<Consent, QString> readConsent(const std::filesystem::path &file)
{
    const QString name = QString::fromStdString(file.string());
    QFile opened(name);
    if (!opened.open(QIODevice::ReadOnly))
        return std::unexpected(u"consent-file: %1 cannot be read (%2)."_s.arg(name, opened.errorString()));
    const QByteArray bytes = opened.read(consentBytes + 1);
    if (bytes.size() > consentBytes)
        return std::unexpected(u"consent-file: %1 is longer than %2 KiB."_s.arg(name).arg(consentBytes / 1024));
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString words = QString(decode(bytes)).trimmed();
    if (decode.hasError() || words.isEmpty())
        return std::unexpected(u"consent-file: %1 is not a text in UTF-8 with something in it."_s.arg(name));
    const QJsonObject text{{u"en"_s, words}, {u"de"_s, words}, {u"fr"_s, words}};
    return Consent{.version = versionOf(text), .text = text};
}

} // namespace rollcall::invitations
