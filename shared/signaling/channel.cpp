#include "signaling/channel.h"

#include "protocol/text_rules.h"
#include "signaling/signaling_url.h"

#include <QSslCertificate>
#include <QSslSocket>
#include <QWebSocket>

using namespace Qt::StringLiterals;

namespace rollcall::signaling {
namespace {

QString secondsText(std::chrono::milliseconds duration)
{
    return u"%1 s"_s.arg(std::chrono::duration<double>{duration}.count());
}

// Qt's words for a failed handshake, "QWebSocketPrivate::processHandshake: … 404 (Not Found).", without what only we care for.
QString handshakeText(const QString &errorString)
{
    QString text = protocol::fitted(errorString.section(u"processHandshake: "_s, -1), {protocol::Text::Kind::Sentence, 256});
    while (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

quint16 numberOf(QWebSocketProtocol::CloseCode code)
{
    return static_cast<quint16>(code);
}

} // namespace

Channel::Channel(std::unique_ptr<QWebSocket> socket, ChannelConfig config)
    : Channel(std::move(socket), config, State::Open)
{
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        startHeartbeat();
    else
        abortWith({CloseCode::Lost, tr("The connection was gone before it was used.")});
}

Channel::Channel(std::unique_ptr<QWebSocket> socket, ChannelConfig config, State state)
    : m_config(config)
    , m_socket(socket.release())
    , m_state(state)
    , m_rate(config.messagesPerSecond, config.messageBurst)
{
    m_socket->setParent(nullptr); // a QWebSocketServer's sockets begin as its children
    m_socket->setMaxAllowedIncomingFrameSize(protocol::limits::MessageBytes);
    m_socket->setMaxAllowedIncomingMessageSize(protocol::limits::MessageBytes);
    m_silence.setSingleShot(true);
    m_deadline.setSingleShot(true);
    connect(&m_ping, &QTimer::timeout, this, [this] { m_socket->ping(); });
    connect(&m_silence, &QTimer::timeout, this, [this] {
        abortWith(
            {CloseCode::Dead, tr("%1 gave no sign of life for %2.").arg(peerName(), secondsText(m_config.deadAfter))});
    });
    connect(&m_deadline, &QTimer::timeout, this, &Channel::onDeadline);
    watchSocket();
}

std::unique_ptr<Channel> Channel::connectTo(const QUrl &url, ChannelConfig config)
{
    std::unique_ptr<Channel> channel{new Channel{std::make_unique<QWebSocket>(), config, State::Connecting}};
    channel->m_url = url;
    channel->m_deadline.start(config.connectTimeout);
    // Later: QWebSocket reports some errors from within open(), when nobody listens to the new channel yet.
    QMetaObject::invokeMethod(
        channel.get(),
        [self = channel.get()] {
            if (self->m_state == State::Connecting)
                self->m_socket->open(self->m_url);
        },
        Qt::QueuedConnection);
    return channel;
}

Channel::~Channel()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort(); // the object itself lives until the event loop turns: its own code may be below us on the stack
}

void Channel::watchSocket()
{
    QWebSocket *socket = m_socket.get();
    const auto heard = [this] {
        if (m_state == State::Open)
            m_silence.start();
    };
    connect(socket, &QWebSocket::connected, this, &Channel::onConnected);
    connect(socket, &QWebSocket::sslErrors, this, [this] {
        m_isVouchedFor = false;
        m_isOtherServer = !m_config.trust.fingerprint.isEmpty() && !isExpectedServer();
        if (!m_config.trust.fingerprint.isEmpty() && !m_isOtherServer)
            m_socket->ignoreSslErrors(); // it is the very certificate; nobody has to vouch for it
    });
    connect(socket, &QWebSocket::pong, this, heard);
    connect(socket, &QWebSocket::textFrameReceived, this, heard);
    connect(socket, &QWebSocket::textMessageReceived, this, &Channel::onText);
    connect(socket, &QWebSocket::binaryFrameReceived, this, [this] {
        closeWith(numberOf(QWebSocketProtocol::CloseCodeDatatypeNotSupported),
            {CloseCode::Binary, tr("%1 sent a binary frame; only text is spoken here.").arg(peerName())});
    });
    connect(socket, &QWebSocket::aboutToClose, this, [this] { m_closeFrameSeen = true; });
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &Channel::onSocketError);
    connect(socket, &QWebSocket::disconnected, this, &Channel::onDisconnected);
}

void Channel::onConnected()
{
    const ServerTrust &trust = m_config.trust;
    const bool isTrusted = trust.fingerprint.isEmpty() || m_url.scheme() != u"wss" || isExpectedServer() || (trust.orAuthorities && m_isVouchedFor);
    if (!isTrusted) {
        finish(otherServer()); // a slot may destroy this
        return;
    }
    m_deadline.stop();
    m_state = State::Open;
    startHeartbeat();
    Q_EMIT opened();
}

// QWebSocket does not say what certificate it met; its socket does, which is its child.
bool Channel::isExpectedServer() const
{
    const auto *tls = m_socket->findChild<QSslSocket *>();
    return tls && tls->peerCertificate().digest(QCryptographicHash::Sha256) == m_config.trust.fingerprint;
}

CloseReason Channel::otherServer() const
{
    return {CloseCode::Untrusted,
        tr("The certificate of %1 is not the one that this camera was paired with, so nothing was sent to it. If the server was set up anew, pair the camera again; otherwise somebody may be in between.")
            .arg(peerName())};
}

void Channel::startHeartbeat()
{
    m_ping.start(m_config.pingInterval);
    m_silence.start(m_config.deadAfter);
}

void Channel::send(const protocol::Message &message)
{
    if (m_state != State::Open)
        return;
    const QByteArray bytes = protocol::serialize(message);
    if (bytes.size() > protocol::limits::MessageBytes) {
        closeWith(numberOf(QWebSocketProtocol::CloseCodeTooMuchData),
            {CloseCode::TooLarge,
                tr("A message of %1 bytes was to be sent; %2 are allowed.").arg(bytes.size())
                    .arg(protocol::limits::MessageBytes)});
        return;
    }
    if (m_socket->bytesToWrite() + bytes.size() > m_config.maxBacklogBytes) {
        abortWith({CloseCode::Slow, tr("%1 does not take what is sent to it.").arg(peerName())});
        return;
    }
    m_socket->sendTextMessage(QString::fromUtf8(bytes));
}

void Channel::close(const QString &text)
{
    const CloseReason reason{CloseCode::Left, text, true};
    if (m_state == State::Connecting)
        abortWith(reason);
    else
        closeWith(numberOf(QWebSocketProtocol::CloseCodeNormal), reason);
}

bool Channel::isOpen() const
{
    return m_state == State::Open;
}

QHostAddress Channel::peerAddress() const
{
    const QHostAddress address = m_socket ? m_socket->peerAddress() : QHostAddress{};
    bool mapped = false;
    const quint32 ipv4 = address.toIPv4Address(&mapped); // ::ffff:192.0.2.7, as a dual-stack listener sees it
    return mapped ? QHostAddress{ipv4} : address;
}

QString Channel::peerName() const
{
    if (!m_url.isEmpty())
        return u"%1:%2"_s.arg(m_url.host()).arg(m_url.port(defaultPort(m_url)));
    return u"%1:%2"_s.arg(peerAddress().toString()).arg(m_socket ? m_socket->peerPort() : 0);
}

void Channel::onText(const QString &text)
{
    if (m_state != State::Open)
        return;
    if (!m_rate.take(std::chrono::steady_clock::now())) {
        closeWith(wire_code::TooMany,
            {CloseCode::TooMany,
                tr("%1 sent more than %2 messages a second.").arg(peerName()).arg(m_config.messagesPerSecond)});
        return;
    }
    const auto message = protocol::parse(text.toUtf8());
    if (!message) {
        onMalformed(message.error());
        return;
    }
    m_malformedInARow = 0;
    Q_EMIT received(*message); // last: a slot may destroy this
}

void Channel::onMalformed(const protocol::ParseError &error)
{
    send(protocol::ErrorMessage{error.code, error.message, error.about});
    if (++m_malformedInARow >= m_config.maxMalformedInARow) {
        closeWith(wire_code::Malformed,
            {CloseCode::Malformed,
                tr("%1 sent %2 unusable messages in a row, the last: %3").arg(peerName())
                    .arg(m_malformedInARow)
                    .arg(error.message)});
    }
    Q_EMIT malformed(error); // last: a slot may destroy this
}

void Channel::onSocketError()
{
    // Once open, disconnected() follows every error that matters.
    if (m_state == State::Connecting)
        finish(connectFailure());
}

void Channel::onDisconnected()
{
    if (m_state == State::Closing)
        m_deadline.start(std::chrono::milliseconds{0}); // from the event loop, as promised, not from within close()
    else if (m_state == State::Connecting) // with TLS the reason comes after this
        QMetaObject::invokeMethod(this, &Channel::onSocketError, Qt::QueuedConnection);
    else if (m_state == State::Open)
        finish(peersReason());
}

void Channel::onDeadline()
{
    if (m_state == State::Closing)
        finish(m_reason);
    else
        finish({CloseCode::Unreachable,
            tr("%1 did not answer within %2. Check the address and the firewall between.").arg(
                peerName(), secondsText(m_config.connectTimeout))});
}

void Channel::closeWith(quint16 wireCode, const CloseReason &reason)
{
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    m_reason = reason;
    m_ping.stop();
    m_silence.stop();
    m_deadline.start(m_config.closeTimeout);
    // RFC 6455, section 5.5: a control frame holds 125 bytes, two of them the code.
    m_socket->close(static_cast<QWebSocketProtocol::CloseCode>(wireCode),
        protocol::fitted(reason.text, {protocol::Text::Kind::Sentence, 123}));
}

void Channel::abortWith(const CloseReason &reason)
{
    if (m_state != State::Open && m_state != State::Connecting)
        return;
    m_state = State::Closing;
    m_reason = reason;
    m_ping.stop();
    m_silence.stop();
    m_deadline.start(std::chrono::milliseconds{0});
    m_socket->abort();
}

void Channel::finish(const CloseReason &reason)
{
    m_state = State::Closed;
    m_ping.stop();
    m_silence.stop();
    m_deadline.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    const CloseReason copy = reason; // may be m_reason, which a slot may destroy with this
    Q_EMIT closed(copy);
}

CloseReason Channel::connectFailure() const
{
    switch (m_socket->error()) {
    case QAbstractSocket::HostNotFoundError:
        return {CloseCode::Unreachable,
            tr("The name %1 is not known to this network. Check the address.").arg(m_url.host())};
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInvalidUserDataError:
        if (m_isOtherServer)
            return otherServer();
        return {CloseCode::Untrusted, tr("%1 could not prove who it is: %2.").arg(peerName(), m_socket->errorString())};
    case QAbstractSocket::ConnectionRefusedError:
        return {CloseCode::Unreachable, tr("Nothing answers at %1. Is rollcall-server running there?").arg(peerName())};
    case QAbstractSocket::RemoteHostClosedError:
    case QAbstractSocket::UnknownSocketError: // no error of the socket's: the WebSocket handshake failed
        return {CloseCode::NotRollcall,
            tr("%1 answers, but not as a Rollcall server that lets this machine in (%2). Check the address.").arg(
                peerName(), handshakeText(m_socket->errorString()))};
    default:
        return {CloseCode::Unreachable, tr("%1 cannot be reached: %2.").arg(peerName(), m_socket->errorString())};
    }
}

// The connection ended without our doing: what the close frame says, if there was one.
CloseReason Channel::peersReason() const
{
    if (!m_closeFrameSeen)
        return {CloseCode::Lost, tr("The connection to %1 broke.").arg(peerName())};
    const quint16 code = numberOf(m_socket->closeCode());
    // In their words, for our log and screen: no control characters.
    const QString words = protocol::fitted(m_socket->closeReason(), {protocol::Text::Kind::Sentence, 123});
    const QString said = words.isEmpty() ? QString{} : u": "_s + words;
    switch (code) {
    case QWebSocketProtocol::CloseCodeNormal:
    case QWebSocketProtocol::CloseCodeGoingAway:
        return {CloseCode::Left, tr("%1 left%2.").arg(peerName(), said)};
    case QWebSocketProtocol::CloseCodeTooMuchData:
        return {CloseCode::TooLarge,
            tr("A message to or from %1 was larger than %2 bytes.").arg(peerName()).arg(protocol::limits::MessageBytes)};
    case QWebSocketProtocol::CloseCodeProtocolError:
    case QWebSocketProtocol::CloseCodeWrongDatatype:
        return {
            CloseCode::Malformed, tr("The frames to or from %1 were not valid WebSocket text%2.").arg(peerName(), said)};
    default:
        return {CloseCode::Refused, tr("%1 closed the connection with code %2%3.").arg(peerName()).arg(code).arg(said)};
    }
}

} // namespace rollcall::signaling
