#include "net/arrival.h"

#include "net/descriptor.h"

#include <QLoggingCategory>
#include <QSslSocket>

#include <utility>

namespace rollcall::net {

Q_LOGGING_CATEGORY(lcArrival, "rollcall.net.arrival")

Arrival::Arrival(qintptr descriptor, const Limits &limits, const QSslConfiguration &tls, std::shared_ptr<ConnectionCounts> counts, QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_limits(limits)
    , m_tls(tls)
    , m_counted(std::make_unique<CountedConnection>(std::move(counts), peerOf(descriptor)))
    , m_readable(descriptor, QSocketNotifier::Read)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Arrival::leave);
    connect(&m_readable, &QSocketNotifier::activated, this, &Arrival::look);
    m_patience.start(m_limits.idleTimeout);
    m_idle.emplace(*m_counted, [this] { leave(); });
}

Arrival::~Arrival()
{
    m_readable.setEnabled(false);
    if (m_descriptor >= 0)
        closeDescriptor(m_descriptor);
}

void Arrival::look()
{
    const FirstByte first = peekFirstByte(m_descriptor);
    if (first == FirstByte::NotYet)
        return;
    m_readable.setEnabled(false);
    m_patience.stop();
    m_idle.reset();
    if (first == FirstByte::Ended)
        return leave();
    if (first == FirstByte::TlsHandshake)
        return shakeHands();
    m_counted.reset();  // whoever takes it over counts it
    Q_EMIT plain(std::exchange(m_descriptor, -1));
    leave();
}

void Arrival::shakeHands()
{
    m_socket = new QSslSocket(this);
    m_socket->setSslConfiguration(m_tls);
    connect(m_socket, &QSslSocket::errorOccurred, this, [this] {
        qCInfo(lcArrival).noquote() << "TLS was not agreed with" << peer().toString() << m_socket->errorString();
        leave();
    });
    connect(m_socket, &QSslSocket::disconnected, this, &Arrival::leave);
    connect(m_socket, &QSslSocket::encrypted, this, [this] {
        QSslSocket *socket = std::exchange(m_socket, nullptr);
        socket->disconnect(this);
        socket->setParent(nullptr);
        m_counted.reset();
        Q_EMIT secured(socket);
        leave();
    });
    m_patience.start(m_limits.handshakeTimeout);
    if (!m_socket->setSocketDescriptor(std::exchange(m_descriptor, -1)))
        return leave();
    m_socket->startServerEncryption();
}

void Arrival::leave()
{
    m_readable.setEnabled(false);
    m_patience.stop();
    m_idle.reset();
    if (m_socket)
        m_socket->disconnect(this);
    deleteLater();
}

} // namespace rollcall::net
