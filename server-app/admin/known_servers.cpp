#include "admin/known_servers.h"

#include "pairing/fingerprint.h"

#include <QCoreApplication>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int usualPort = 8443;

struct Servers {
    Q_DECLARE_TR_FUNCTIONS(Servers)
};

} // namespace

KnownServers::KnownServers(pairing::KeyStore keyStore, const QString &folder)
    : m_secrets(pairing::secretKeeper(keyStore, folder))
{
}

QString KnownServers::usualFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/rollcall-admin"_s;
}

QString KnownServers::keyOf(const QUrl &server)
{
    return u"admin@"_s + server.host() + u':' + QString::number(server.port(443));
}

signaling::ServerTrust KnownServers::trustIn(const QUrl &server) const
{
    const auto known = pairing::parseFingerprint(QSettings().value(u"servers/"_s + keyOf(server)).toString());
    return {.fingerprint = known.value_or(QByteArray()), .orAuthorities = true};
}

void KnownServers::trust(const QUrl &server, const QByteArray &fingerprint)
{
    QSettings().setValue(u"servers/"_s + keyOf(server), pairing::fingerprintText(fingerprint));
}

void KnownServers::readToken(const QUrl &server, pairing::SecretStore::Read done)
{
    m_secrets.read(keyOf(server), std::move(done));
}

void KnownServers::keepToken(const QUrl &server, const QString &token, pairing::SecretKeeper::Kept done)
{
    m_secrets.write(keyOf(server), token, std::move(done));
}

void KnownServers::forgetToken(const QUrl &server, pairing::SecretStore::Done done)
{
    m_secrets.remove(keyOf(server), std::move(done));
}

std::expected<QUrl, QString> parseServer(const QString &text)
{
    const QString written = text.trimmed();
    const bool hasScheme = written.contains(u"://"_s);
    QUrl url(hasScheme ? written : QString(u"https://"_s + written), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return std::unexpected(Servers::tr("“%1” is not the address of a server. Write for example 192.0.2.7:8443 or https://rollcall.example:8443.").arg(text));
    if (url.scheme() == u"ws" || url.scheme() == u"wss")
        url.setScheme(url.scheme() == u"ws" ? u"http"_s : u"https"_s);
    if (url.scheme() != u"http" && url.scheme() != u"https")
        return std::unexpected(Servers::tr("“%1” is not the address of a server: it begins with neither https:// nor http://.").arg(text));
    if (!hasScheme && url.port() < 0)
        url.setPort(usualPort);
    url.setPath({});
    url.setQuery(QString());
    url.setFragment({});
    return url;
}

} // namespace rollcall::admin
