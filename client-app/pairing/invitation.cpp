#include "pairing/invitation.h"

#include "pairing/link.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Pairing)
};

constexpr int usualPort = 8443;

std::expected<QUrl, QString> serverUrl(const QString &server)
{
    const QString written = server.trimmed();
    const bool hasScheme = written.contains(u"://"_s);
    QUrl url(hasScheme ? written : QString(u"https://"_s + written), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return std::unexpected(Words::tr("\u201c%1\u201d is not the address of a server. Write for example 192.0.2.7:8443 or https://camera-server.example:8443.").arg(server));
    if (url.scheme() == u"ws" || url.scheme() == u"wss")
        url.setScheme(url.scheme() == u"ws" ? u"http"_s : u"https"_s);
    if (url.scheme() != u"http" && url.scheme() != u"https")
        return std::unexpected(Words::tr("\u201c%1\u201d is not the address of a server: it begins with neither https:// nor http://.").arg(server));
    if (!hasScheme && url.port() < 0)
        url.setPort(usualPort);
    url.setPath({});
    url.setQuery(QString());
    url.setFragment({});
    return url;
}

} // namespace

std::expected<Invitation, QString> parseInvitation(const QString &linkOrCode, const QString &server)
{
    if (Link::looksLikeOne(linkOrCode)) {
        const auto link = Link::parse(linkOrCode);
        if (!link)
            return std::unexpected(link.error());
        QUrl url;
        url.setScheme(link->fingerprint.isEmpty() ? u"http"_s : u"https"_s);
        url.setHost(link->host);
        url.setPort(link->port);
        return Invitation{.server = url, .code = link->code, .fingerprint = link->fingerprint};
    }
    const auto code = PairingCode::parse(linkOrCode);
    if (!code)
        return std::unexpected(code.error());
    if (server.trimmed().isEmpty())
        return std::unexpected(Words::tr("A code alone does not say where the server is. Give its address too, or paste the whole link."));
    const auto url = serverUrl(server);
    if (!url)
        return std::unexpected(url.error());
    return Invitation{.server = *url, .code = *code, .fingerprint = {}};
}

} // namespace rollcall::pairing
