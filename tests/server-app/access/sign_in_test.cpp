// Who gets in, over real HTTP, TLS and WebSockets: before the first account, by name and password, by cookie.

#include "server-app/access/access_case.h"

#include "access/sign_in_limits.h"

using namespace rollcall;
using namespace rollcall::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class SignInTest : public AccessCase {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
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

    void visitorsOfATrustedProxyAreToldApart()
    {
        m_world->server().trustProxies(*net::TrustedProxies::parse({u"127.0.0.0/8"_s}));
        QCOMPARE(ask("GET", u"/api/v1/people"_s, {}, {}, {{"X-Forwarded-For", "127.0.0.1"}}).status, 401);  // nobody becomes this machine by saying so
        (void)m_world->setUp();
        const auto tryFrom = [&](const QByteArray &visitor, const QString &name) {
            return ask("POST", u"/api/v1/session"_s, credentialsOf(name, u"wrong password"_s), {}, {{"X-Forwarded-For", visitor}}).status;
        };
        QCOMPARE(tryFrom("203.0.113.9", u"ana"_s), 401);
        QCOMPARE(tryFrom("203.0.113.9", u"bob"_s), 429);
        QCOMPARE(tryFrom("203.0.113.10, 203.0.113.9", u"bob"_s), 429);  // what visitors write there themselves counts for nothing
        QCOMPARE(tryFrom("198.51.100.7", u"bob"_s), 401);
        QTRY_VERIFY(m_world->audited().contains(u"session:refuse by 203.0.113.9"_s));
        QVERIFY(m_world->audited().contains(u"session:refuse by 198.51.100.7"_s));
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
        // Behind a proxy it is the visitor's connection that counts.
        QVERIFY(ask("POST", u"/api/v1/session"_s, credentialsOf(u"ana"_s), {}, {{"X-Forwarded-Proto", "https"}}).cookie.contains("; Secure"));
        const AccessReply inside = ask("POST", u"https://127.0.0.1:%1/api/v1/session"_s.arg(m_world->port()), credentialsOf(u"ana"_s), {}, {{"X-Forwarded-Proto", "http"}});
        QVERIFY(!inside.cookie.isEmpty() && !inside.cookie.contains("Secure"));
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

    void whosePasswordWasChangedMeanwhileIsNotSignedIn()
    {
        const Visitor ana = m_world->setUp();
        const QString id = ask("GET", u"/api/v1/accounts"_s, {}, ana).json[u"items"_s][0][u"id"_s].toString();
        // The password was right when it was compared, with what was the account's hash then.
        std::optional<bool> opened;
        m_world->credentials().open({.account = id.toStdString(), .name = "ana", .address = "192.0.2.9", .agent = {}, .passwordHash = "$argon2id$of before"},
                                    [&](const std::expected<QByteArray, store::StoreError> &secret) { opened = secret.has_value(); });
        QTRY_COMPARE(opened, std::optional(false));
        QCOMPARE(ask("GET", u"/api/v1/sessions"_s, {}, ana).json[u"items"_s].toArray().size(), 1);
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
        access::SignInLimits limits;
        int compared = 0;
        int refused = 0;
        for (int i = 0; i < 10'000; ++i) {
            access::SignInLimits::Attempt attempt{.address = "192.0.2.9", .account = "ana"};
            (limits.begin(attempt, m_world->now + std::chrono::milliseconds(300 * i)) ? refused : compared) += 1;  // 50 minutes
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
};

std::unique_ptr<QObject> rollcall::testing::makeSignInTest()
{
    return std::make_unique<SignInTest>();
}

#include "sign_in_test.moc"
