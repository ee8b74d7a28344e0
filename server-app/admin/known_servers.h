#pragma once

#include "pairing/secret_keeper.h"
#include "signaling/server_trust.h"

#include <QUrl>

namespace rollcall::admin {

// The servers that this machine has met: their certificates in the settings, tokens where secrets belong. GUI thread.
class KnownServers {
public:
    // `folder`: for tokens where the system has no key store.
    KnownServers(pairing::KeyStore keyStore, const QString &folder);

    [[nodiscard]] signaling::ServerTrust trustIn(const QUrl &server) const;
    void trust(const QUrl &server, const QByteArray &fingerprint);

    void readToken(const QUrl &server, pairing::SecretStore::Read done);
    // `done` hears where it lies, in words.
    void keepToken(const QUrl &server, const QString &token, pairing::SecretKeeper::Kept done);
    void forgetToken(const QUrl &server, pairing::SecretStore::Done done);

    // Folder by default: rollcall in the user's folder of settings.
    [[nodiscard]] static QString usualFolder();

private:
    [[nodiscard]] static QString keyOf(const QUrl &server);

    pairing::SecretKeeper m_secrets;
};

// "host", "host:port" or an address with its scheme (wss:// is https:// here); the error is a sentence.
[[nodiscard]] std::expected<QUrl, QString> parseServer(const QString &text);

} // namespace rollcall::admin
