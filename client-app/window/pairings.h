#pragma once

#include <QObject>

#include "pairing/pairing_book.h"
#include "pairing/pairing_client.h"

#include <QUrl>

#include <memory>
#include <optional>

namespace rollcall::window {

// The servers that this machine is paired with, one camera each, with their tokens in memory once the key store gave them. GUI thread.
class Pairings : public QObject {
    Q_OBJECT

public:
    Pairings(const QString &folder, pairing::KeyStore keyStore, QObject *parent = nullptr);

    // The pairing as this camera with this server (of signaling).
    [[nodiscard]] std::optional<pairing::PairedCamera> find(const QUrl &server, const QString &cameraId) const;
    // The cameras that may stream to this server; empty where it lets this machine in without a code.
    [[nodiscard]] QStringList cameraIds(const QUrl &server) const;
    // Why what was remembered, or its tokens, could not be read; a sentence, empty where it could.
    [[nodiscard]] const QString &problem() const { return m_problem; }

    // `paired` or `failed` follows. A new attempt gives up an older one.
    void pair(const QString &linkOrCode, const QString &server);

Q_SIGNALS:
    void changed();  // a token is there
    // As host:port, and the name that the server gave the camera.
    void paired(const QString &server, const QString &cameraId);
    void failed(const QString &sentence);
    // A key store that was asked at the beginning answered late, or not as it should.
    void tokenMissing(const QString &sentence);

private:
    void take(const pairing::PairedCamera &camera);
    void complain(const QString &sentence);
    void keep(const pairing::PairedCamera &camera);

    pairing::PairingBook m_book;
    QString m_problem;
    bool m_isListenedTo = false;
    QList<pairing::PairedCamera> m_cameras;  // with tokens
    std::unique_ptr<pairing::PairingClient> m_client;
};

} // namespace rollcall::window
