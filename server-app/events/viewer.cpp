#include "events/viewer.h"

#include "net/unsent.h"
#include "protocol/text_rules.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace rollcall::events {

namespace {

constexpr int closeReasonBytes = 123;  // RFC 6455 §5.5: a control frame holds 125, two of them the code

} // namespace

Viewer::Viewer(std::unique_ptr<QWebSocket> socket, const net::Request &request, const EventLimits &limits, QObject *parent)
    : QObject(parent)
    , m_caller(request.caller)
    , m_limits(limits)
    , m_peer(request.peer)
    , m_socket(std::move(socket))
    , m_outgoing(limits)
    , m_rate(limits.clientMessagesPerSecond, limits.clientMessageBurst)
{
    m_socket->setMaxAllowedIncomingMessageSize(limits.clientMessageBytes);
    m_socket->setMaxAllowedIncomingFrameSize(limits.clientMessageBytes);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &Viewer::receive);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, [this] { close(close_code::notText, u"Only text is spoken here."_s); });
    connect(m_socket.get(), &QWebSocket::disconnected, this, &Viewer::finish);
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_silence.start(); });
    net::whenSent(m_socket.get(), this, [this] { pump(); });
    connect(&m_ping, &QTimer::timeout, this, [this] { m_socket->ping(); });
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        m_socket->abort();
        finish();
    });
    m_ping.start(limits.heartbeat);
    m_silence.start(limits.deadAfter);
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        QMetaObject::invokeMethod(this, &Viewer::finish, Qt::QueuedConnection);
}

// The socket says goodbye when it goes, to members that are gone by then.
Viewer::~Viewer()
{
    m_socket->disconnect(this);
    if (QTcpSocket *connection = net::connectionOf(*m_socket))
        connection->disconnect(this);
}

bool Viewer::wantsOverlays(const QString &camera) const
{
    return !m_closing && (m_subscribed.all || m_subscribed.cameras.contains(camera)) && m_caller.may(net::Right::ViewLive, camera);
}

bool Viewer::isFor(const Event &event) const
{
    if (m_closing || !m_caller.may(event.right, event.camera))
        return false;
    return event.type != overlayType || wantsOverlays(event.camera);
}

void Viewer::greet(const QString &hello)
{
    if (m_closing)
        return;
    m_socket->sendTextMessage(hello);
    m_greeted = true;
    pump();
}

void Viewer::send(const QString &key, const QString &text)
{
    if (m_closing)
        return;
    if (!m_outgoing.add(key, text))
        return close(close_code::tryAgainLater, u"What happens is not read as fast as it comes. Connect again, and fetch everything anew."_s);
    pump();
}

void Viewer::pump()
{
    while (m_greeted && !m_closing && !m_outgoing.isEmpty() && net::unsentBytes(*m_socket) < m_limits.unsentBytes) {
        if (const auto text = m_outgoing.take())
            m_socket->sendTextMessage(*text);
    }
}

void Viewer::receive(const QString &text)
{
    if (m_closing)
        return;
    m_silence.start();
    if (!m_rate.take(std::chrono::steady_clock::now()))
        return close(close_code::policyViolated, u"More than %1 messages a second."_s.arg(m_limits.clientMessagesPerSecond));
    auto subscribe = parseClientMessage(text);
    if (!subscribe)
        return refuse(subscribe.error());
    m_malformed = 0;
    if (m_subscribed == *subscribe)
        return;
    m_subscribed = std::move(*subscribe);
    Q_EMIT subscriptionChanged();
}

void Viewer::refuse(const QString &problem)
{
    if (++m_malformed >= m_limits.malformedInARow)
        return close(close_code::policyViolated, u"%1 messages in a row could not be understood, the last: %2"_s.arg(m_malformed).arg(problem));
    const Event error{.type = u"error"_s, .body = {{u"detail"_s, problem}}};
    send(error.type, QString::fromUtf8(serialize(error, std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()))));
}

void Viewer::endSession(const QString &message, const QString &reason)
{
    if (m_closing)
        return;
    m_socket->sendTextMessage(message);
    close(close_code::sessionEnded, reason);
}

void Viewer::close(quint16 code, const QString &reason)
{
    if (std::exchange(m_closing, true))
        return;
    m_outgoing.clear();
    m_ping.stop();
    m_silence.start(m_limits.closePatience);  // one that does not read never sees the close
    Q_EMIT subscriptionChanged();
    m_socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), protocol::fitted(reason, {protocol::Text::Kind::Sentence, closeReasonBytes}));
}

void Viewer::finish()
{
    m_closing = true;
    if (!std::exchange(m_finished, true))
        Q_EMIT finished();
}

} // namespace rollcall::events
