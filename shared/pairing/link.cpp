#include "pairing/link.h"

#include "pairing/fingerprint.h"

#include <QCoreApplication>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Pairing)
};

constexpr qsizetype longestLink = 2048;  // a QR code holds less

std::unexpected<QString> notOurs(const QString &why)
{
    return std::unexpected(Words::tr("This is not a pairing link of Rollcall: %1. Copy it once more as a whole, or type the code.").arg(why));
}

} // namespace

bool Link::looksLikeOne(const QString &text)
{
    return text.trimmed().startsWith(u"rollcall:"_s, Qt::CaseInsensitive);
}

QString Link::toText() const
{
    QUrl url;
    url.setScheme(u"rollcall"_s);
    url.setHost(host);
    url.setPort(port);
    url.setPath(u"/pair"_s);
    QUrlQuery query;
    query.addQueryItem(u"code"_s, code.text());
    if (!fingerprint.isEmpty())
        query.addQueryItem(u"fingerprint"_s, fingerprintText(fingerprint));
    url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

std::expected<Link, QString> Link::parse(const QString &text)
{
    if (text.size() > longestLink)
        return notOurs(Words::tr("it is too long"));
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != u"rollcall")
        return notOurs(Words::tr("it does not have the form rollcall://host:port/pair?code=…"));
    if (url.host().isEmpty() || url.port() <= 0 || !url.userInfo().isEmpty() || url.path() != u"/pair")
        return notOurs(Words::tr("it does not name a server as host:port"));
    const QUrlQuery query(url);
    const auto code = PairingCode::parse(query.queryItemValue(u"code"_s, QUrl::FullyDecoded));
    if (!code)
        return notOurs(Words::tr("its code is not whole"));
    Link link{.host = url.host(), .port = quint16(url.port()), .code = *code};
    if (query.hasQueryItem(u"fingerprint"_s)) {
        const auto fingerprint = parseFingerprint(query.queryItemValue(u"fingerprint"_s, QUrl::FullyDecoded));
        if (!fingerprint)
            return notOurs(Words::tr("its fingerprint is not whole"));
        link.fingerprint = *fingerprint;
    }
    return link;
}

} // namespace rollcall::pairing
