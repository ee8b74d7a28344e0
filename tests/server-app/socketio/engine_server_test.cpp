#include "socketio/engine_server.h"

#include "../net/raw_client.h"
#include "net/http_server.h"
#include "socketio/socket_io_server.h"

#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>

using namespace rollcall;
using namespace rollcall::socketio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray pollTarget = "/socket.io/?EIO=4&transport=polling";

QByteArray lastBody(const RawClient &client)
{
    return client.answers().isEmpty() ? QByteArray() : bodyOf(client.answers().last());
}

QByteArray sessionIdOf(const QByteArray &body)
{
    return QJsonDocument::fromJson(body.mid(1)).object().value(u"sid"_s).toString().toLatin1();
}

} // namespace

// The bounds of the server; what it says on the wire is checked by conformance.test.mjs.
class EngineServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        EngineConfig config;
        config.sessions = 20;
        config.sessionsPerAddress = 10;
        config.waitingPackets = 8;
        config.waitingBytes = 64 * 1024;
        config.packetsPerSecond = 1;
        config.packetBurst = 50;
        begin(config);
    }
    void cleanup()
    {
        m_http.reset();
        m_server.reset();
        m_sessions.clear();
        m_clients.clear();
    }

    void tenThousandPollsWithoutASessionDisturbNobody()
    {
        const EngineSession *viewer = openSettled();
        constexpr int polls = 10'000;
        int answered = 0;
        QTcpSocket flood;
        QByteArray answer;
        const auto poll = [&] { flood.write(get(answered % 2 ? pollTarget : pollTarget + "&sid=nobody")); };
        connect(&flood, &QTcpSocket::connected, this, poll);
        connect(&flood, &QTcpSocket::readyRead, this, [&] {
            answer += flood.readAll();
            if (!answer.endsWith('}'))  // every answer here is an object
                return;
            answer.clear();
            if (++answered < polls)
                poll();
        });
        flood.connectToHost(QHostAddress::LocalHost, m_port);
        QTRY_COMPARE_WITH_TIMEOUT(answered, polls, 120'000);
        QVERIFY(m_server->sessionCount() <= 10);
        QVERIFY(viewer->isOpen());
        RawClient late(m_port);
        late.send(get(pollTarget));
        QTRY_COMPARE(late.status(), 200);  // whoever joined nothing makes room
    }

    void refusesMoreSettledSessionsThanAnAddressMayHave()
    {
        for (int i = 0; i < 10; ++i)
            openSettled();
        RawClient client(m_port);
        client.send(get(pollTarget));
        QTRY_COMPARE(client.status(), 503);
        QVERIFY(lastBody(client).contains("\"code\":4"));
        QVERIFY(client.received().contains("Retry-After"));
        RawClient webSocket(m_port);
        webSocket.send(upgrade("/socket.io/?EIO=4&transport=websocket"));
        QTRY_COMPARE(webSocket.status(), 503);
    }

    void closesAClientThatFetchesNothing()
    {
        EngineSession *session = openSettled();
        QString reason;
        connect(session, &EngineSession::closed, this, [&](const QString &why) { reason = why; });
        for (int i = 0; i < 9; ++i)
            session->send(EnginePacket::message(u"hello"_s));
        QVERIFY(reason.contains(u"does not fetch"_s));
        QCOMPARE(m_server->sessionCount(), 0);
    }

    void closesAClientThatSendsTooMuch()
    {
        EngineSession *session = openSettled();
        QString reason;
        connect(session, &EngineSession::closed, this, [&](const QString &why) { reason = why; });
        RawClient client(m_port);
        client.send(post(pollTarget + "&sid=" + session->id().toLatin1(), QByteArrayList(60, "4x").join('\x1e')));
        QTRY_VERIFY(reason.contains(u"too many"_s));
    }

    void anOfferedMessageReplacesTheOneBeforeOfItsKey()
    {
        EngineSession *session = openSettled();
        int taken = 0;
        connect(session, &EngineSession::offerTaken, this, [&] { ++taken; });
        QVERIFY(!session->offer(u"a"_s, u"a1"_s));
        QVERIFY(!session->offer(u"b"_s, u"b1"_s));
        QVERIFY(session->offer(u"a"_s, u"a2"_s));
        session->send(EnginePacket::message(u"first"_s));
        RawClient client(m_port);
        client.send(get(pollTarget + "&sid=" + session->id().toLatin1()));
        QTRY_COMPARE(client.status(), 200);
        QCOMPARE(lastBody(client), QByteArray("4first\x1e" "4a2\x1e" "4b1"));
        QCOMPARE(taken, 2);
    }

    void answersAWaitingPollAtTheServersEnd()
    {
        const EngineSession *session = openSettled();
        RawClient client(m_port);
        client.send(get(pollTarget + "&sid=" + session->id().toLatin1()));
        QTRY_VERIFY(session->isPolled());
        m_server->close();
        QTRY_COMPARE(client.status(), 200);
        QCOMPARE(lastBody(client), QByteArray("1"));
        RawClient late(m_port);
        late.send(get(pollTarget));
        QTRY_COMPARE(late.status(), 503);
    }

    void aWebSocketThatDoesNotReadGetsTheNewestOnly()
    {
        RawClient client(m_port);
        client.send(upgrade("/socket.io/?EIO=4&transport=websocket"));
        QTRY_COMPARE(m_sessions.size(), 1);
        client.stopReading();
        EngineSession *session = m_sessions.first();
        int taken = 0;
        connect(session, &EngineSession::offerTaken, this, [&] { ++taken; });
        int replaced = 0;
        for (int i = 0; i < 500; ++i) {
            replaced += session->offer(u"camera"_s, QString(50'000, u'x'));
            QCoreApplication::processEvents();
        }
        QVERIFY2(taken < 250, qPrintable(QString::number(taken)));
        QVERIFY(taken + replaced >= 498);
        QVERIFY(session->isOpen());
    }

    void aSessionWhosePongIsLateIsOverThoughItsTimerWaits()
    {
        cleanup();
        EngineConfig config;
        config.pingInterval = 40ms;
        config.pingTimeout = 60ms;
        begin(config);
        const EngineSession *session = openSettled();
        QVERIFY(!session->isOverdue());
        RawClient client(m_port);
        client.send(get(pollTarget + "&sid=" + session->id().toLatin1()));
        QTRY_COMPARE(lastBody(client), QByteArray("2"));
        QTest::qSleep(60);  // no timer is looked at meanwhile
        QVERIFY(session->isOpen());
        QVERIFY(session->isOverdue());
    }

    void tellsOldClientsWhy()
    {
        for (const QByteArray &target : {QByteArray("/socket.io/?EIO=3&transport=polling"), QByteArray("/socket.io/?transport=polling")}) {
            RawClient client(m_port);
            client.send(get(target));
            QTRY_COMPARE(client.status(), 400);
            QCOMPARE(lastBody(client), QByteArray(R"({"code":5,"message":"Unsupported protocol version"})"));
        }
        RawClient client(m_port);
        client.send(upgrade("/socket.io/?EIO=3&transport=websocket"));
        QTRY_COMPARE(client.status(), 400);
        QVERIFY(client.received().endsWith(R"({"code":5,"message":"Unsupported protocol version"})"));
    }

private:
    void begin(const EngineConfig &config)
    {
        m_server = std::make_unique<EngineServer>(config);
        connect(m_server.get(), &EngineServer::opened, this, [this](EngineSession *session) { m_sessions.append(session); });
        net::Router router;
        m_server->addRoutes(router, u"/socket.io/"_s);
        m_http = std::make_unique<net::HttpServer>(std::move(router), m_authorizer);
        m_port = quint16(m_http->start(QHostAddress::LocalHost, 0)->port());
    }
    // A session by polling that has joined something; its connection stays open beside it.
    EngineSession *openSettled()
    {
        const qsizetype before = m_sessions.size();
        m_clients.push_back(std::make_unique<RawClient>(m_port));
        m_clients.back()->send(get(pollTarget));
        if (!QTest::qWaitFor([&] { return m_sessions.size() > before && !sessionIdOf(lastBody(*m_clients.back())).isEmpty(); }))
            qFatal("no session was opened");
        m_server->settle(m_sessions.last());
        return m_sessions.last();
    }

    const net::LoopbackAuthorizer m_authorizer;
    std::vector<std::unique_ptr<RawClient>> m_clients;
    QList<EngineSession *> m_sessions;
    std::unique_ptr<EngineServer> m_server;
    std::unique_ptr<net::HttpServer> m_http;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(EngineServerTest)
#include "engine_server_test.moc"
