#include "server-app/access/access_case.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::testing {

Visitor AccessCase::token(const Visitor &admin, const QString &role)
{
    return {.bearer = textOf(ask("POST", u"/api/v1/tokens"_s, {{u"name"_s, QString(u"a "_s + role)}, {u"role"_s, role}}, admin).json, "token").toLatin1()};
}

int AccessCase::upgrade(const QList<std::pair<QByteArray, QByteArray>> &headers)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_world->port());
    QByteArray request = "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_world->port())
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    for (const auto &[name, value] : headers)
        request += name + ": " + value + "\r\n";
    socket.write(request + "\r\n");
    waitUntil([&] { return socket.bytesAvailable() >= 12; });
    return socket.readAll().mid(9, 3).toInt();
}

void AccessCase::open(QWebSocket &socket, const Visitor &visitor)
{
    QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1/api/v1/events"_s.arg(m_world->port())));
    if (!visitor.cookie.isEmpty()) {
        request.setRawHeader("Cookie", visitor.cookie);
        request.setRawHeader("Origin", "http://127.0.0.1:" + QByteArray::number(m_world->port()));
    }
    if (!visitor.bearer.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + visitor.bearer);
    socket.open(request);
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
}

void AccessCase::watch(QTcpSocket &stream, const Visitor &visitor)
{
    stream.connectToHost(QHostAddress::LocalHost, m_world->port());
    stream.write("GET /mjpeg/door HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + visitor.cookie + "\r\n\r\n");
    QTRY_VERIFY(stream.peek(8'000).contains("picture"));
}

void AccessCase::revokeSessionsOf(const QString &account, const Visitor &admin)
{
    const QJsonArray sessions = ask("GET", u"/api/v1/sessions?account="_s + account, {}, admin).json[u"items"_s].toArray();
    for (const QJsonValue &session : sessions)
        QCOMPARE(ask("DELETE", u"/api/v1/sessions/"_s + session[u"id"_s].toString(), {}, admin).status, 204);
}

void AccessCase::removeElsewhere(const QString &account)
{
    m_world->store().call([id = account.toStdString(), now = m_world->now](store::Register &records) {
        return store::AccountRecords(records.database()).remove(id, {}, "another server", now);
    }, this, [](const std::expected<void, store::StoreError> &removed) { QVERIFY(removed); });
}

void AccessCase::idleAwayFrom(const Visitor &other)
{
    m_world->now += 11h;
    QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, other).status, 200);
    m_world->now += 2h;
}

} // namespace rollcall::testing
