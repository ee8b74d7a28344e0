#include "pairing/pairing_client.h"

#include "pairing/exchange.h"
#include "pairing/sealing.h"
#include "protocol/fields.h"
#include "protocol/text_rules.h"

#include <QJsonDocument>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

namespace {

using Code = PairingError::Code;

constexpr qint64 answerBytes = 64 * 1024;

std::optional<QByteArray> bytesOf(const QJsonObject &answer, const QString &key)
{
    const auto read = QByteArray::fromBase64Encoding(answer.value(key).toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return read ? std::optional(read.decoded) : std::nullopt;
}

QString base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

} // namespace

PairingClient::PairingClient(Invitation invitation, QObject *parent)
    : QObject(parent)
    , m_invitation(std::move(invitation))
    , m_exchange(Spake2::Role::A, exchangePassword(m_invitation.code), exchangeNames())
{
}

PairingClient::~PairingClient() = default;

void PairingClient::start()
{
    post(u"/api/v1/pairing"_s, {{u"version"_s, exchangeVersion}, {u"plate"_s, m_invitation.code.plate()}, {u"share"_s, base64(m_exchange.share())}}, 201, &PairingClient::opened);
}

void PairingClient::post(const QString &path, const QJsonObject &body, int success, Next next)
{
    QNetworkRequest request(m_invitation.server.resolved(QUrl(path)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(int(patience.count()));
    QNetworkReply *reply = m_network.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact));
    // Who the server is, the code will tell; nothing that is worth anything goes out before.
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply] {
        m_isVouchedFor = false;
        reply->ignoreSslErrors();
    });
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received) {
        if (received > answerBytes)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, success, next] { finished(reply, success, next); });
}

void PairingClient::finished(QNetworkReply *reply, int success, Next next)
{
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        Q_EMIT failed(networkError(*reply));
        return;
    }
    const QSslCertificate certificate = reply->sslConfiguration().peerCertificate();
    const QByteArray fingerprint = certificate.isNull() ? QByteArray() : certificate.digest(QCryptographicHash::Sha256);
    if (!m_invitation.fingerprint.isEmpty() && fingerprint != m_invitation.fingerprint)
        return fail(Code::CertificateChanged, tr("The certificate of %1 is not the one that the link names. Take a new link from the server; if that does not help, somebody is in between.").arg(serverName()));
    const QJsonObject answer = QJsonDocument::fromJson(reply->readAll()).object();
    if (status != success) {
        Q_EMIT failed(errorOf(status, answer, serverName()));
        return;
    }
    (this->*next)(answer, fingerprint);
}

void PairingClient::opened(const QJsonObject &answer, const QByteArray &certificate)
{
    const auto share = bytesOf(answer, u"share"_s);
    const auto confirmation = bytesOf(answer, u"confirmation"_s);
    const QString exchange = answer.value("exchange"_L1).toString();
    if (!share || !confirmation || protocol::check(exchange, protocol::identifier) != protocol::Verdict::Good)
        return fail(Code::NotRollcall, tr("%1 answers, but not as a Rollcall server does. Check the address.").arg(serverName()));
    const auto keys = m_exchange.finish(*share, certificate);
    if (!keys || !sameBytes(*confirmation, keys->theirs)) {
        const int left = answer.value("triesLeft"_L1).toInt();
        const QString tries = left > 0 ? tr("The server takes it %1 more times.").arg(left) : tr("The server takes it no more: make another one there.");
        return fail(Code::WrongCode, tr("This is not the code that the server made. Compare it with what the server shows. %1 If the code is right, somebody is between this machine and the server.").arg(tries));
    }
    m_certificate = certificate;
    m_key = tokenKey(keys->shared);
    post(u"/api/v1/pairing/"_s + exchange, {{u"confirmation"_s, base64(keys->ours)}}, 200, &PairingClient::closed);
}

void PairingClient::closed(const QJsonObject &answer, const QByteArray &)
{
    const QString camera = answer.value("camera"_L1).toString();
    const auto sealed = bytesOf(answer, u"token"_s);
    const auto token = sealed ? unseal(*sealed, m_key) : std::nullopt;
    if (!token || token->isEmpty() || protocol::check(camera, protocol::identifier) != protocol::Verdict::Good)
        return fail(Code::Failed, tr("What %1 gave cannot be used: it was altered on its way. Make another code and try again.").arg(serverName()));
    PairedCamera paired{.server = m_invitation.server, .camera = protocol::CameraId(camera), .trust = {.fingerprint = m_certificate}, .paired = QDateTime::currentDateTimeUtc(), .token = QString::fromLatin1(*token)};
    paired.trust.orAuthorities = !m_certificate.isEmpty() && m_isVouchedFor;
    paired.server.setScheme(m_certificate.isEmpty() ? u"ws"_s : u"wss"_s);
    paired.server.setPort(m_invitation.server.port(m_certificate.isEmpty() ? 80 : 443));
    paired.server.setPath(u"/ws"_s);
    Q_EMIT this->paired(paired);
}

void PairingClient::fail(PairingError::Code code, const QString &text)
{
    Q_EMIT failed({code, text});
}

QString PairingClient::serverName() const
{
    return m_invitation.server.host() + u':' + QString::number(m_invitation.server.port(443));
}

PairingError PairingClient::networkError(const QNetworkReply &reply) const
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return {Code::Unreachable, tr("Nothing answers at %1. Is rollcall-server running there, and does it listen to other machines (--listen 0.0.0.0)?").arg(serverName())};
    case QNetworkReply::HostNotFoundError:
        return {Code::Unreachable, tr("The name %1 is not known to this network. Check the address.").arg(m_invitation.server.host())};
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::TimeoutError:
        return {Code::Unreachable, tr("%1 did not answer in time. Check the address and the firewall between.").arg(serverName())};
    case QNetworkReply::SslHandshakeFailedError:
        return {Code::NotRollcall, tr("%1 answers, but TLS could not be agreed with it: %2. Check the address and the port.").arg(serverName(), reply.errorString())};
    case QNetworkReply::RemoteHostClosedError:
        return {Code::NotRollcall, tr("%1 closed the connection without an answer. Check the address and the port; a server that is full does so too.").arg(serverName())};
    default:
        return {Code::Unreachable, tr("%1 cannot be reached: %2.").arg(serverName(), reply.errorString())};
    }
}

} // namespace rollcall::pairing
