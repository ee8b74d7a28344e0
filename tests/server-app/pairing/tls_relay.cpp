#include "tls_relay.h"

#include "net/self_signed.h"
#include "net/tls_identity.h"

#include <QSslSocket>

namespace rollcall::testing {

TlsRelay::TlsRelay(quint16 server)
    : m_server(server)
{
    const auto made = net::makeSelfSigned({QStringLiteral("localhost")});
    const net::TlsIdentity identity{QSslCertificate::fromData(made->certificate), QSslKey(made->key, QSsl::Ec)};
    m_tls = identity.configuration();
    m_fingerprint = identity.fingerprint();
    if (!listen(QHostAddress::LocalHost))
        qFatal("the relay cannot listen");
}

void TlsRelay::incomingConnection(qintptr descriptor)
{
    auto *near = new QSslSocket(this);
    auto *far = new QSslSocket(near);
    near->setSslConfiguration(m_tls);
    connect(far, &QSslSocket::sslErrors, far, [far] { far->ignoreSslErrors(); });
    connect(near, &QSslSocket::readyRead, far, [near, far] { far->write(near->readAll()); });
    connect(far, &QSslSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
    connect(far, &QSslSocket::disconnected, near, [near] { near->disconnectFromHost(); });
    connect(near, &QSslSocket::disconnected, near, &QObject::deleteLater);
    near->setSocketDescriptor(descriptor);
    near->startServerEncryption();
    far->connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_server);
}

} // namespace rollcall::testing
