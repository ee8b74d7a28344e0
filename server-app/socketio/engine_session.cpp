#include "socketio/engine_session.h"

#include "net/unsent.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::socketio {

namespace {

using Type = EnginePacket::Type;

constexpr auto goodbyePatience = std::chrono::seconds(1);
constexpr qint64 pollBytes = 4 * 1024 * 1024;  // of offered messages in one answer; the others wait for the next

qint64 sizeOf(const EnginePacket &packet)
{
    return packet.text.size() + packet.bytes.size();
}

net::Answer plain(const QByteArray &body)
{
    return {.status = 200, .contentType = "text/plain; charset=UTF-8", .body = body};
}

} // namespace

void retire(std::unique_ptr<QWebSocket> socket, QWebSocketProtocol::CloseCode code, const QString &reason)
{
    if (!socket)
        return;
    QWebSocket *leaving = socket.release();
    leaving->disconnect();
    QObject::connect(leaving, &QWebSocket::disconnected, leaving, &QObject::deleteLater);
    if (leaving->state() == QAbstractSocket::UnconnectedState)
        return leaving->deleteLater();
    leaving->close(code, reason);
    QTimer::singleShot(goodbyePatience, leaving, [leaving] {
        leaving->abort();
        leaving->deleteLater();
    });
}

EngineSession::EngineSession(const QString &id, Opener opener, const EngineConfig &config, QObject *parent)
    : QObject(parent)
    , m_id(id)
    , m_opener(std::move(opener))
    , m_config(config)
    , m_rate(config.packetsPerSecond, config.packetBurst)
{
    start();
}

EngineSession::EngineSession(const QString &id, Opener opener, const EngineConfig &config, std::unique_ptr<QWebSocket> socket, QObject *parent)
    : EngineSession(id, std::move(opener), config, parent)
{
    m_transport = Transport::WebSocket;
    adopt(std::move(socket));
    writeToSocket(EnginePacket::of(Type::Open, QString::fromUtf8(QJsonDocument(handshake()).toJson(QJsonDocument::Compact))));
}

EngineSession::~EngineSession()
{
    m_isOpen = false;
    retire(std::move(m_probing));
    retire(std::move(m_socket), QWebSocketProtocol::CloseCodeGoingAway);
}

void EngineSession::start()
{
    for (QTimer *timer : {&m_pingTimer, &m_pongTimer, &m_upgradeTimer}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);  // clients reckon with these times to the millisecond
    }
    connect(&m_pingTimer, &QTimer::timeout, this, &EngineSession::ping);
    connect(&m_pongTimer, &QTimer::timeout, this, [this] { close(u"no pong in time"_s); });
    connect(&m_upgradeTimer, &QTimer::timeout, this, [this] {
        m_probed = false;
        retire(std::move(m_probing));
    });
    beginHeartbeat();
}

// Clients reckon both times from here, so that one late timer does not make the other later.
void EngineSession::beginHeartbeat()
{
    m_pongDue = std::chrono::steady_clock::now() + m_config.pingInterval + m_config.pingTimeout;
    m_pingTimer.start(m_config.pingInterval);
}

QJsonObject EngineSession::handshake() const
{
    const QJsonArray upgrades = m_transport == Transport::Polling ? QJsonArray{u"websocket"_s} : QJsonArray{};
    return {{u"sid"_s, m_id}, {u"upgrades"_s, upgrades}, {u"pingInterval"_s, qint64(m_config.pingInterval.count())},
            {u"pingTimeout"_s, qint64(m_config.pingTimeout.count())}, {u"maxPayload"_s, m_config.maxPayload}};
}

void EngineSession::send(const EnginePacket &message)
{
    if (!m_isOpen)
        return;
    m_waiting.append(message);
    m_waitingBytes += sizeOf(message);
    flush();
    if (m_isOpen && (m_waiting.size() > m_config.waitingPackets || m_waitingBytes > m_config.waitingBytes))
        close(u"the client does not fetch what is sent to it"_s);
}

