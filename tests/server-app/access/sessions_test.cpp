// What ends a session, and what one may do about one's own.

#include "server-app/access/access_case.h"

using namespace rollcall;
using namespace rollcall::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class SessionsTest : public AccessCase {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { m_world.reset(); }

    // --- what ends

    void signingOutEndsTheSession()
    {
        const Visitor ana = m_world->setUp();
        const AccessReply out = ask("DELETE", u"/api/v1/session"_s, {}, ana);
        QCOMPARE(out.status, 204);
        QVERIFY(out.cookie.startsWith("rollcall-session=;"));
        QVERIFY(out.cookie.contains("Max-Age=0"));
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, ana).status, 401);
        QVERIFY(m_world->audited().contains(u"session:close by ana"_s));
    }

    void aRemovedAccountsCookieOpensNothing()
    {
        const Visitor ana = m_world->setUp();
        const QString id = m_world->addAccount(ana, u"bob"_s, u"viewer"_s);
        const Visitor bob = m_world->signIn(u"bob"_s);
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, bob).status, 200);
        QCOMPARE(ask("DELETE", u"/api/v1/accounts/"_s + id, {}, ana).status, 204);
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, bob).status, 401);
        QCOMPARE(ask("GET", u"/api/v1/session"_s, {}, bob).json[u"signedIn"_s].toBool(), false);
    }

    void whatIsOpenClosesWhenItsSessionDoes_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"signed out", "account removed", "role changed", "cameras changed", "password changed", "session revoked", "elsewhere", "idle"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void whatIsOpenClosesWhenItsSessionDoes()
    {
        QFETCH(QString, how);
        const Visitor ana = m_world->setUp();
        const QString id = m_world->addAccount(ana, u"bob"_s, u"operator"_s);
        const Visitor bob = m_world->signIn(u"bob"_s);
        QWebSocket mine;
        open(mine, ana);
        QWebSocket socket;
        open(socket, bob);
        QSignalSpy closed(&socket, &QWebSocket::disconnected);
        QTcpSocket stream;
        watch(stream, bob);
        QSignalSpy broken(&stream, &QTcpSocket::disconnected);

        const QString tag = QString::fromLatin1(ask("GET", u"/api/v1/accounts/"_s + id, {}, ana).tag);
        const auto patch = [&](const QJsonObject &change) {
            QCOMPARE(ask("PATCH", u"/api/v1/accounts/"_s + id, change, ana, {{"If-Match", tag.toLatin1()}}).status, 200);
        };
        if (how == u"signed out"_s)
            QCOMPARE(ask("DELETE", u"/api/v1/session"_s, {}, bob).status, 204);
        else if (how == u"account removed"_s)
            QCOMPARE(ask("DELETE", u"/api/v1/accounts/"_s + id, {}, ana).status, 204);
        else if (how == u"role changed"_s)
            patch({{u"role"_s, u"viewer"_s}});
        else if (how == u"cameras changed"_s)
            patch({{u"cameras"_s, QJsonArray{u"exit"_s}}});
        else if (how == u"password changed"_s)
            patch({{u"password"_s, u"another password"_s}});
        else if (how == u"session revoked"_s)
            revokeSessionsOf(id, ana);
        else if (how == u"elsewhere"_s)
            removeElsewhere(id);
        else
            idleAwayFrom(ana);
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, noticed);
        QCOMPARE(int(socket.closeCode()), 4401);
        QVERIFY(!socket.closeReason().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(broken.size(), 1, noticed);
        QCOMPARE(mine.state(), QAbstractSocket::ConnectedState);  // nobody else's
        const bool stays = how == u"role changed"_s || how == u"cameras changed"_s;
        QCOMPARE(ask("GET", u"/api/v1/session"_s, {}, bob).json[u"signedIn"_s].toBool(), stays);
    }

    void anOpenWebSocketOfThisMachineClosesWithTheFirstAccount()
    {
        QWebSocket socket;
        open(socket, {});
        QSignalSpy closed(&socket, &QWebSocket::disconnected);
        (void)m_world->setUp();
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, noticed);
    }

    void sessionsEndByThemselves()
    {
        const Visitor ana = m_world->setUp();
        const auto isIn = [&] { return ask("GET", u"/api/v1/people"_s, {}, ana).status == 200; };
        for (int i = 0; i < 4; ++i) {
            m_world->now += 11h;
            QVERIFY(isIn());  // each request begins the idle time anew
        }
        m_world->now += 12h;
        QVERIFY(!isIn());

        const Visitor again = m_world->signIn(u"ana"_s);
        for (int i = 0; i < 30 * 24 / 10 - 1; ++i) {
            m_world->now += 10h;
            QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, again).status, 200);
        }
        m_world->now += 10h;
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, again).status, 401);  // 30 days
    }

    void signingInAgainReplacesTheBrowsersSession()
    {
        const Visitor ana = m_world->setUp();
        const AccessReply again = ask("POST", u"/api/v1/session"_s, credentialsOf(u"ana"_s), ana);
        QCOMPARE(again.status, 200);
        QTRY_COMPARE(ask("GET", u"/api/v1/people"_s, {}, ana).status, 401);
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, AccessWorld::visitorOf(again)).status, 200);
    }

    // --- one's own account

    void onesOwnPasswordIsChangedWithTheOldOne()
    {
        const Visitor ana = m_world->setUp();
        const Visitor other = m_world->signIn(u"ana"_s);
        QCOMPARE(ask("PUT", u"/api/v1/session/password"_s, {{u"old"_s, u"wrong"_s}, {u"new"_s, u"a new password"_s}}, ana).status, 403);
        m_world->now += 1s;
        QCOMPARE(ask("PUT", u"/api/v1/session/password"_s, {{u"old"_s, u"correct horse"_s}, {u"new"_s, u"short"_s}}, ana).status, 422);
        QCOMPARE(ask("PUT", u"/api/v1/session/password"_s, {{u"old"_s, u"correct horse"_s}, {u"new"_s, u"a new password"_s}}, ana).status, 204);
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, ana).status, 200);
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, other).status, 401);
        QCOMPARE(ask("POST", u"/api/v1/session"_s, credentialsOf(u"ana"_s)).status, 401);
        m_world->now += 1s;
        QCOMPARE(ask("POST", u"/api/v1/session"_s, credentialsOf(u"ana"_s, u"a new password"_s)).status, 200);
    }

    void theLanguageIsChosen()
    {
        const Visitor ana = m_world->setUp();
        QCOMPARE(ask("PATCH", u"/api/v1/session"_s, {{u"language"_s, u"klingon"_s}}, ana).status, 422);
        const AccessReply chosen = ask("PATCH", u"/api/v1/session"_s, {{u"language"_s, u"fr"_s}}, ana);
        QCOMPARE(textOf(chosen.json[u"account"_s].toObject(), "language"), u"fr"_s);
    }

    void onesOwnSessionsAreListedAndEnded()
    {
        const Visitor ana = m_world->setUp();
        const QString bobId = m_world->addAccount(ana, u"bob"_s, u"viewer"_s);
        const Visitor bob = m_world->signIn(u"bob"_s);
        m_world->now += 1min;
        const Visitor phone = m_world->signIn(u"bob"_s);
        const QJsonArray sessions = ask("GET", u"/api/v1/sessions"_s, {}, bob).json[u"items"_s].toArray();
        QCOMPARE(sessions.size(), 2);
        QCOMPARE(sessions[0][u"current"_s].toBool(), false);  // the newest first
        QCOMPARE(sessions[1][u"current"_s].toBool(), true);
        QCOMPARE(sessions[0][u"address"_s].toString(), u"127.0.0.1"_s);
        QCOMPARE(ask("GET", u"/api/v1/sessions?account=other"_s, {}, bob).status, 403);
        QCOMPARE(ask("GET", u"/api/v1/sessions?account="_s + bobId, {}, ana).json[u"items"_s].toArray().size(), 2);
        const QString anas = ask("GET", u"/api/v1/sessions"_s, {}, ana).json[u"items"_s][0][u"id"_s].toString();
        QCOMPARE(ask("DELETE", u"/api/v1/sessions/"_s + anas, {}, bob).status, 404);
        QCOMPARE(ask("DELETE", u"/api/v1/sessions/"_s + sessions[0][u"id"_s].toString(), {}, bob).status, 204);
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, phone).status, 401);
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, bob).status, 200);
    }
};

std::unique_ptr<QObject> rollcall::testing::makeSessionsTest()
{
    return std::make_unique<SessionsTest>();
}

#include "sessions_test.moc"
