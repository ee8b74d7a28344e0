#include "net/http_server.h"

#include "raw_client.h"

#include <QJsonDocument>
#include <QNetworkInterface>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QWebSocket>

using namespace rollcall::net;
using namespace Qt::StringLiterals;

namespace {

QJsonObject jsonOf(const QByteArray &answer) { return QJsonDocument::fromJson(bodyOf(answer)).object(); }

} // namespace

class HttpServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        Router router;
        router.add(Method::Get, u"/hello/{name}"_s, Right::ViewHealth, [](const Request &request, Responder responder) {
            responder.json({{u"name"_s, request.parameter(u"name"_s)}, {u"q"_s, request.queryValue(u"q"_s).value_or(u"none"_s)}});
        });
        router.add(Method::Post, u"/echo"_s, Right::ManagePeople, [](const Request &request, Responder responder) {
            responder.send({.status = 200, .contentType = "application/octet-stream", .body = request.body});
        });
        router.add(Method::Get, u"/later"_s, Right::ViewHealth, [this](const Request &, Responder responder) { m_kept = share(std::move(responder)); });
        router.add(Method::Get, u"/dropped"_s, Right::ViewHealth, [](const Request &, Responder) {});
        router.add(Method::Get, u"/page"_s, Right::ViewHealth, [](const Request &, Responder responder) {
            responder.send({.status = 200, .contentType = "text/html; charset=utf-8", .body = "<p>hi</p>"});
        });
        router.add(Method::Get, u"/stream"_s, Right::ViewLive, [this](const Request &, Responder responder) { m_stream = responder.beginStream("text/plain"); });
        router.add(Method::Get, u"/chunks"_s, Right::ViewLive, [this](const Request &, Responder responder) {
            m_stream = responder.beginStream("text/plain", StreamWriter::Framing::Chunked, {{"X-Name", "whole"}});
        });
        router.add(Method::Get, u"/field"_s, Right::ViewHealth, [](const Request &request, Responder responder) {
            responder.json({}, 200, {{"X-Echo", request.queryValue(u"q"_s).value_or(QString()).toUtf8()}});
        });
        const WebSocketHandler echo = [this](const Request &request, std::unique_ptr<QWebSocket> socket) {
            m_webSocketRoutes.append(request.route);
            QWebSocket *peer = socket.release();
            peer->setParent(m_server.get());
            connect(peer, &QWebSocket::textMessageReceived, peer, [peer](const QString &text) { peer->sendTextMessage(text); });
        };
        router.addWebSocket(u"/"_s, Right::SendVideo, echo);
        router.addWebSocket(u"/ws"_s, Right::SendVideo, echo);
        m_server = std::make_unique<HttpServer>(std::move(router), m_authorizer);
        const auto url = m_server->start(QHostAddress::LocalHost, 0, tlsUnderTest());
        QVERIFY(url);
        m_url = *url;
    }
    void cleanup()
    {
        m_stream.reset();
        m_kept.reset();
        m_server.reset();
        m_webSocketRoutes.clear();
    }

    void answersSeveralRequestsOnOneConnection()
    {
        RawClient client(port());
        for (int i = 1; i <= 3; ++i) {
            client.send(get("/hello/Ada%20L?q=%C3%B6"));
            QTRY_COMPARE(client.answers().size(), i);
        }
        QCOMPARE(jsonOf(client.answers().at(2)), (QJsonObject{{u"name"_s, u"Ada L"_s}, {u"q"_s, u"ö"_s}}));
        client.send(get("/hello/x", "Connection: close\r\n"));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.answers().size(), 4);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void takesBodiesInPieces()
    {
        RawClient client(port());
        const QByteArray body(300'000, 'b');
        const QByteArray whole = post("/echo", body);
        client.send(whole.first(30));
        QTRY_COMPARE(m_server->connectionCount(), 1);
        client.send(whole.sliced(30, 1'000));
        QTRY_VERIFY(client.sentBytes() >= 1'030);  // with TLS more
        client.send(whole.sliced(1'030));
        QTRY_COMPARE(client.answers().size(), 1);
        QCOMPARE(bodyOf(client.answers().first()), body);
        client.send(post("/echo", "again"));
        QTRY_COMPARE(client.answers().size(), 2);
        QCOMPARE(bodyOf(client.answers().last()), "again");
    }

    void saysToGoOnWhereAsked()
    {
        RawClient client(port());
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        QTRY_COMPARE(client.received(), "HTTP/1.1 100 Continue\r\n\r\n");
        client.send("hello");
        QTRY_VERIFY(client.received().endsWith("\r\n\r\nhello"));
    }

    void answersByTheTable_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("contains");
        const auto row = [](const char *name, const QByteArray &request, int status, const QByteArray &contains) { QTest::newRow(name) << request << status << contains; };
        row("unknown path", get("/nowhere"), 404, "There is nothing at /nowhere");
        row("wrong method", post("/hello/a", ""), 405, "\r\nAllow: GET, HEAD, OPTIONS\r\n");
        row("options", "OPTIONS /echo HTTP/1.1\r\nHost: localhost\r\n\r\n", 204, "\r\nAllow: POST, OPTIONS\r\n");
        row("lines in a header field", get("/field?q=a%0D%0ASet-Cookie:%20b"), 200, "X-Echo: a  Set-Cookie: b\r\n");
        row("dropped by its handler", get("/dropped"), 500, "application/problem+json");
        row("unknown method", "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "problem+json");
        row("garbage", "\x16\x03\x01\x02garbage", 400, "problem+json");
        row("chunked", "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411, "Content-Length");
        row("pipelined", get("/later") + get("/hello/a"), 400, "pipelining");
        row("more than announced", post("/echo", "abc") + "d", 400, "More bytes");
        row("no host", "GET /hello/a HTTP/1.1\r\n\r\n", 400, "Host");
        row("rebound name", "GET /hello/a HTTP/1.1\r\nHost: evil.example:8443\r\n\r\n", 403, "loopback name");
        row("old and without host", "GET /hello/a HTTP/1.0\r\n\r\n", 200, "Connection: close");
        row("other site posts", post("/echo", "x", "Origin: https://evil.example\r\n"), 403, "another site");
        row("opaque origin posts", post("/echo", "x", "Origin: null\r\n"), 403, "another site");
        row("other port posts", post("/echo", "x", "Origin: http://localhost:1\r\n"), 403, "another site");
        row("own page posts", post("/echo", "x", "Origin: http://localhost\r\n"), 200, "x");
        row("other site reads", get("/hello/a", "Origin: https://evil.example\r\n"), 200, "Cross-Origin-Resource-Policy: same-origin");
        row("no such websocket", upgrade("/hello/a"), 404, "no WebSocket");
        row("other site's websocket", upgrade("/ws", "Origin: https://evil.example\r\n"), 403, "another site");
        row("websocket", upgrade("/ws"), 101, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        row("other upgrade", get("/hello/a", "Connection: Upgrade\r\nUpgrade: h2c\r\n"), 200, "\"name\":\"a\"");  // RFC 9110 §7.8: may be ignored
    }
    void answersByTheTable()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QFETCH(QByteArray, contains);
        RawClient client(port());
        client.send(request);
        QTRY_VERIFY2(client.received().contains(contains), client.received().constData());
        QCOMPARE(client.status(), status);
        // Others are served meanwhile and after.
        RawClient other(port());
        other.send(get("/hello/other"));
        QTRY_COMPARE(other.status(), 200);
    }

    void headHasNoBody()
    {
        RawClient client(port());
        client.send("HEAD /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received().contains("\r\nContent-Length: 9\r\n"));
        QVERIFY(client.received().endsWith("\r\n\r\n"));
    }

    void protectsBrowsers()
    {
        RawClient client(port());
        client.send(get("/page"));
        QTRY_COMPARE(client.answers().size(), 1);
        for (const char *field : {"X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "Cache-Control: no-store", "Content-Security-Policy: default-src 'self'"})
            QVERIFY2(client.received().contains(field), field);
    }

    void answersLaterAndSurvivesThatThePeerLeft()
    {
        QSignalSpy answered(m_server.get(), &HttpServer::answered);
        auto client = std::make_unique<RawClient>(port());
        client->send(get("/later"));
        QTRY_VERIFY(m_kept);
        m_kept->json({{u"late"_s, true}});
        QTRY_COMPARE(client->answers().size(), 1);
        client->send(get("/later"));
        m_kept.reset();
        QTRY_VERIFY(m_kept);
        client.reset();
        QTRY_COMPARE(m_server->connectionCount(), 0);
        m_kept->json({{u"late"_s, true}});
        QCOMPARE(answered.size(), 2);
        QCOMPARE(answered.last().at(1).toString(), u"/later"_s);
    }

    void aResponderOutlivesTheServer()
    {
        RawClient client(port());
        client.send(get("/later"));
        QTRY_VERIFY(m_kept);
        m_server.reset();
        m_kept->json({});
        QTRY_VERIFY(client.isClosed());
    }

    void handsOutWebSocketsAndStopsCounting()
    {
        for (const QString &path : {u"/"_s, u"/ws"_s}) {
            QWebSocket socket;
            qint64 echoed = 0;
            connect(&socket, &QWebSocket::textMessageReceived, this, [&](const QString &text) { echoed += text.size(); });
            QUrl url = m_url;
            url.setScheme(u"ws"_s);
            url.setPath(path);
            socket.open(url);
            QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
            const QString text(100'000, u'x');
            for (int i = 0; i < 40; ++i)  // more than any body may have
                socket.sendTextMessage(text);
            QTRY_COMPARE(echoed, 4'000'000);
            QCOMPARE(m_webSocketRoutes.last(), path);
        }
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void streamsUntilTheTakerLeaves()
    {
        auto client = std::make_unique<RawClient>(port());
        client->send(get("/stream"));
        QTRY_VERIFY(m_stream);
        QSignalSpy closed(m_stream.get(), &StreamWriter::closed);
        QCOMPARE(m_stream->write("one "), StreamWriter::Outcome::Written);
        m_stream->write("two");
        QTRY_VERIFY(client->received().endsWith("\r\n\r\none two"));
        client->leave();
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(m_stream->write("three"), StreamWriter::Outcome::Closed);
    }

    void theEndOfAStreamEndsTheConnection()
    {
        RawClient client(port());
        client.send(get("/stream"));
        QTRY_VERIFY(m_stream);
        m_stream->write("all");
        m_stream.reset();
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received().endsWith("all"));
    }

    void aChunkedStreamTellsTheWholeFromWhatBrokeOff()
    {
        for (const bool isWhole : {true, false}) {
            RawClient client(port());
            client.send(get("/chunks"));
            QTRY_VERIFY(m_stream);
            m_stream->write("twelve bytes");
            m_stream->write({});
            m_stream->write("two");
            if (isWhole)
                m_stream->finish();
            m_stream.reset();
            QTRY_VERIFY(client.isClosed());
            QVERIFY(client.received().contains("\r\nX-Name: whole\r\n"));
            QVERIFY(client.received().contains("\r\nTransfer-Encoding: chunked\r\n"));
            QVERIFY(!client.received().contains("Content-Length"));
            const QByteArray pieces = "c\r\ntwelve bytes\r\n3\r\ntwo\r\n";
            const QByteArray expected = isWhole ? QByteArray(pieces + "0\r\n\r\n") : pieces;
            QCOMPARE(bodyOf(client.received()), expected);
        }
    }

    void anOlderTakerGetsNoChunks()
    {
        RawClient client(port());
        client.send("GET /chunks HTTP/1.0\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(m_stream);
        m_stream->write("all");
        m_stream->finish();
        m_stream.reset();
        QTRY_VERIFY(client.isClosed());
        QVERIFY(!client.received().contains("chunked"));
        QCOMPARE(bodyOf(client.received()), "all");
    }

    void refusesOtherMachines()
    {
        const auto addresses = QNetworkInterface::allAddresses();
        const auto outside = std::find_if(addresses.begin(), addresses.end(), [](const QHostAddress &address) {
            return address.protocol() == QAbstractSocket::IPv4Protocol && !isLoopback(address);
        });
        if (outside == addresses.end())
            QSKIP("this machine has no address but loopback: refusal was not tried over a real one");
        const auto url = m_server->start(*outside, 0, tlsUnderTest());
        QVERIFY(url);
        for (const QByteArray &request : {get("/hello/a"), post("/echo", "x"), upgrade("/ws")}) {
            RawClient client(quint16(url->port()), *outside);
            client.send(request);
            QTRY_COMPARE(client.status(), 403);
            QTRY_VERIFY(client.received().contains("ssh -L"));
        }
    }

    void finishesAnswersWhenClosing()
    {
        RawClient idle(port());
        idle.send(get("/hello/a"));
        QTRY_COMPARE(idle.answers().size(), 1);
        RawClient busy(port());
        busy.send(get("/later"));
        QTRY_VERIFY(m_kept);
        m_server->close();
        QTRY_VERIFY(idle.isClosed());
        QVERIFY(!busy.isClosed());
        RawClient late(port());
        QTRY_COMPARE(late.state(), QAbstractSocket::UnconnectedState);
        m_kept->json({});
        QTRY_VERIFY(busy.isClosed());
        QCOMPARE(busy.answers().size(), 1);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void saysWhyItCannotListen()
    {
        const auto again = m_server->start(QHostAddress::LocalHost, port(), tlsUnderTest());
        QVERIFY(!again);
        QVERIFY2(again.error().contains(QString::number(port())), qPrintable(again.error()));
    }

private:
    [[nodiscard]] quint16 port() const { return quint16(m_url.port()); }

    const LoopbackAuthorizer m_authorizer;
    std::unique_ptr<HttpServer> m_server;
    QUrl m_url;
    std::shared_ptr<Responder> m_kept;
    std::unique_ptr<StreamWriter> m_stream;
    QStringList m_webSocketRoutes;
};

QTEST_GUILESS_MAIN(HttpServerTest)
#include "http_server_test.moc"
