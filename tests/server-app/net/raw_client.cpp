#include "raw_client.h"

#include "net/self_signed.h"
#include "net/tls_identity.h"
#include "net/unsent.h"

#include <QRegularExpression>

using namespace rollcall;

bool testsSpeakTls()
{
    return qEnvironmentVariableIntValue("ROLLCALL_TEST_TLS") == 1;
}

std::optional<QSslConfiguration> tlsUnderTest()
{
    if (!testsSpeakTls())
        return std::nullopt;
    static const auto made = net::makeSelfSigned({QStringLiteral("localhost")});
    return net::TlsIdentity{QSslCertificate::fromData(made->certificate), QSslKey(made->key, QSsl::Ec)}.configuration();
}

RawClient::RawClient(quint16 port, const QHostAddress &address)
    : m_socket(testsSpeakTls() ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>())
{
    connect(m_socket.get(), &QTcpSocket::readyRead, this, [this] {
        if (m_socket->readBufferSize() == 0)
            m_received += m_socket->readAll();
    });
    connect(m_socket.get(), &QTcpSocket::disconnected, this, [this] {
        if (m_socket->isOpen())
            m_received += m_socket->readAll();
        m_closed = true;
    });
    net::whenSent(m_socket.get(), this, [this](qint64 bytes) {
        m_sent += bytes;
        sendMore();
    });
    if (auto *secure = qobject_cast<QSslSocket *>(m_socket.get())) {
        connect(secure, &QSslSocket::sslErrors, this, [secure] { secure->ignoreSslErrors(); });
        connect(secure, &QSslSocket::encrypted, this, [this] { sendMore(); });
        secure->connectToHostEncrypted(address.toString(), port);
    } else {
        connect(m_socket.get(), &QTcpSocket::connected, this, [this] { sendMore(); });
        m_socket->connectToHost(address, port);
    }
}

void RawClient::sendMuch(const QByteArray &chunk, qint64 total)
{
    m_chunk = chunk;
    m_total = m_sent + total;
    sendMore();
}

void RawClient::sendMore()
{
    if (!m_chunk.isEmpty() && m_sent < m_total && net::unsentBytes(*m_socket) == 0 && m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->write(m_chunk);
}

int RawClient::status() const
{
    return m_received.startsWith("HTTP/1.1 ") ? m_received.mid(9, 3).toInt() : 0;
}

QList<QByteArray> RawClient::answers() const
{
    static const QRegularExpression length(QStringLiteral("\r\nContent-Length: (\\d+)\r\n"));
    QList<QByteArray> all;
    for (qsizetype at = 0; at < m_received.size();) {
        const qsizetype end = m_received.indexOf("\r\n\r\n", at);
        if (end < 0)
            return all;
        const auto match = length.match(QString::fromLatin1(m_received.mid(at, end + 2 - at)));
        const qsizetype next = end + 4 + (match.hasMatch() ? match.captured(1).toInt() : 0);
        if (next > m_received.size())
            return all;
        all.append(m_received.mid(at, next - at));
        at = next;
    }
    return all;
}