bool EngineSession::offer(const QString &key, const QString &message)
{
    if (!m_isOpen)
        return false;
    const auto before = std::ranges::find(m_offered, key, &Offered::key);
    if (before != m_offered.end()) {
        before->message = message;
        return true;
    }
    m_offered.append({key, message});
    flush();
    return false;
}

void EngineSession::close(const QString &reason)
{
    if (!std::exchange(m_isOpen, false))
        return;
    for (QTimer *timer : {&m_pingTimer, &m_pongTimer, &m_upgradeTimer})
        timer->stop();
    if (m_poll)
        answerPoll({EnginePacket::of(Type::Close)});
    retire(std::move(m_probing));
    retire(std::move(m_socket));
    m_waiting.clear();
    m_offered.clear();
    Q_EMIT closed(reason);
}

void EngineSession::poll(net::Responder responder)
{
    if (m_poll) {
        responder.send(net::problemAnswer(400, u"A poll of this session waits already; only one may. The session is closed."_s));
        return close(u"a second poll while one was waiting"_s);
    }
    m_pollLeft = responder.whenPeerLeaves(this, [this] {
        answerPoll({EnginePacket::of(Type::Noop)});  // to nobody
        close(u"the poll was broken off"_s);
    });
    m_poll.emplace(std::move(responder));
    if (m_probed && m_waiting.isEmpty())
        return answerPoll({EnginePacket::of(Type::Noop)});  // the client waits for this before it goes over
    flush();
}

void EngineSession::post(const QByteArray &body, net::Responder responder)
{
    const auto packets = parseEnginePayload(body);
    if (!packets) {
        responder.send(net::problemAnswer(400, packets.error() + u" The session is closed."_s));
        return close(packets.error());
    }
    responder.send(plain("ok"));
    for (const EnginePacket &packet : *packets) {
        if (!m_isOpen)
            return;
        onPacket(packet);
    }
}

void EngineSession::probe(std::unique_ptr<QWebSocket> socket)
{
    if (m_transport == Transport::WebSocket || m_probing || !m_isOpen)
        return retire(std::move(socket), QWebSocketProtocol::CloseCodePolicyViolated, u"this session has a WebSocket"_s);
    m_probing = std::move(socket);
    connect(m_probing.get(), &QWebSocket::textMessageReceived, this, &EngineSession::onProbe);
    connect(m_probing.get(), &QWebSocket::disconnected, this, [this] {
        m_upgradeTimer.stop();
        m_probed = false;
        retire(std::move(m_probing));
    });
    m_upgradeTimer.start(m_config.upgradeTimeout);
}

void EngineSession::onProbe(const QString &text)
{
    if (!m_probing)
        return;
    const auto packet = parseEnginePacket(text);
    if (packet && packet->type == Type::Ping && packet->text == u"probe"_s) {
        m_probed = true;
        m_probing->sendTextMessage(serialize(EnginePacket::of(Type::Pong, u"probe"_s)));
        if (m_poll)
            answerPoll({EnginePacket::of(Type::Noop)});
        return;
    }
    if (packet && packet->type == Type::Upgrade)
        return upgrade();
    m_upgradeTimer.stop();
    m_probed = false;
    retire(std::move(m_probing), QWebSocketProtocol::CloseCodeProtocolError, u"a probe was expected"_s);
}

void EngineSession::upgrade()
{
    m_upgradeTimer.stop();
    m_probed = false;
    m_transport = Transport::WebSocket;
    std::unique_ptr<QWebSocket> socket = std::move(m_probing);
    disconnect(socket.get(), nullptr, this, nullptr);
    if (m_poll)
        answerPoll({EnginePacket::of(Type::Noop)});
    adopt(std::move(socket));
    flush();
}

void EngineSession::adopt(std::unique_ptr<QWebSocket> socket)
{
    m_socket = std::move(socket);
    m_socket->setMaxAllowedIncomingMessageSize(quint64(m_config.maxPayload));
    m_socket->setMaxAllowedIncomingFrameSize(quint64(m_config.maxPayload));
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &EngineSession::onText);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &EngineSession::onBinary);
    net::whenSent(m_socket.get(), this, [this] { flush(); });
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] { close(u"the client left"_s); });
}

