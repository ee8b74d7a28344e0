#include "admin/event_stream.h"

#include "admin/server_client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkRequest>
#include <QSslConfiguration>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr std::chrono::milliseconds stableAfter{5'000};
constexpr int sessionOver = 4401;  // the server's close code (docs/events.md)

} // namespace

EventStream::EventStream(ServerClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    for (QTimer *timer : {&m_retry, &m_silence, &m_stable})
        timer->setSingleShot(true);
    m_ping.setInterval(silenceLimit / 3);
    m_silence.setInterval(silenceLimit);
    m_stable.setInterval(stableAfter);
    connect(&m_retry, &QTimer::timeout, this, &EventStream::open);
    connect(&m_ping, &QTimer::timeout, this, [this] { m_socket->ping(); });
    connect(&m_silence, &QTimer::timeout, this, &EventStream::tryAgain);
    connect(&m_stable, &QTimer::timeout, this, [this] { m_backoff.reset(); });
}

EventStream::~EventStream()
{
    stop();
}

void EventStream::start()
{
    m_wanted = true;
    if (!m_socket && !m_retry.isActive())
        open();
}

void EventStream::stop()
{
    m_wanted = false;
    for (QTimer *timer : {&m_retry, &m_ping, &m_silence, &m_stable})
        timer->stop();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater();
    }
    m_online = false;
}

void EventStream::open()
{
    m_socket = std::make_unique<QWebSocket>(m_client.origin());
    QWebSocket *const socket = m_socket.get();
    QNetworkRequest request = m_client.request(u"/api/v1/events"_s);
    QUrl url = request.url();
    url.setScheme(url.scheme() == u"https" ? u"wss"_s : u"ws"_s);
    request.setUrl(url);
    if (const QByteArray cookies = m_client.cookies(); !cookies.isEmpty())
        request.setRawHeader("Cookie", cookies);
    connect(socket, &QWebSocket::sslErrors, this, [this, socket] {
        const QByteArray known = m_client.trust().fingerprint;
        if (!known.isEmpty() && fingerprintOf(socket->sslConfiguration()) == known)
            socket->ignoreSslErrors();
    });
    connect(socket, &QWebSocket::connected, this, [this] {
        m_ping.start();
        m_silence.start();
        m_stable.start();
        sendSubscription();
    });
    connect(socket, &QWebSocket::textMessageReceived, this, &EventStream::take);
    connect(socket, &QWebSocket::pong, this, [this] { m_silence.start(); });
    connect(socket, &QWebSocket::disconnected, this, &EventStream::tryAgain);
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &EventStream::tryAgain);
    // A server that takes the connection and then says nothing is given up, too.
    m_silence.start();
    socket->open(request);
}

void EventStream::tryAgain()
{
    for (QTimer *timer : {&m_ping, &m_silence, &m_stable})
        timer->stop();
    const bool isOver = m_socket && int(m_socket->closeCode()) == sessionOver;
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater();
    }
    setOnline(false);
    if (m_wanted && !isOver)
        m_retry.start(m_backoff.next(m_random));
}

void EventStream::take(const QString &text)
{
    m_silence.start();
    const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
    const QString type = message.value("type"_L1).toString();
    if (type == u"hello")
        setOnline(true);
    if (type == u"session-ended")
        Q_EMIT sessionEnded(message.value("reason"_L1).toString());
    if (!type.isEmpty())
        Q_EMIT happened(type, message);
}

void EventStream::setOnline(bool yes)
{
    if (std::exchange(m_online, yes) != yes)
        Q_EMIT online(yes);
}

void EventStream::subscribeOverlays(const QStringList &cameras)
{
    QStringList sorted = cameras;
    sorted.sort();
    if (std::exchange(m_overlays, sorted) != sorted)
        sendSubscription();
}

void EventStream::sendSubscription()
{
    if (!m_socket || !m_socket->isValid())
        return;
    const QJsonObject wish{{u"type"_s, u"subscribe"_s}, {u"overlays"_s, QJsonArray::fromStringList(m_overlays)}};
    m_socket->sendTextMessage(QString::fromUtf8(QJsonDocument(wish).toJson(QJsonDocument::Compact)));
}

} // namespace rollcall::admin
