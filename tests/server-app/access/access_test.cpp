// Signing in as a whole: the routes of accounts, sessions and tokens over real HTTP, TLS and WebSockets.

#include "server-app/access/access_world.h"

#include "access/command_token.h"
#include "access/sign_in_limits.h"
#include "api/json.h"
#include "support/wait.h"

#include <QByteArrayList>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QWebSocket>

using namespace rollcall;
using namespace rollcall::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto noticed = 3'000;  // ms; a second is promised, a busy machine gets more

QString textOf(const QJsonObject &json, const char *key)
{
    return json[QLatin1String(key)].toString();
}

QJsonObject credentialsOf(const QString &name, const QString &password = u"correct horse"_s)
{
    return {{u"name"_s, name}, {u"password"_s, password}};
}

} // namespace

class AccessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<AccessWorld>();
        QVERIFY(m_world->isSound());
    }
    void cleanup() { m_world.reset(); }

    // --- before the first account

    void thisMachineMayDoEverythingUntilThereIsAnAccount()
    {
        const AccessReply session = ask("GET", u"/api/v1/session"_s);
        QCOMPARE(session.json[u"signedIn"_s].toBool(), false);
        QCOMPARE(session.json[u"setUpNeeded"_s].toBool(), true);
        QVERIFY(session.json[u"rights"_s].toArray().contains(u"manage-accounts"_s));
        QVERIFY(session.json[u"csrf"_s].isNull());
        QCOMPARE(session.json[u"site"_s].toObject(), (QJsonObject{{u"name"_s, u"Works"_s}, {u"timeZone"_s, u"Europe/Berlin"_s}, {u"language"_s, u"de"_s}}));
        QCOMPARE(ask("POST", u"/api/v1/people"_s).status, 200);
        const Visitor ana = m_world->setUp();
        QCOMPARE(ask("POST", u"/api/v1/people"_s).status, 401);
        QCOMPARE(ask("GET", u"/api/v1/people"_s).status, 401);
        QCOMPARE(ask("GET", u"/healthz"_s).status, 200);
        QCOMPARE(ask("POST", u"/api/v1/people"_s, {}, ana).status, 200);
    }

    void anotherNameForThisMachineIsNotBelieved()  // DNS rebinding
    {
        const QList<std::pair<QByteArray, QByteArray>> rebound{{"Host", "evil.example:" + QByteArray::number(m_world->port())}};
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, {}, rebound).status, 403);
        const AccessReply session = ask("GET", u"/api/v1/session"_s, {}, {}, rebound);
        QCOMPARE(session.status, 200);
        QVERIFY(session.json[u"rights"_s].toArray().isEmpty());
        QCOMPARE(ask("POST", u"/api/v1/set-up"_s, credentialsOf(u"evil"_s), {}, rebound).status, 403);  // it has no code
    }

    void whatAProxyPassesOnIsNotThisMachine()
    {
        for (const QByteArray header : {"X-Forwarded-For", "Forwarded", "Via"})
            QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, {}, {{header, "192.0.2.9"}}).status, 401);
    }

    void loopbackCanBeClosedTooAndThenTheCodeOpens()
    {
        m_world = std::make_unique<AccessWorld>(false);
        QCOMPARE(ask("GET", u"/api/v1/people"_s).status, 401);
        const QUrl address = m_world->access().setUpAddress(QUrl(u"http://127.0.0.1:8443/"_s)).value();
        QVERIFY(address.toString().startsWith(u"http://127.0.0.1:8443/#/set-up?code="_s));
        const QString code = address.toString().section(u'=', 1);
        QCOMPARE(code.size(), 19);
        QJsonObject body = credentialsOf(u"ana"_s);
        QCOMPARE(ask("POST", u"/api/v1/set-up"_s, body).status, 403);
        body.insert(u"code"_s, QString(code).replace(code.front(), code.front() == u'2' ? u'3' : u'2'));
        QCOMPARE(ask("POST", u"/api/v1/set-up"_s, body).status, 403);
        QVERIFY(m_world->audited().contains(u"set-up:refuse by 127.0.0.1"_s));
        body.insert(u"code"_s, QString(code).remove(u'-').toLower());  // as people type it
        const AccessReply reply = ask("POST", u"/api/v1/set-up"_s, body);
        QCOMPARE(reply.status, 200);
        QCOMPARE(textOf(reply.json[u"account"_s].toObject(), "role"), u"admin"_s);
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, AccessWorld::visitorOf(reply)).status, 200);
        // Once.
        body.insert(u"name"_s, u"bob"_s);
        QCOMPARE(ask("POST", u"/api/v1/set-up"_s, body).status, 409);
        QVERIFY(!m_world->access().setUpAddress(QUrl(u"http://127.0.0.1/"_s)));
    }

    void codesCannotBeTriedForEver()
    {
        m_world = std::make_unique<AccessWorld>(false);
        QJsonObject body = credentialsOf(u"eve"_s);
        body.insert(u"code"_s, u"0000-0000-0000-0000"_s);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(ask("POST", u"/api/v1/set-up"_s, body).status, 403);
        QCOMPARE(ask("POST", u"/api/v1/set-up"_s, body).status, 429);
    }

    // --- signing in

    void signingInGivesACookieThatScriptsCannotRead()
    {
        (void)m_world->setUp();
        const AccessReply plain = ask("POST", u"/api/v1/session"_s, credentialsOf(u"ana"_s));
        QCOMPARE(plain.status, 200);
        QVERIFY2(plain.cookie.startsWith("rollcall-session="), plain.cookie.constData());
        for (const QByteArray part : {"; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=2592000"})
            QVERIFY2(plain.cookie.contains(part), plain.cookie.constData());
        QVERIFY(!plain.cookie.contains("Secure"));  // loopback without TLS: browsers would not send it back
        const AccessReply secure = ask("POST", u"https://127.0.0.1:%1/api/v1/session"_s.arg(m_world->port()), credentialsOf(u"ana"_s));
        QCOMPARE(secure.status, 200);
        QVERIFY(secure.cookie.contains("; Secure"));
        QVERIFY(secure.cookie != plain.cookie);
    }

    void theSessionSaysWhoOneIsAndWhatOneMay()
    {
        const Visitor ana = m_world->setUp();
        m_world->addAccount(ana, u"bob"_s, u"viewer"_s, QJsonArray{u"door"_s});
        const Visitor bob = m_world->signIn(u"BOB"_s);
        const QJsonObject session = ask("GET", u"/api/v1/session"_s, {}, bob).json;
        QCOMPARE(session[u"signedIn"_s].toBool(), true);
        QCOMPARE(session[u"setUpNeeded"_s].toBool(), false);
        QCOMPARE(session[u"csrf"_s].toString().toLatin1(), bob.csrf);
        const QJsonObject account = session[u"account"_s].toObject();
        QCOMPARE(textOf(account, "name"), u"bob"_s);
        QCOMPARE(textOf(account, "role"), u"viewer"_s);
        QCOMPARE(account[u"cameras"_s].toArray(), QJsonArray{u"door"_s});
        QVERIFY(account[u"language"_s].isNull());
        QCOMPARE(session[u"rights"_s].toArray(), (QJsonArray{u"manage-own-session"_s, u"view-cameras"_s, u"view-live"_s, u"view-sightings"_s}));
    }

    void aViewerOfOneCameraSeesThatCameraAlone()
    {
        const Visitor ana = m_world->setUp();
        m_world->addAccount(ana, u"bob"_s, u"viewer"_s, QJsonArray{u"door"_s});
        const Visitor bob = m_world->signIn(u"bob"_s);
        QCOMPARE(ask("GET", u"/snapshot/door.jpg"_s, {}, bob).status, 200);
        QCOMPARE(ask("GET", u"/snapshot/exit.jpg"_s, {}, bob).status, 403);
        QCOMPARE(ask("GET", u"/api/v1/cameras"_s, {}, bob).status, 200);
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, bob).status, 403);
        QCOMPARE(ask("GET", u"/api/v1/accounts"_s, {}, bob).status, 403);
    }

    void wrongNamesAndWrongPasswordsAnswerAlike()
    {
        (void)m_world->setUp();
        const AccessReply password = ask("POST", u"/api/v1/session"_s, credentialsOf(u"ana"_s, u"wrong password"_s));
        m_world->now += 2s;
        const AccessReply name = ask("POST", u"/api/v1/session"_s, credentialsOf(u"nobody"_s));
        QCOMPARE(password.status, 401);
        QCOMPARE(name.status, 401);
        QCOMPARE(name.json, password.json);
        QVERIFY(name.cookie.isEmpty() && password.cookie.isEmpty());
        QTRY_COMPARE(m_world->audited().count(u"session:refuse by 127.0.0.1"_s), 2);
        QVERIFY(!m_world->filesBytes().contains("wrong password"));
        QVERIFY(!m_world->filesBytes().contains("nobody"));  // it may be a password in the wrong field
    }

    void namesAreOneInEachSpellingOfUnicode()
    {
        (void)m_world->setUp(u"Jos\u00e9"_s, u"\u00fcber den Wolken"_s);
        const AccessReply typed = ask("POST", u"/api/v1/session"_s, credentialsOf(u" jose\u0301 "_s, u"u\u0308ber den Wolken"_s));
        QCOMPARE(typed.status, 200);
        QCOMPARE(textOf(typed.json[u"account"_s].toObject(), "name"), u"Jos\u00e9"_s);
    }

    void namesAndPasswordsThatCannotBeAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("password");
        QTest::newRow("no name") << u""_s << u"correct horse"_s;
        QTest::newRow("blank name") << u"  "_s << u"correct horse"_s;
        QTest::newRow("over-long name") << QString(65, u'x') << u"correct horse"_s;
        QTest::newRow("very long name") << QString(5'000, u'x') << u"correct horse"_s;
        QTest::newRow("control character") << u"a\nb"_s << u"correct horse"_s;
        QTest::newRow("text direction") << u"a\u202eb"_s << u"correct horse"_s;
        QTest::newRow("short password") << u"bob"_s << u"1234567"_s;
        QTest::newRow("over-long password") << u"bob"_s << QString(257, u'x');
        QTest::newRow("the name again") << u"bobthebuilder"_s << u"BobTheBuilder"_s;
    }
    void namesAndPasswordsThatCannotBeAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, password);
        const AccessReply reply = ask("POST", u"/api/v1/set-up"_s, credentialsOf(name, password));
        QVERIFY2(reply.status == 422 || reply.status == 413, qPrintable(QString::number(reply.status)));
        QVERIFY(!textOf(reply.json, "detail").contains(password) || password.isEmpty());
        QCOMPARE(m_world->credentials().accounts(), access::Credentials::Accounts::None);
    }

    void bodiesThatAreNoneAreRefused()
    {
        (void)m_world->setUp();
        QCOMPARE(ask("POST", u"/api/v1/session"_s).status, 422);
        QCOMPARE(ask("POST", u"/api/v1/session"_s, {{u"name"_s, u"ana"_s}, {u"password"_s, 12345678}}).status, 422);
        QCOMPARE(ask("POST", u"/api/v1/session"_s, {{u"name"_s, u"ana"_s}, {u"password"_s, u"correct horse"_s}, {u"pasword"_s, u"x"_s}}).status, 422);
        QCOMPARE(ask("POST", u"/api/v1/session"_s, {{u"name"_s, u"ana"_s}, {u"password"_s, QString(20'000, u'x')}}).status, 413);
    }

    void triesAreLimited()
    {
        (void)m_world->setUp();
        const auto wrong = [&](const QString &name) { return ask("POST", u"/api/v1/session"_s, credentialsOf(name, u"wrong password"_s)); };
        QCOMPARE(wrong(u"ana"_s).status, 401);
        const AccessReply hasty = wrong(u"ana"_s);
        QCOMPARE(hasty.status, 429);
        QCOMPARE(hasty.retryAfter, "1");
        // Five in a minute; the hasty one was no try.
        for (int i = 0; i < 4; ++i) {
            m_world->now += 1s;
            QCOMPARE(wrong(u"ana"_s).status, 401);
        }
        m_world->now += 1s;
        const AccessReply sixth = ask("POST", u"/api/v1/session"_s, credentialsOf(u"ana"_s));
        QCOMPARE(sixth.status, 429);  // also the right one
        QVERIFY2(sixth.retryAfter.toInt() > 50 && sixth.retryAfter.toInt() <= 60, sixth.retryAfter.constData());
        m_world->now += 60s;
        QCOMPARE(ask("POST", u"/api/v1/session"_s, credentialsOf(u"ana"_s)).status, 200);
    }

    void tenThousandTriesReachTheHasherTwentyTimesAnHour()
    {
        (void)m_world->setUp();
        int compared = 0;
        int refused = 0;
        for (int i = 0; i < 10'000; ++i) {
            access::SignInLimits::Attempt attempt{.address = "192.0.2.9", .account = "ana"};
            (m_limits.begin(attempt, m_world->now + std::chrono::milliseconds(300 * i)) ? refused : compared) += 1;  // 50 minutes
        }
        QCOMPARE(compared, 20);
        QCOMPARE(refused, 9'980);
        // Over HTTP they are as many as the clock lets through: one.
        int tried = 0;
        for (int i = 0; i < 300; ++i)
            tried += ask("POST", u"/api/v1/session"_s, credentialsOf(u"ana"_s, u"wrong password"_s)).status == 401;
        QCOMPARE(tried, 1);
    }

    // --- cookies

    void cookiesThatAreNoneOpenNothing_data()
    {
        QTest::addColumn<QByteArray>("cookie");
        QTest::newRow("empty") << QByteArray("rollcall-session=");
        QTest::newRow("short") << QByteArray("rollcall-session=abc");
        QTest::newRow("made up") << QByteArray("rollcall-session=" + QByteArray(43, 'A'));
        QTest::newRow("too long") << QByteArray("rollcall-session=" + QByteArray(8'000, 'A'));
        QTest::newRow("no pair") << QByteArray("rollcall-session");
        QTest::newRow("odd characters") << QByteArray("rollcall-session=" + QByteArray(43, '\xe4'));
        QTest::newRow("many") << QByteArray("a=b; ;;=; rollcall-session=\"" + QByteArray(43, 'A') + "\"; c");
        QTest::newRow("injection") << QByteArray("rollcall-session=' OR 1=1 --");
    }
    void cookiesThatAreNoneOpenNothing()
    {
        QFETCH(QByteArray, cookie);
        (void)m_world->setUp();
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, {.cookie = cookie}).status, 401);
        QCOMPARE(ask("GET", u"/api/v1/session"_s, {}, {.cookie = cookie}).json[u"signedIn"_s].toBool(), false);
    }

    void changesNeedTheWordOfTheSessionsOwnPage()
    {
        const Visitor ana = m_world->setUp();
        const Visitor other = m_world->signIn(u"ana"_s);
        QCOMPARE(ask("POST", u"/api/v1/people"_s, {}, {.cookie = ana.cookie}).status, 403);
        QCOMPARE(ask("POST", u"/api/v1/people"_s, {}, {.cookie = ana.cookie, .csrf = "wrong"}).status, 403);
        QCOMPARE(ask("POST", u"/api/v1/people"_s, {}, {.cookie = ana.cookie, .csrf = other.csrf}).status, 403);
        QCOMPARE(ask("DELETE", u"/api/v1/session"_s, {}, {.cookie = ana.cookie}).status, 403);
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, {.cookie = ana.cookie}).status, 200);
        QCOMPARE(ask("POST", u"/api/v1/people"_s, {}, ana).status, 200);
        // Pages of another site are refused whatever they know.
        QCOMPARE(ask("POST", u"/api/v1/people"_s, {}, ana, {{"Origin", "https://evil.example"}}).status, 403);
        QCOMPARE(ask("POST", u"/api/v1/people"_s, {}, ana, {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
        QCOMPARE(ask("POST", u"/api/v1/people"_s, {}, ana, {{"Sec-Fetch-Site", "same-origin"}}).status, 200);
        QCOMPARE(ask("POST", u"/api/v1/session"_s, credentialsOf(u"ana"_s), {}, {{"Origin", "https://evil.example"}}).status, 403);
    }

    void webSocketsWithACookieSayWhereTheyComeFrom()
    {
        const Visitor ana = m_world->setUp();
        QCOMPARE(upgrade({{"Cookie", ana.cookie}}), 403);
        QCOMPARE(upgrade({{"Cookie", ana.cookie}, {"Origin", "https://evil.example"}}), 403);
        QCOMPARE(upgrade({{"Cookie", ana.cookie}, {"Origin", "http://127.0.0.1:" + QByteArray::number(m_world->port())}}), 101);
        QCOMPARE(upgrade({{"Origin", "http://127.0.0.1:" + QByteArray::number(m_world->port())}}), 401);
        QCOMPARE(upgrade({{"Authorization", "Bearer " + token(ana, u"viewer"_s).bearer}}), 101);
    }

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
        begin(stream, bob);
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

    // --- accounts

    void accountsAreListedChangedAndRemoved()
    {
        const Visitor ana = m_world->setUp();
        const QString id = m_world->addAccount(ana, u"bob"_s, u"viewer"_s);
        QCOMPARE(ask("POST", u"/api/v1/accounts"_s, {{u"name"_s, u"BOB"_s}, {u"role"_s, u"viewer"_s}, {u"password"_s, u"correct horse"_s}}, ana).status, 409);
        const QJsonArray items = ask("GET", u"/api/v1/accounts"_s, {}, ana).json[u"items"_s].toArray();
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[1][u"name"_s].toString(), u"bob"_s);
        QVERIFY(items[1][u"lastSignIn"_s].isNull());
        QVERIFY(!QString::fromUtf8(QJsonDocument(items).toJson()).contains(u"argon2"_s));
        const QString path = u"/api/v1/accounts/"_s + id;
        const QByteArray tag = ask("GET", path, {}, ana).tag;
        QCOMPARE(ask("PATCH", path, {{u"role"_s, u"operator"_s}}, ana).status, 428);
        const AccessReply changed = ask("PATCH", path, {{u"role"_s, u"operator"_s}}, ana, {{"If-Match", tag}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(textOf(changed.json, "role"), u"operator"_s);
        QCOMPARE(ask("PATCH", path, {{u"role"_s, u"viewer"_s}}, ana, {{"If-Match", tag}}).status, 412);  // two admins at once
        QCOMPARE(ask("PATCH", path, {{u"role"_s, u"emperor"_s}}, ana, {{"If-Match", changed.tag}}).status, 422);
        QCOMPARE(ask("PATCH", path, {{u"role"_s, u"admin"_s}, {u"cameras"_s, QJsonArray{u"door"_s}}}, ana, {{"If-Match", changed.tag}}).status, 400);
        QCOMPARE(ask("PATCH", path, {{u"cameras"_s, QJsonArray{u"no id!"_s}}}, ana, {{"If-Match", changed.tag}}).status, 422);
        QCOMPARE(ask("DELETE", path, {}, ana, {{"If-Match", tag}}).status, 412);
        QCOMPARE(ask("DELETE", path, {}, ana, {{"If-Match", changed.tag}}).status, 204);
        QCOMPARE(ask("GET", path, {}, ana).status, 404);
        QVERIFY(m_world->audited().contains(u"account:change by ana"_s));
        QVERIFY(m_world->audited().contains(u"account:remove by ana"_s));
    }

    void theLastAdminStays()
    {
        const Visitor ana = m_world->setUp();
        const QJsonObject own = ask("GET", u"/api/v1/accounts"_s, {}, ana).json[u"items"_s][0].toObject();
        const QString path = u"/api/v1/accounts/"_s + textOf(own, "id");
        QCOMPARE(ask("DELETE", path, {}, ana).status, 409);
        QCOMPARE(ask("PATCH", path, {{u"role"_s, u"viewer"_s}}, ana, {{"If-Match", ask("GET", path, {}, ana).tag}}).status, 409);
    }

    // --- tokens

    void tokensComeInWithoutCookieUntilTheyAreRevoked()
    {
        const Visitor ana = m_world->setUp();
        const AccessReply made = ask("POST", u"/api/v1/tokens"_s, {{u"name"_s, u"shop"_s}, {u"role"_s, u"operator"_s}, {u"cameras"_s, QJsonArray{u"door"_s}}}, ana);
        QCOMPARE(made.status, 201);
        const Visitor shop{.bearer = textOf(made.json, "token").toLatin1()};
        QVERIFY(shop.bearer.startsWith("rollcall_"));
        QCOMPARE(ask("GET", u"/snapshot/door.jpg"_s, {}, shop).status, 200);
        QCOMPARE(ask("GET", u"/snapshot/exit.jpg"_s, {}, shop).status, 403);
        QCOMPARE(ask("GET", u"/api/v1/session"_s, {}, shop).json[u"signedIn"_s].toBool(), true);
        const QJsonObject listed = ask("GET", u"/api/v1/tokens"_s, {}, ana).json[u"items"_s][0].toObject();
        QVERIFY(!listed.contains(u"token"_s));
        QCOMPARE(textOf(listed, "lastUsedAt"), api::toText(m_world->now));
        QCOMPARE(textOf(listed, "createdBy"), u"ana"_s);
        QWebSocket socket;
        open(socket, shop);
        QSignalSpy closed(&socket, &QWebSocket::disconnected);
        QCOMPARE(ask("DELETE", u"/api/v1/tokens/"_s + textOf(listed, "id"), {}, ana).status, 204);
        QCOMPARE(ask("GET", u"/snapshot/door.jpg"_s, {}, shop).status, 401);
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, noticed);
    }

    void tokensExpire()
    {
        const Visitor ana = m_world->setUp();
        const auto make = [&](attendance::UtcMs when) {
            return ask("POST", u"/api/v1/tokens"_s, {{u"name"_s, u"shop"_s}, {u"role"_s, u"viewer"_s}, {u"expires"_s, api::toText(when)}}, ana);
        };
        QCOMPARE(make(m_world->now).status, 422);
        const Visitor shop{.bearer = textOf(make(m_world->now + 1h).json, "token").toLatin1()};
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, shop).status, 200);
        QWebSocket socket;
        open(socket, shop);
        QSignalSpy closed(&socket, &QWebSocket::disconnected);
        m_world->now += 1h;
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, shop).status, 401);
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, noticed);
        QCOMPARE(ask("GET", u"/api/v1/tokens"_s, {}, ana).json[u"items"_s][0][u"isExpired"_s].toBool(), true);
    }

    void secretsAreNowhereInTheRegister()
    {
        const Visitor ana = m_world->setUp(u"ana"_s, u"a very secret password"_s);
        const QByteArray token = this->token(ana, u"viewer"_s).bearer;
        const QByteArray all = m_world->filesBytes();
        QVERIFY(all.contains("$argon2id$"));
        for (const QByteArray &secret : {QByteArray("a very secret password"), token, ana.cookie.split('=').last(), ana.csrf})
            QVERIFY(!all.contains(secret));
    }

    // --- commands and other servers

    void commandsOnThisMachineProveThemselvesByTheDataFolder()
    {
        (void)m_world->setUp();
        const auto path = m_world->folder().toStdString();
        const QByteArray secret = access::readCommandToken(path).value();
        QCOMPARE(QFile::permissions(m_world->folder() + u"/command-token"_s) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const AccessReply reply = ask("GET", u"/api/v1/people"_s, {}, {.bearer = secret});
        QCOMPARE(reply.status, 200);
        QCOMPARE(textOf(reply.json, "name"), u"command line"_s);
        const net::Access elsewhere{.peer = QHostAddress(u"192.0.2.9"_s), .right = net::Right::ViewPeople, .authorization = "Bearer " + secret};
        QCOMPARE(m_world->access().authorizer().authorize(elsewhere).status, 401);
    }

    void anotherServerOnTheRegisterKnowsWhoSignedInHere()
    {
        const Visitor ana = m_world->setUp();
        access::Credentials other({.store = m_world->store(), .now = [this] { return m_world->now; }, .interval = 50ms});
        QTRY_COMPARE(other.accounts(), access::Credentials::Accounts::Some);
        const QByteArray secret = ana.cookie.split('=').last();
        const auto caller = other.ofSession(secret);
        QVERIFY(caller);
        QCOMPARE(caller->name, u"ana"_s);
        QSignalSpy ended(&other, &access::Credentials::sessionEnded);
        QCOMPARE(ask("DELETE", u"/api/v1/session"_s, {}, ana).status, 204);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, noticed);
        QVERIFY(!other.ofSession(secret));
    }

    void whoWasSignedInStaysSoWhileTheRegisterIsAway()
    {
        const Visitor ana = m_world->setUp();
        const QByteArray secret = ana.cookie.split('=').last();
        const std::filesystem::path copy = QString(m_world->folder() + u"/accounts.json"_s).toStdString();
        {
            access::Credentials here({.store = m_world->store(), .now = [this] { return m_world->now; }, .copy = copy, .interval = 50ms});
            QTRY_COMPARE(here.accounts(), access::Credentials::Accounts::Some);
        }
        QCOMPARE(QFile::permissions(QString::fromStdString(copy.string())) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QTemporaryDir folder;
        // Nothing listens at this address.
        auto away = store::Store::open({.file = folder.filePath(u"outbox.db"_s).toStdString(), .elsewhere = std::get<store::PostgresAddress>(*store::parseDatabaseAddress("postgresql://nobody@127.0.0.1:1/none"))});
        QVERIFY(away);
        access::Credentials known({.store = **away, .now = [this] { return m_world->now; }, .copy = copy, .interval = 50ms});
        QCOMPARE(known.accounts(), access::Credentials::Accounts::Some);
        QVERIFY(known.ofSession(secret));
        access::Credentials unknown({.store = **away, .now = [this] { return m_world->now; }, .interval = 50ms});
        QCOMPARE(unknown.accounts(), access::Credentials::Accounts::NotKnownYet);
        const pairing::PairedCameras cameras({.store = **away, .now = [this] { return m_world->now; }});
        const pairing::CameraAuthorizer cameraRule(cameras);
        const access::AccountAuthorizer authorizer({.cameras = cameraRule, .credentials = unknown});
        const net::Decision decision = authorizer.authorize({.peer = QHostAddress(QHostAddress::LocalHost), .right = net::Right::ViewPeople, .host = u"localhost"_s});
        QCOMPARE(decision.status, 503);
        QVERIFY(decision.retryAfter);
    }

private:
    AccessReply ask(const QByteArray &method, const QString &target, const QJsonObject &body = {}, const Visitor &visitor = {},
                    const QList<std::pair<QByteArray, QByteArray>> &headers = {})
    {
        return m_world->ask(method, target, body, visitor, headers);
    }
    Visitor token(const Visitor &admin, const QString &role)
    {
        return {.bearer = textOf(ask("POST", u"/api/v1/tokens"_s, {{u"name"_s, QString(u"a "_s + role)}, {u"role"_s, role}}, admin).json, "token").toLatin1()};
    }
    // The status of an upgrade with these headers.
    int upgrade(const QList<std::pair<QByteArray, QByteArray>> &headers)
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
    void open(QWebSocket &socket, const Visitor &visitor)
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
    void begin(QTcpSocket &stream, const Visitor &visitor)
    {
        stream.connectToHost(QHostAddress::LocalHost, m_world->port());
        stream.write("GET /mjpeg/door HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + visitor.cookie + "\r\n\r\n");
        QTRY_VERIFY(stream.peek(8'000).contains("picture"));
    }
    void revokeSessionsOf(const QString &account, const Visitor &admin)
    {
        const QJsonArray sessions = ask("GET", u"/api/v1/sessions?account="_s + account, {}, admin).json[u"items"_s].toArray();
        for (const QJsonValue &session : sessions)
            QCOMPARE(ask("DELETE", u"/api/v1/sessions/"_s + session[u"id"_s].toString(), {}, admin).status, 204);
    }
    // As another server, or a command, does it: in the register.
    void removeElsewhere(const QString &account)
    {
        m_world->store().call([id = account.toStdString(), now = m_world->now](store::Register &records) {
            return store::AccountRecords(records.database()).remove(id, {}, "another server", now);
        }, this, [](const std::expected<void, store::StoreError> &removed) { QVERIFY(removed); });
    }
    void idleAwayFrom(const Visitor &other)
    {
        m_world->now += 11h;
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, other).status, 200);
        m_world->now += 2h;
    }

    access::SignInLimits m_limits;
    std::unique_ptr<AccessWorld> m_world;
};

QTEST_GUILESS_MAIN(AccessTest)
#include "access_test.moc"
