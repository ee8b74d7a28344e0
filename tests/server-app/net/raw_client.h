#pragma once

#include <QHostAddress>
#include <QSslConfiguration>
#include <QTcpSocket>

#include <memory>
#include <optional>

// Whether the tests of this run speak TLS: the environment says so, for a second run of the same suite.
[[nodiscard]] bool testsSpeakTls();
// For a server under test; nothing where they do not.
[[nodiscard]] std::optional<QSslConfiguration> tlsUnderTest();

// A client that says exactly what a test wants said. On the test's thread, beside the server: wait with QTRY_….
class RawClient : public QObject {
public:
    explicit RawClient(quint16 port, const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));

    void send(const QByteArray &bytes) { m_socket->write(bytes); }
    // Goes on sending `chunk` until `total` bytes are out or the other side ends it.
    void sendMuch(const QByteArray &chunk, qint64 total);
    void stopReading() { m_socket->setReadBufferSize(1); }
    void readOn() { m_socket->setReadBufferSize(0); }
    void leave() { m_socket->abort(); }

    [[nodiscard]] const QByteArray &received() const { return m_received; }
    [[nodiscard]] bool isClosed() const { return m_closed; }
    [[nodiscard]] qint64 sentBytes() const { return m_sent; }
    [[nodiscard]] QAbstractSocket::SocketState state() const { return m_socket->state(); }
    // Of the first answer; 0 while there is none.
    [[nodiscard]] int status() const;
    // Complete answers so far, by their Content-Length.
    [[nodiscard]] QList<QByteArray> answers() const;

private:
    void sendMore();

    const std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_received;
    QByteArray m_chunk;
    qint64 m_total = 0;
    qint64 m_sent = 0;
    bool m_closed = false;
};

[[nodiscard]] inline QByteArray get(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}
[[nodiscard]] inline QByteArray post(const QByteArray &target, const QByteArray &body, const QByteArray &fields = {})
{
    return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}
[[nodiscard]] inline QByteArray upgrade(const QByteArray &target, const QByteArray &fields = {})
{
    return get(target, "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + fields);
}
// The body of one answer.
[[nodiscard]] inline QByteArray bodyOf(const QByteArray &answer) { return answer.mid(answer.indexOf("\r\n\r\n") + 4); }
