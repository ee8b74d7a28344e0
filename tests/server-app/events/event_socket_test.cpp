#include "events/hub.h"

#include "../net/raw_client.h"
#include "net/http_server.h"

#include <QJsonDocument>
#include <QTest>
#include <QWebSocket>

using namespace rollcall;
using namespace rollcall::events;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// "Bearer NAME RIGHT,RIGHT CAMERA,CAMERA": who says so is that, in a session of this name. Without cameras: all.
class Believing final : public net::Authorizer {
public:
    net::Decision authorize(const net::Access &access) const override
    {
        const QStringList words = QString::fromLatin1(access.authorization).split(u' ');
        if (words.size() < 3)
            return net::Decision::refuse(u"Sign in."_s, 401);
        net::Caller caller{.kind = net::Caller::Kind::Account, .id = words[1], .name = words[1], .session = words[1]};
        for (const net::Right right : net::allRights()) {
            if (words[2] == u"all"_s || words[2].split(u',').contains(toString(right)))
                caller.rights = caller.rights | net::Rights{right};
        }
        if (words.size() > 3) {
            const QStringList cameras = words[3].split(u',');
            caller.cameras = QSet<QString>(cameras.begin(), cameras.end());
        }
        if (!caller.may(access.right))
            return net::Decision::refuse(u"Not for you."_s);
        return net::Decision::allow(caller);
    }
};

// An open page.
class Page : public QObject {
public:
    Page(quint16 port, const QByteArray &who)
    {
        connect(&socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
            messages.append(QJsonDocument::fromJson(text.toUtf8()).object());
        });
        connect(&socket, &QWebSocket::disconnected, this, [this] { isClosed = true; });
        QNetworkRequest request(QUrl(u"ws://localhost:%1/api/v1/events"_s.arg(port)));
        request.setRawHeader("Authorization", "Bearer " + who);
        socket.open(request);
    }
    [[nodiscard]] QList<QJsonObject> of(const QString &type) const
    {
        QList<QJsonObject> found;
        std::ranges::copy_if(messages, std::back_inserter(found), [&](const QJsonObject &message) { return message["type"_L1] == type; });
        return found;
    }
    void say(const QString &text) { socket.sendTextMessage(text); }
    void subscribe(const QJsonValue &overlays)
    {
        say(QString::fromUtf8(QJsonDocument(QJsonObject{{u"type"_s, u"subscribe"_s}, {u"overlays"_s, overlays}}).toJson()));
    }
    [[nodiscard]] int closeCode() const { return int(socket.closeCode()); }

    QWebSocket socket;
    QList<QJsonObject> messages;
    bool isClosed = false;
};

Event numbered(int n)
{
    return {.type = u"sighting"_s, .body = {{u"n"_s, n}}, .right = net::Right::ViewSightings, .camera = u"door"_s};
}

Event overlayOf(const QString &camera)
{
    return {.type = u"overlay"_s, .body = {{u"camera"_s, camera}}, .right = net::Right::ViewLive, .camera = camera, .key = camera};
}

constexpr auto viewer = "anna view-cameras,view-live,view-sightings door";

} // namespace

class EventSocketTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin({}); }
    void cleanup()
    {
        m_http.reset();
        m_hub.reset();
        m_waiting.clear();
    }

    void greetsWithRightsAndCamerasBeforeAnythingElse()
    {
        m_answersLater = true;
        Page page(m_port, viewer);
        QTRY_COMPARE(m_waiting.size(), 1U);
        m_hub->post(numbered(1));
        m_waiting.front()(cameras());
        QTRY_COMPARE(page.messages.size(), 2);
        const QJsonObject hello = page.messages.first();
        QCOMPARE(hello["type"_L1].toString(), u"hello"_s);
        QCOMPARE(hello["at"_L1].toString(), u"2026-11-21T16:58:03.120Z"_s);
        QCOMPARE(hello["version"_L1].toInt(), 1);
        QCOMPARE(hello["server"_L1].toString(), u"9.9"_s);
        QCOMPARE(hello["rights"_L1].toArray(), (QJsonArray{u"view-cameras"_s, u"view-live"_s, u"view-sightings"_s}));
        QCOMPARE(hello["cameras"_L1].toArray().size(), 1);
        QCOMPARE(hello["cameras"_L1][0]["id"_L1].toString(), u"door"_s);
        QCOMPARE(page.messages.last()["n"_L1].toInt(), 1);
        m_answersLater = false;
    }

    void lateCamerasOfAPageThatLeftDisturbNothing()
    {
        m_answersLater = true;
        {
            Page page(m_port, viewer);
            QTRY_COMPARE(m_waiting.size(), 1U);
        }
        QTRY_COMPARE(m_hub->viewerCount(), 0);
        m_waiting.front()(cameras());
        m_answersLater = false;
    }

    void refusesWhoMayNotSeeCameras()
    {
        Page nobody(m_port, "carl view-people");
        QTRY_VERIFY(nobody.isClosed || nobody.socket.state() == QAbstractSocket::UnconnectedState);
        QVERIFY(nobody.messages.isEmpty());
        RawClient raw(m_port);
        raw.send(upgrade(Hub::path));
        QTRY_COMPARE(raw.status(), 401);
    }

    void tellsWhoHasTheRightAtTheCamera()
    {
        Page anna(m_port, viewer);
        Page ben(m_port, "ben all");
        Page carl(m_port, "carl view-cameras");
        QTRY_VERIFY(anna.messages.size() == 1 && ben.messages.size() == 1 && carl.messages.size() == 1);
        m_hub->post(numbered(1));
        m_hub->post({.type = u"sighting"_s, .body = {{u"n"_s, 2}}, .right = net::Right::ViewSightings, .camera = u"gate"_s});
        m_hub->post({.type = u"people"_s, .body = {}, .right = net::Right::ViewPeople});
        m_hub->post({.type = u"last"_s, .body = {}, .right = net::Right::ViewCameras});
        for (Page *page : {&anna, &ben, &carl})
            QTRY_COMPARE(page->of(u"last"_s).size(), 1);
        QCOMPARE(anna.of(u"sighting"_s).size(), 1);
        QCOMPARE(anna.of(u"sighting"_s).first()["n"_L1].toInt(), 1);
        QCOMPARE(anna.of(u"people"_s).size(), 0);
        QCOMPARE(ben.messages.size(), 5);
        QCOMPARE(carl.messages.size(), 2);
    }

    void tellsNobodyWhatTheTableOfRightsDoesNotKnow()
    {
        m_rightOf = [](const QString &type) { return type == u"sighting"_s ? std::optional(net::Right::ViewSightings) : type == u"last"_s ? std::optional(net::Right::ViewCameras) : std::nullopt; };
        begin({});
        Page ben(m_port, "ben all");
        QTRY_COMPARE(ben.messages.size(), 1);
        m_hub->post({.type = u"secrets"_s, .body = {}, .right = net::Right::ViewCameras});   // no row
        m_hub->post({.type = u"sighting"_s, .body = {}, .right = net::Right::ViewCameras});  // another right
        m_hub->post(numbered(1));
        m_hub->post({.type = u"last"_s, .body = {}, .right = net::Right::ViewCameras});
        QTRY_COMPARE(ben.of(u"last"_s).size(), 1);
        QCOMPARE(ben.messages.size(), 3);
        m_rightOf = {};
    }

    void sendsOverlaysToThoseWhoAskedForThem()
    {
        int changes = 0;
        connect(m_hub.get(), &Hub::overlaysWantedChanged, this, [&] { ++changes; });
        Page anna(m_port, viewer);
        Page ben(m_port, "ben all");
        QTRY_VERIFY(anna.messages.size() == 1 && ben.messages.size() == 1);
        QVERIFY(!m_hub->wantsOverlays(u"door"_s));
        anna.subscribe(u"all"_s);
        ben.subscribe(QJsonArray{u"gate"_s});
        QTRY_VERIFY(m_hub->wantsOverlays(u"door"_s) && m_hub->wantsOverlays(u"gate"_s));
        QVERIFY(!m_hub->wantsOverlays(u"yard"_s));  // all of Anna's is one door
        QCOMPARE(changes, 2);
        m_hub->post(overlayOf(u"door"_s));
        m_hub->post(overlayOf(u"gate"_s));
        QTRY_VERIFY(!anna.of(u"overlay"_s).isEmpty() && !ben.of(u"overlay"_s).isEmpty());
        QCOMPARE(anna.of(u"overlay"_s).size(), 1);
        QCOMPARE(anna.of(u"overlay"_s).first()["camera"_L1].toString(), u"door"_s);
        QCOMPARE(ben.of(u"overlay"_s).first()["camera"_L1].toString(), u"gate"_s);
        anna.subscribe(QJsonArray());
        QTRY_VERIFY(!m_hub->wantsOverlays(u"door"_s));
        m_hub->post(overlayOf(u"door"_s));
        m_hub->post({.type = u"last"_s, .body = {}, .right = net::Right::ViewCameras});
        QTRY_COMPARE(anna.of(u"last"_s).size(), 1);
        QCOMPARE(anna.of(u"overlay"_s).size(), 1);
        ben.socket.abort();
        QTRY_VERIFY(!m_hub->wantsOverlays(u"gate"_s));
    }

    void answersMalformedMessagesAndGoesOn()
    {
        Page page(m_port, viewer);
        QTRY_COMPARE(page.messages.size(), 1);
        page.say(u"{\"type\":\"dance\"}"_s);
        QTRY_COMPARE(page.of(u"error"_s).size(), 1);
        QVERIFY(page.of(u"error"_s).first()["detail"_L1].toString().contains(u"dance"_s));
        page.subscribe(QJsonArray{u"door"_s});
        QTRY_VERIFY(m_hub->wantsOverlays(u"door"_s));
        for (int i = 0; i < 20; ++i)
            page.say(u"nonsense"_s);
        QTRY_VERIFY(page.isClosed);
        QCOMPARE(page.closeCode(), 1008);
        QTRY_COMPARE(m_hub->viewerCount(), 0);
    }

    void closesWhatBreaksTheRules_data()
    {
        QTest::addColumn<int>("messages");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isBinary");
        QTest::addColumn<int>("code");
        QTest::newRow("too many") << 60 << QByteArray(R"({"type":"subscribe","overlays":[]})") << false << 1008;
        QTest::newRow("binary") << 1 << QByteArray("\x01\x02") << true << 1003;
        QTest::newRow("too long") << 1 << QByteArray(40'000, 'x') << false << 1009;
    }
    void closesWhatBreaksTheRules()
    {
        QFETCH(int, messages);
        QFETCH(QByteArray, text);
        QFETCH(bool, isBinary);
        Page bad(m_port, viewer);
        Page good(m_port, viewer);
        QTRY_VERIFY(bad.messages.size() == 1 && good.messages.size() == 1);
        for (int i = 0; i < messages; ++i) {
            if (isBinary)
                bad.socket.sendBinaryMessage(text);
            else
                bad.say(QString::fromLatin1(text));
        }
        QTRY_VERIFY(bad.isClosed);
        QTEST(bad.closeCode(), "code");
        m_hub->post(numbered(1));
        QTRY_COMPARE(good.messages.size(), 2);
        QVERIFY(!good.isClosed);
    }

    void deliversABurstWholeAndInOrder()
    {
        constexpr int events = 1'000;
        QList<std::shared_ptr<Page>> pages;
        for (int i = 0; i < 5; ++i)
            pages.append(std::make_shared<Page>(m_port, viewer));
        for (const auto &page : pages)
            QTRY_COMPARE(page->messages.size(), 1);
        for (int n = 0; n < events; ++n)
            m_hub->post(numbered(n));
        for (const auto &page : pages) {
            QTRY_COMPARE(page->messages.size(), events + 1);
            for (int n = 0; n < events; ++n)
                QCOMPARE(page->messages[n + 1]["n"_L1].toInt(), n);
        }
    }

    void closesASlowReaderAndNobodyElse()
    {
        RawClient slow(m_port);
        Page good(m_port, viewer);
        beginSlow(slow);
        QTRY_COMPARE(good.messages.size(), 1);
        int posted = 0;
        while (!m_slowClosed && posted < 50'000) {
            for (int i = 0; i < 200; ++i)
                m_hub->post(numbered(posted++));
            QTRY_COMPARE(good.messages.size(), posted + 1);
            m_slowClosed = m_hub->viewerCount() < 2 || !wantsDoor();
        }
        QVERIFY(m_slowClosed);
        slow.readOn();
        QTRY_VERIFY(slow.isClosed());
        QVERIFY(slow.received().contains(QByteArray::fromHex("03f5")));  // 1013, in the close frame
        QTRY_COMPARE(m_hub->viewerCount(), 1);
        QVERIFY(!good.isClosed);
    }

    void letsNewerStatesTakeThePlaceOfOlderOnes()
    {
        RawClient slow(m_port);
        Page good(m_port, viewer);
        beginSlow(slow);
        QTRY_COMPARE(good.messages.size(), 1);
        constexpr int states = 20'000;
        const QString filler(1'000, u'x');
        for (int n = 0; n < states; ++n)
            m_hub->post({.type = u"camera"_s, .body = {{u"n"_s, n}, {u"filler"_s, filler}}, .right = net::Right::ViewCameras, .camera = u"door"_s, .key = u"door"_s});
        QTRY_VERIFY(!good.messages.isEmpty() && good.messages.last()["n"_L1].toInt() == states - 1);
        slow.readOn();
        QTRY_VERIFY(slow.received().contains("\"n\":19999"));
        QVERIFY(!slow.isClosed());
        QVERIFY(slow.received().count("\"filler\"") < states / 10);
    }

    void saysThatASessionHasEnded()
    {
        Page anna(m_port, viewer);
        Page other(m_port, viewer);
        Page ben(m_port, "ben all");
        QTRY_VERIFY(anna.messages.size() == 1 && other.messages.size() == 1 && ben.messages.size() == 1);
        m_hub->endSession(u"anna"_s, u"The account was removed."_s);
        for (Page *page : {&anna, &other}) {
            QTRY_VERIFY(page->isClosed);
            QCOMPARE(page->closeCode(), 4401);
            QCOMPARE(page->messages.last()["type"_L1].toString(), u"session-ended"_s);
            QCOMPARE(page->messages.last()["reason"_L1].toString(), u"The account was removed."_s);
        }
        QTRY_COMPARE(m_hub->viewerCount(), 1);
        m_hub->endSession({}, u"nobody's"_s);
        m_hub->post(numbered(1));
        QTRY_COMPARE(ben.messages.size(), 2);
    }

    void boundsHowManyMayListen()
    {
        EventLimits limits;
        limits.viewersPerAddress = 2;
        limits.viewers = 3;
        begin(limits);
        Page first(m_port, viewer);
        auto second = std::make_unique<Page>(m_port, viewer);
        QTRY_VERIFY(first.messages.size() == 1 && second->messages.size() == 1);
        RawClient refused(m_port);
        refused.send(upgrade(Hub::path, "Authorization: Bearer ben all\r\n"));
        QTRY_COMPARE(refused.status(), 429);
        QVERIFY(refused.received().contains("Retry-After: "));
        second.reset();
        QTRY_COMPARE(m_hub->viewerCount(), 1);
        Page third(m_port, viewer);
        QTRY_COMPARE(third.messages.size(), 1);

        limits.viewers = 1;
        begin(limits);
        Page only(m_port, viewer);
        QTRY_COMPARE(only.messages.size(), 1);
        RawClient late(m_port);
        late.send(upgrade(Hub::path, "Authorization: Bearer ben all\r\n"));
        QTRY_COMPARE(late.status(), 503);
    }

    void dropsWhoGivesNoSignOfLife()
    {
        EventLimits limits;
        limits.heartbeat = 50ms;
        limits.deadAfter = 500ms;
        begin(limits);
        RawClient dead(m_port);  // answers no ping
        dead.send(upgrade(Hub::path, "Authorization: Bearer ben all\r\n"));
        Page alive(m_port, viewer);
        QTRY_VERIFY(dead.received().contains("hello"));
        QTRY_COMPARE(alive.messages.size(), 1);
        QTRY_VERIFY(dead.isClosed());
        QTRY_COMPARE(m_hub->viewerCount(), 1);
        QVERIFY(!alive.isClosed);
    }

    void saysGoodbyeAtTheEnd()
    {
        Page page(m_port, viewer);
        QTRY_COMPARE(page.messages.size(), 1);
        m_hub->close();
        QTRY_VERIFY(page.isClosed);
        QCOMPARE(page.closeCode(), 1001);
        RawClient late(m_port);
        late.send(upgrade(Hub::path, "Authorization: Bearer ben all\r\n"));
        QTRY_COMPARE(late.status(), 503);
    }

private:
    static QJsonArray cameras()
    {
        return {QJsonObject{{u"id"_s, u"door"_s}, {u"name"_s, u"Door"_s}}, QJsonObject{{u"id"_s, u"gate"_s}, {u"name"_s, u"Gate"_s}}};
    }
    void begin(const EventLimits &limits)
    {
        m_http.reset();
        m_hub = std::make_unique<Hub>(Hub::Parts{.cameras = [this](std::function<void(const QJsonArray &)> done) {
                                                     if (m_answersLater)
                                                         m_waiting.push_back(std::move(done));
                                                     else
                                                         done(cameras());
                                                 },
                                                 .now = [] { return UtcMs(std::chrono::milliseconds(1'795'280'283'120)); }, .version = u"9.9"_s, .rightOf = m_rightOf}, limits);
        net::Router router;
        m_hub->addRoutes(router);
        m_http = std::make_unique<net::HttpServer>(std::move(router), m_authorizer);
        m_port = quint16(m_http->start(QHostAddress::LocalHost, 0)->port());
        m_slowClosed = false;
    }
    // Reads its greeting, subscribes to the door, and reads nothing more. Only it wants overlays: while it is not closed, somebody does.
    void beginSlow(RawClient &slow)
    {
        slow.send(upgrade(Hub::path, QByteArray("Authorization: Bearer ") + viewer + "\r\n"));
        QTRY_VERIFY(slow.received().contains("hello"));
        slow.stopReading();
        const QByteArray text = R"({"type":"subscribe","overlays":"all"})";
        slow.send(QByteArray("\x81", 1) + char(0x80 | text.size()) + QByteArray(4, '\0') + text);  // masked with zeros
        QTRY_VERIFY(wantsDoor());
    }
    [[nodiscard]] bool wantsDoor() const { return m_hub->wantsOverlays(u"door"_s); }

    const Believing m_authorizer;
    std::unique_ptr<Hub> m_hub;
    std::unique_ptr<net::HttpServer> m_http;
    quint16 m_port = 0;
    std::function<std::optional<net::Right>(const QString &)> m_rightOf;
    bool m_answersLater = false;
    bool m_slowClosed = false;
    std::vector<std::function<void(const QJsonArray &)>> m_waiting;
};

QTEST_GUILESS_MAIN(EventSocketTest)
#include "event_socket_test.moc"
