#include "socketio/dashboard_link.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::socketio {

namespace {

constexpr double shortestSilence = 1'000;
constexpr double usualPayload = 1'000'000;  // of servers that do not say
constexpr double longestSilence = 300'000;  // ms, whatever a server says of its pings

} // namespace

DashboardLink::DashboardLink(std::unique_ptr<ClientTransport> transport, const QString &nameSpace, const Config &config, QObject *parent)
    : QObject(parent)
    , m_transport(std::move(transport))
    , m_nameSpace(nameSpace)
{
    for (QTimer *timer : {&m_connectTimer, &m_silenceTimer, &m_stallTimer})
        timer->setSingleShot(true);
    m_connectTimer.setInterval(config.connectTimeout);
    m_stallTimer.setInterval(config.stallTimeout);
    connect(&m_connectTimer, &QTimer::timeout, this, [this] { end(u"The server let nobody into the namespace in time."_s); });
    connect(&m_silenceTimer, &QTimer::timeout, this, [this] { end(u"The server fell silent."_s); });
    connect(&m_stallTimer, &QTimer::timeout, this, [this] { end(u"The server takes nothing any more."_s); });
    connect(m_transport.get(), &ClientTransport::received, this, &DashboardLink::take);
    connect(m_transport.get(), &ClientTransport::broken, this, &DashboardLink::end);
    connect(m_transport.get(), &ClientTransport::idle, this, [this] {
        m_stallTimer.stop();
        if (const auto pong = std::exchange(m_pong, std::nullopt))
            answerPing(*pong);
        if (isConnected() && !isBusy())
            Q_EMIT idle();
    });
}

void DashboardLink::open(const QUrl &server)
{
    m_connectTimer.start();
    m_transport->open(server);
}

bool DashboardLink::send(const QString &message)
{
    if (message.size() >= m_largest)
        return false;
    sendNow(EnginePacket::message(message));
    return true;
}

void DashboardLink::sendNow(const EnginePacket &packet)
{
    m_transport->send(packet);
    if (!m_stallTimer.isActive())
        m_stallTimer.start();
}

void DashboardLink::take(const EnginePacket &packet)
{
    using Type = EnginePacket::Type;
    if (m_state == State::Over)
        return;
    if (m_state == State::Opening)
        return packet.type == Type::Open && !packet.isBinary ? onOpen(packet.text) : end(u"The server did not open a session."_s);
    m_silenceTimer.start();
    switch (packet.type) {
    case Type::Ping:
        return answerPing(packet.text);
    case Type::Message:
        return onMessage(packet);
    case Type::Close:
        return end(u"The server closed the session."_s);
    default:
        return;
    }
}

// A server that pings without end and takes no answer makes nothing grow here.
void DashboardLink::answerPing(const QString &text)
{
    if (m_transport->isBusy())
        m_pong = text;
    else
        sendNow(EnginePacket::of(EnginePacket::Type::Pong, text));
}

void DashboardLink::onOpen(const QString &text)
{
    const QJsonObject handshake = QJsonDocument::fromJson(text.toUtf8()).object();
    const double silence = handshake.value(u"pingInterval"_s).toDouble(25'000) + handshake.value(u"pingTimeout"_s).toDouble(20'000);
    m_silenceTimer.start(int(std::clamp(silence, shortestSilence, longestSilence)));
    m_largest = qsizetype(handshake.value(u"maxPayload"_s).toDouble(usualPayload));
    m_hasMetServer = true;
    m_state = State::Joining;
    const auto messages = serialize(SocketPacket{.type = SocketPacket::Type::Connect, .name = m_nameSpace});
    for (const EnginePacket &message : messages)
        m_transport->send(message);
}

void DashboardLink::onMessage(const EnginePacket &message)
{
    using Type = SocketPacket::Type;
    const auto packet = m_assembler.take(message);
    if (!packet)
        return end(u"The server sent what is not Socket.IO. "_s + packet.error());
    if (!*packet || (*packet)->name != m_nameSpace)
        return;
    const QJsonValue &data = (*packet)->data;
    if ((*packet)->type == Type::Connect && m_state == State::Joining) {
        m_connectTimer.stop();
        m_state = State::Connected;
        Q_EMIT connected();
    } else if ((*packet)->type == Type::ConnectError) {
        const QString reason = data.isString() ? data.toString() : data[u"message"_s].toString();
        end(u"The server refused the namespace %1: %2."_s.arg(m_nameSpace, reason));
    } else if ((*packet)->type == Type::Disconnect) {
        end(u"The server closed the namespace."_s);
    }
}

void DashboardLink::end(const QString &reason)
{
    if (std::exchange(m_state, State::Over) == State::Over)
        return;
    for (QTimer *timer : {&m_connectTimer, &m_silenceTimer, &m_stallTimer})
        timer->stop();
    m_pong.reset();
    Q_EMIT ended(reason);
}

} // namespace rollcall::socketio