void EngineSession::onText(const QString &text)
{
    if (!m_isOpen)
        return;
    const auto packet = parseEnginePacket(text);
    if (!packet)
        return close(packet.error());
    onPacket(*packet);
}

void EngineSession::onBinary(const QByteArray &bytes)
{
    if (m_isOpen)
        onPacket(EnginePacket::binary(bytes));
}

bool EngineSession::mayTakeMore()
{
    if (m_rate.take(std::chrono::steady_clock::now()))
        return true;
    close(u"the client sends too many packets"_s);
    return false;
}

void EngineSession::onPacket(const EnginePacket &packet)
{
    if (!mayTakeMore())
        return;
    switch (packet.type) {
    case Type::Message:
        Q_EMIT received(packet);
        return;
    case Type::Pong:
        if (m_pongTimer.isActive()) {
            m_pongTimer.stop();
            beginHeartbeat();
        }
        return;
    case Type::Close:
        if (m_poll)
            answerPoll({EnginePacket::of(Type::Noop)});  // it knows that it closed
        return close(u"the client closed the session"_s);
    case Type::Upgrade:
    case Type::Noop:
        return;
    case Type::Open:
    case Type::Ping:
        return close(u"the client sent a packet that only a server sends"_s);
    }
}

void EngineSession::ping()
{
    // A machine that stood still is no fault of the client's.
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_pongDue - std::chrono::steady_clock::now());
    m_pongTimer.start(std::max(left, m_config.pingTimeout / 2));
    m_pongDue = std::max(m_pongDue, std::chrono::steady_clock::now() + m_config.pingTimeout / 2);
    send(EnginePacket::of(Type::Ping));
}

void EngineSession::flush()
{
    if (!m_isOpen)
        return;
    if (m_transport == Transport::WebSocket)
        flushToSocket();
    else
        flushToPoll();
}

// Offered messages go when the socket holds nothing: what it holds already would only be old by the time it goes out. A socket that
// breaks while it is written to ends the session, and is gone then.
void EngineSession::flushToSocket()
{
    while (m_isOpen && !m_waiting.isEmpty() && net::unsentBytes(*m_socket) <= m_config.waitingBytes) {
        const EnginePacket packet = m_waiting.takeFirst();
        m_waitingBytes -= sizeOf(packet);
        writeToSocket(packet);
    }
    while (m_isOpen && !m_offered.isEmpty() && m_waiting.isEmpty() && net::unsentBytes(*m_socket) == 0) {
        writeToSocket(EnginePacket::message(m_offered.takeFirst().message));
        Q_EMIT offerTaken();
    }
}

void EngineSession::flushToPoll()
{
    if (!m_poll || (m_waiting.isEmpty() && m_offered.isEmpty()))
        return;
    answerPoll(takeForPoll());
}

QList<EnginePacket> EngineSession::takeForPoll()
{
    QList<EnginePacket> packets = std::exchange(m_waiting, {});
    m_waitingBytes = 0;
    qint64 bytes = 0;
    while (!m_offered.isEmpty() && bytes < pollBytes) {
        bytes += m_offered.first().message.size();
        packets.append(EnginePacket::message(m_offered.takeFirst().message));
        Q_EMIT offerTaken();
    }
    return packets;
}

void EngineSession::answerPoll(const QList<EnginePacket> &packets)
{
    disconnect(m_pollLeft);
    net::Responder responder = std::move(*m_poll);
    m_poll.reset();
    responder.send(plain(serializePayload(packets)));
}

void EngineSession::writeToSocket(const EnginePacket &packet)
{
    if (packet.isBinary)
        m_socket->sendBinaryMessage(packet.bytes);
    else
        m_socket->sendTextMessage(serialize(packet));
}

} // namespace rollcall::socketio
