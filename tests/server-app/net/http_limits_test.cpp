// Every bound of the HTTP side, over real sockets, with patience made short; a second run does the same over TLS.

#include "net/http_server.h"

#include "raw_client.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace rollcall::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The most memory that this process ever had, in KiB (VmHWM).
qint64 peakMemoryKib()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    return text.mid(text.indexOf("VmHWM:") + 6).trimmed().split(' ').first().toLongLong();
}

// This machine may do everything; of strangers, who come by what only they ask for, some are let in and some are not.
class Door final : public Authorizer {
public:
    [[nodiscard]] Decision authorize(const Access &access) const override
    {
        if (access.right == Right::SendEnrolment)
            return Decision::allow();
        return access.right == Right::ManagePeople ? Decision::refuse(u"Sign in first."_s, 401) : m_loopback.authorize(access);
    }

private:
    const LoopbackAuthorizer m_loopback;
};

// Of a body that does not come: whether it may is asked first (RFC 9110 §10.1.1).
QByteArray announce(const QByteArray &target, qint64 bytes)
{
    return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: " + QByteArray::number(bytes) + "\r\n\r\n";
}

} // namespace

class HttpLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        Limits limits;
        limits.connections = 6;
        limits.connectionsPerAddress = 4;
        limits.handshakeTimeout = 3s;
        limits.headTimeout = 150ms;
        limits.bodyTimeout = 2s;
        limits.idleTimeout = 400ms;
        limits.writeTimeout = 300ms;
        limits.answerTimeout = 300ms;
        limits.lingerTimeout = 200ms;
        limits.streamBacklogBytes = 256 * 1024;
        limits.strangersBytes = 5 * Limits::mebibyte;
        limits.strangersBytesOfOne = 3 * Limits::mebibyte;
        Router router;
        const Handler small = [](const Request &request, Responder responder) { responder.json({{u"bytes"_s, request.body.size()}}); };
        router.add(Method::Get, u"/small"_s, Right::ViewHealth, small);
        router.add(Method::Post, u"/small"_s, Right::ViewHealth, small, 1'000);
        router.add(Method::Post, u"/large"_s, Right::ViewHealth, small, 4 * Limits::mebibyte);
        router.add(Method::Post, u"/join"_s, Right::SendEnrolment, small, 4 * Limits::mebibyte);
        router.add(Method::Post, u"/people"_s, Right::ManagePeople, small, 4 * Limits::mebibyte);
        router.add(Method::Get, u"/never"_s, Right::ViewHealth, [this](const Request &, Responder responder) { m_kept = share(std::move(responder)); });
        router.add(Method::Get, u"/huge"_s, Right::ViewHealth, [](const Request &, Responder responder) {
            responder.send({.status = 200, .contentType = "text/plain", .body = QByteArray(32 * 1024 * 1024, 'h')});
        });
        router.add(Method::Get, u"/stream"_s, Right::ViewLive, [this](const Request &, Responder responder) { m_stream = responder.beginStream("text/plain"); });
        m_server = std::make_unique<HttpServer>(std::move(router), m_authorizer, limits);
        const auto url = m_server->start(QHostAddress::LocalHost, 0, tlsUnderTest());
        QVERIFY(url);
        m_port = quint16(url->port());
    }
    void cleanup()
    {
        m_stream.reset();
        m_kept.reset();
        QTRY_COMPARE(m_server->connectionCount(), 0);  // nothing hangs on, whatever happened
        m_server.reset();
    }

    void halfARequestLineIsCut()
    {
        RawClient client(m_port);
        client.send("GET /sm");
        stillServes();
        QTRY_COMPARE(client.status(), 408);
        QTRY_VERIFY(client.isClosed());
    }

    void aDrippingBodyIsCut()
    {
        RawClient client(m_port);
        client.send("POST /large HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc");
        QTRY_COMPARE(client.status(), 408);
        QTRY_VERIFY(client.isClosed());
    }

    void anIdleConnectionIsClosed()
    {
        RawClient silent(m_port);
        RawClient polite(m_port);
        polite.send(get("/small"));
        QTRY_COMPARE(polite.status(), 200);
        QTRY_VERIFY(silent.isClosed());
        QTRY_VERIFY(polite.isClosed());
        QVERIFY(silent.received().isEmpty());
    }

    void aFloodOfHeadersIsRefused()
    {
        RawClient client(m_port);
        client.send("GET /small HTTP/1.1\r\nHost: localhost\r\n");
        client.sendMuch("X-Flood: " + QByteArray(1'000, 'x') + "\r\n", 100'000'000);
        QTRY_COMPARE(client.status(), 431);
        QTRY_VERIFY(client.isClosed());
    }

    void oneEndlessHeaderIsRefused()
    {
        RawClient client(m_port);
        client.sendMuch("GET /" + QByteArray(60'000, 'x'), 60'000);
        QTRY_COMPARE(client.status(), 431);
    }

    void bodiesAreBoundedByRoute()
    {
        RawClient exact(m_port);
        exact.send(post("/small", QByteArray(1'000, 'b')));
        QTRY_COMPARE(exact.status(), 200);
        RawClient over(m_port);
        over.send(post("/small", QByteArray(1'001, 'b')));
        QTRY_COMPARE(over.status(), 413);
        RawClient other(m_port);
        other.send(post("/large", QByteArray(1'001, 'b')));
        QTRY_COMPARE(other.status(), 200);
        RawClient unknown(m_port);
        unknown.send("POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\n\r\n");
        QTRY_COMPARE(unknown.status(), 413);
    }

    void aLargeBodyIsNotTakenFromWhoIsRefused()
    {
        RawClient client(m_port);
        client.send(announce("/people", 2 * Limits::mebibyte));
        QTRY_COMPARE(client.status(), 401);  // at once: none of it was sent
        QTRY_VERIFY(client.isClosed());
        RawClient small(m_port);
        small.send(post("/people", QByteArray(1'000, 'b')));
        QTRY_COMPARE(small.status(), 401);
        QVERIFY(!small.isClosed());
    }

    void strangersHaveRoomForAFewLargeBodies()
    {
        RawClient first(m_port);
        RawClient second(m_port);
        for (RawClient *client : {&first, &second}) {
            client->send(get("/small"));
            QTRY_COMPARE(client->answers().size(), 1);
        }
        first.send(announce("/join", 2 * Limits::mebibyte));
        QTRY_VERIFY(first.received().endsWith("100 Continue\r\n\r\n"));
        second.send(announce("/join", 2 * Limits::mebibyte));
        QTRY_COMPARE(second.answers().size(), 2);
        QVERIFY2(second.answers().at(1).startsWith("HTTP/1.1 503 ") && second.answers().at(1).contains("Retry-After: 5"), second.answers().at(1).constData());
        // Who is known, and who sends little, has room all the same.
        RawClient known(m_port);
        known.send(announce("/large", 2 * Limits::mebibyte));
        QTRY_VERIFY(known.received().endsWith("100 Continue\r\n\r\n"));
        RawClient small(m_port);
        small.send(post("/join", QByteArray(1'000, 'b')));
        QTRY_COMPARE(small.status(), 200);
        // What was answered is no longer in memory, and what broke off neither.
        first.send(QByteArray(2 * Limits::mebibyte, 'b'));
        QTRY_VERIFY(first.received().contains("{\"bytes\":2097152}"));
        first.send(announce("/join", 3 * Limits::mebibyte));
        QTRY_VERIFY(first.received().endsWith("100 Continue\r\n\r\n"));
        first.leave();
        known.leave();
        QTRY_COMPARE(m_server->connectionCount(), 0);
        RawClient third(m_port);
        third.send(post("/join", QByteArray(3 * Limits::mebibyte, 'b')));
        QTRY_COMPARE(third.status(), 200);
    }

    void halfAGigabyteCostsNoMemory_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("status");
        QTest::newRow("announced") << QByteArray("POST /large HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000000\r\n\r\n") << 413;
        QTest::newRow("announced as small") << QByteArray("POST /large HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000000\r\n\r\n") << 0;
        QTest::newRow("chunked") << QByteArray("POST /large HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n") << 411;
    }
    void halfAGigabyteCostsNoMemory()
    {
        QFETCH(QByteArray, head);
        QFETCH(int, status);
        const qint64 before = peakMemoryKib();
        RawClient client(m_port);
        client.send(head);
        client.sendMuch(QByteArray(1024 * 1024, 'b'), 500'000'000);
        QTRY_VERIFY(client.isClosed());
        const qint64 growth = peakMemoryKib() - before;
        qInfo("cut after %lld bytes; peak memory grew by %lld KiB, client included", client.sentBytes(), growth);
        QVERIFY(client.sentBytes() < 500'000'000);
        QVERIFY(growth < 64 * 1024);
        if (status != 0 && client.status() != 0)  // a reset may overtake the answer
            QCOMPARE(client.status(), status);
        stillServes();
    }

    void tooManyConnectionsOfOneAddressAreRefused()
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 4; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_port));
            clients.back()->send(announce("/large", 1'000));
        }
        for (const auto &client : clients)
            QTRY_VERIFY(client->received().contains("100 Continue"));
        QCOMPARE(m_server->connectionCount(), 4);
        RawClient fifth(m_port);
        QTRY_VERIFY(fifth.isClosed() || fifth.state() == QAbstractSocket::UnconnectedState);
        QCOMPARE(fifth.status(), testsSpeakTls() ? 0 : 503);  // what is said without TLS is no answer with it
        // Another address of this machine still gets in.
        QTcpSocket elsewhere;
        QVERIFY(elsewhere.bind(QHostAddress(u"127.0.0.2"_s)));
        elsewhere.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        elsewhere.write(get("/small"));
        QTRY_VERIFY(elsewhere.peek(12) == "HTTP/1.1 200");
        clients.clear();
        QTRY_COMPARE(m_server->connectionCount(), 1);
        stillServes();
    }

    void idleConnectionsMakeRoomForOthersOfTheirAddress()
    {
        std::vector<std::unique_ptr<RawClient>> idle;
        for (int i = 0; i < 4; ++i)
            idle.push_back(std::make_unique<RawClient>(m_port));
        QTRY_COMPARE(m_server->connectionCount(), 4);
        RawClient fifth(m_port);
        fifth.send(get("/small"));
        QTRY_COMPARE(fifth.status(), 200);
        QVERIFY(idle.front()->isClosed());
    }

    void idleConnectionsOfFewMakeRoomForAnybody()
    {
        std::vector<std::unique_ptr<RawClient>> idle;
        for (int i = 0; i < 4; ++i)
            idle.push_back(std::make_unique<RawClient>(m_port));
        QTcpSocket others[2];
        for (QTcpSocket &other : others) {
            QVERIFY(other.bind(QHostAddress(u"127.0.0.2"_s)));
            other.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        }
        QTRY_COMPARE(m_server->connectionCount(), 6);
        QTcpSocket newcomer;
        QVERIFY(newcomer.bind(QHostAddress(u"127.0.0.3"_s)));
        newcomer.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        newcomer.write(get("/small"));
        QTRY_VERIFY(newcomer.peek(12) == "HTTP/1.1 200");
        QVERIFY(idle.front()->isClosed());
    }

    void aHandlerWithoutAnswerIsGivenUp()
    {
        RawClient client(m_port);
        client.send(get("/never"));
        QTRY_COMPARE(client.status(), 504);
        QTRY_VERIFY(client.isClosed());
        m_kept->json({});  // too late, and harmless
    }

    void anAnswerThatNobodyTakesIsCut()
    {
        RawClient client(m_port);
        client.stopReading();
        client.send(get("/huge"));
        QTRY_COMPARE(m_server->connectionCount(), 1);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void aSlowTakerOfAStreamMissesPiecesAndIsThenCut()
    {
        RawClient client(m_port);
        client.stopReading();
        client.send(get("/stream"));
        QTRY_VERIFY(m_stream);
        const QByteArray piece(64 * 1024, 's');
        int skipped = 0;
        qint64 most = 0;
        QElapsedTimer time;
        time.start();
        while (skipped < 10 && time.elapsed() < 5'000) {
            skipped += m_stream->write(piece) == StreamWriter::Outcome::Skipped ? 1 : 0;
            most = std::max(most, m_stream->bytesToWrite());
            QCoreApplication::processEvents();
        }
        QCOMPARE(skipped, 10);
        QVERIFY(most <= 256 * 1024 + piece.size());
        QTRY_COMPARE(m_stream->write(piece), StreamWriter::Outcome::Closed);
    }

    void aQuietStreamIsLeftAlone()
    {
        RawClient client(m_port);
        client.send(get("/stream"));
        QTRY_VERIFY(m_stream);
        QElapsedTimer time;
        time.start();
        QTRY_VERIFY(time.hasExpired(1'000));  // three times the patience with writing
        QVERIFY(!client.isClosed());
        QCOMPARE(m_stream->write("still here"), StreamWriter::Outcome::Written);
        QTRY_VERIFY(client.received().endsWith("still here"));
        m_stream.reset();
    }

private:
    void stillServes()
    {
        RawClient client(m_port);
        client.send(get("/small", "Connection: close\r\n"));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), 200);
    }

    const Door m_authorizer;
    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;
    std::shared_ptr<Responder> m_kept;
    std::unique_ptr<StreamWriter> m_stream;
};

QTEST_GUILESS_MAIN(HttpLimitsTest)
#include "http_limits_test.moc"
