#include "signaling/signaling_url.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rollcall::signaling {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Signaling)
};

constexpr int rollcallPort = 8443;

std::unexpected<QString> unusable(const QString &server, const QString &why)
{
    return std::unexpected(
        Words::tr("\"%1\" is not the address of a server: %2. Write for example 192.0.2.7:8443.").arg(server, why));
}

// ws or wss for the schemes that stand for them; empty for others.
QString socketScheme(const QString &scheme)
{
    if (scheme == u"ws" || scheme == u"http")
        return u"ws"_s;
    if (scheme == u"wss" || scheme == u"https")
        return u"wss"_s;
    return {};
}

} // namespace

std::expected<QUrl, QString> signalingUrl(const QString &server)
{
    const bool hasScheme = server.contains(u"://");
    QUrl url{hasScheme ? server : u"ws://"_s + server, QUrl::StrictMode};
    if (!url.isValid())
        return unusable(server, url.errorString());
    if (url.host().isEmpty())
        return unusable(server, Words::tr("it names no host"));
    if (!url.userInfo().isEmpty() || url.hasFragment())
        return unusable(
            url.toDisplayString(), Words::tr("user names and fragments have no place in it")); // without the password
    const QString scheme = socketScheme(url.scheme());
    if (scheme.isEmpty())
        return unusable(server, Words::tr("%1: is none of ws, wss, http and https").arg(url.scheme()));
    url.setScheme(scheme);
    if (!hasScheme && url.port() < 0)
        url.setPort(rollcallPort);
    if (url.path().isEmpty() || url.path() == u"/")
        url.setPath(u"/ws"_s);
    return url;
}

int defaultPort(const QUrl &url)
{
    return url.scheme() == u"wss" ? 443 : 80;
}

} // namespace rollcall::signaling
