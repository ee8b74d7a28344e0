#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt
#include <QJsonObject>
#include <QNetworkAccessManager>

#include "pairing/invitation.h"
#include "pairing/paired_camera.h"
#include "pairing/pairing_error.h"
#include "pairing/spake2.h"

#include <memory>

class QNetworkReply;

namespace rollcall::pairing {

// Trades a one-time code for a token, once (docs/protocol.md, "Pairing"). The code never leaves this machine, and the server has to
// prove that it knows it before anything is believed: that is how a self-signed certificate becomes a known one. Lives on a thread
// with an event loop, never blocks; may be destroyed at any time, which gives up.
class PairingClient : public QObject {
    Q_OBJECT

public:
    explicit PairingClient(Invitation invitation, QObject *parent = nullptr);
    ~PairingClient() override;

    // Exactly one of the signals follows, from the event loop. Once.
    void start();

    static constexpr std::chrono::milliseconds patience{15'000};  // for each of the two requests

Q_SIGNALS:
    void paired(const rollcall::pairing::PairedCamera &camera);
    void failed(const rollcall::pairing::PairingError &error);

private:
    using Next = void (PairingClient::*)(const QJsonObject &answer, const QByteArray &certificate);
    void post(const QString &path, const QJsonObject &body, int success, Next next);
    void finished(QNetworkReply *reply, int success, Next next);
    void opened(const QJsonObject &answer, const QByteArray &certificate);
    void closed(const QJsonObject &answer, const QByteArray &certificate);
    void fail(PairingError::Code code, const QString &text);
    [[nodiscard]] QString serverName() const;
    [[nodiscard]] PairingError networkError(const QNetworkReply &reply) const;

    const Invitation m_invitation;
    const Spake2 m_exchange;
    QNetworkAccessManager m_network;
    QByteArray m_certificate;  // fingerprint of what the server showed
    QByteArray m_key;
    bool m_isVouchedFor = true;  // by the system's authorities
};

} // namespace rollcall::pairing
