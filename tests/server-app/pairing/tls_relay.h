#pragma once

#include <QSslConfiguration>
#include <QTcpServer>

namespace rollcall::testing {

// Somebody between a camera and its server: shows a certificate of their own, and hands on what both say.
class TlsRelay : public QTcpServer {
public:
    explicit TlsRelay(quint16 server);
    [[nodiscard]] const QByteArray &fingerprint() const { return m_fingerprint; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    const quint16 m_server;
    QSslConfiguration m_tls;
    QByteArray m_fingerprint;
};

} // namespace rollcall::testing
