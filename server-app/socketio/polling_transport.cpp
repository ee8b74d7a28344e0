#include "socketio/polling_transport.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>

using namespace Qt::StringLiterals;

namespace rollcall::socketio {

namespace {

constexpr auto patience = std::chrono::minutes(2);  // longer than any server lets a poll wait
constexpr qint64 answerBytes = 4 * 1024 * 1024;

} // namespace

PollingTransport::PollingTransport(const QSslConfiguration &tls, QObject *parent)
    : ClientTransport(parent)
    , m_tls(tls)
{
}

PollingTransport::~PollingTransport()
{
    m_isOver = true;  // replies that end with the network say nothing any more
}

void PollingTransport::open(const QUrl &server)
{
    m_server = server;
    poll();
}

void PollingTransport::send(const EnginePacket &packet)
{
    m_waiting.append(packet);
    if (!m_isPosting && !m_isOver)
        post();
}

QNetworkRequest PollingTransport::request() const
{
    QNetworkRequest request(engineUrl(m_server, u"polling"_s, m_sessionId));
    request.setSslConfiguration(m_tls);
    request.setTransferTimeout(int(std::chrono::milliseconds(patience).count()));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"text/plain;charset=UTF-8"_s);
    return request;
}

void PollingTransport::poll()
{
    await(m_network.get(request()), [this](const QByteArray &body) {
        take(body);
        if (!m_isOver)
            poll();
    });
}

void PollingTransport::take(const QByteArray &payload)
{
    const auto packets = parseEnginePayload(payload);
    if (!packets)
        return breakOff(u"The server sent what is not Engine.IO. "_s + packets.error());
    for (const EnginePacket &packet : *packets) {
        if (packet.type == EnginePacket::Type::Open && m_sessionId.isEmpty())
            m_sessionId = QJsonDocument::fromJson(packet.text.toUtf8()).object().value(u"sid"_s).toString();
        if (m_sessionId.isEmpty())
            return breakOff(u"The server opened no session."_s);
        Q_EMIT received(packet);
        if (m_isOver)
            return;
    }
}

void PollingTransport::post()
{
    m_isPosting = true;
    const QByteArray body = serializePayload(std::exchange(m_waiting, {}));
    await(m_network.post(request(), body), [this](const QByteArray &) {
        m_isPosting = false;
        if (!m_waiting.isEmpty())
            post();
        else
            Q_EMIT idle();
    });
}

void PollingTransport::await(QNetworkReply *reply, const std::function<void(const QByteArray &)> &then)
{
    connect(reply, &QNetworkReply::downloadProgress, this, [reply](qint64 bytes, qint64) {
        if (bytes > answerBytes)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, then] {
        reply->deleteLater();
        if (m_isOver)
            return;
        if (reply->error() != QNetworkReply::NoError)
            return breakOff(u"The server could not be polled: %1."_s.arg(reply->errorString()));
        then(reply->readAll());
    });
}

void PollingTransport::breakOff(const QString &reason)
{
    if (!std::exchange(m_isOver, true))
        Q_EMIT broken(reason);
}

} // namespace rollcall::socketio
