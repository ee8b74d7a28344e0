#include "socketio/web_socket_transport.h"

#include "socketio/engine_session.h"

#include "net/limits.h"
#include "net/unsent.h"

#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace rollcall::socketio {

namespace {

constexpr quint64 mostBytesOfMessage = 4 * 1024 * 1024;  // dashboards tell of pings and namespaces, nothing else is listened to

} // namespace

WebSocketTransport::WebSocketTransport(const QSslConfiguration &tls, QObject *parent)
    : ClientTransport(parent)
    , m_socket(std::make_unique<QWebSocket>())
{
    m_socket->setSslConfiguration(tls);
    m_socket->setMaxAllowedIncomingMessageSize(mostBytesOfMessage);
    m_socket->setMaxAllowedIncomingFrameSize(mostBytesOfMessage);
    connect(m_socket.get(), &QWebSocket::connected, this, [this] {
        // What the system holds of a frame is only late by the time it goes out.
        if (auto *connection = m_socket->findChild<QTcpSocket *>()) {
            connection->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, net::Limits::streamSocketBytes);
            net::setConnection(*m_socket, connection);
        }
        net::whenSent(m_socket.get(), this, [this] {
            if (!isBusy())
                Q_EMIT idle();
        });
    });
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        const auto packet = parseEnginePacket(text);
        if (!packet)
            return breakOff(u"The server sent what is not Engine.IO. "_s + packet.error());
        Q_EMIT received(*packet);
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) { Q_EMIT received(EnginePacket::binary(bytes)); });
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] { breakOff(u"The connection ended: %1."_s.arg(m_socket->errorString())); });
    connect(m_socket.get(), QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this, [this] { breakOff(u"The WebSocket failed: %1."_s.arg(m_socket->errorString())); });
}

bool WebSocketTransport::isBusy() const
{
    return m_socket && net::unsentBytes(*m_socket) > 0;
}

WebSocketTransport::~WebSocketTransport()
{
    retire(std::move(m_socket));
}

void WebSocketTransport::open(const QUrl &server)
{
    m_socket->open(engineUrl(server, u"websocket"_s));
}

void WebSocketTransport::send(const EnginePacket &packet)
{
    if (packet.isBinary)
        m_socket->sendBinaryMessage(packet.bytes);
    else
        m_socket->sendTextMessage(serialize(packet));
}

void WebSocketTransport::breakOff(const QString &reason)
{
    if (!std::exchange(m_isOver, true))
        Q_EMIT broken(reason);
}

} // namespace rollcall::socketio
