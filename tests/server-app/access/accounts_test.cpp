// Accounts and tokens, commands on the same machine, and other servers of the same register.

#include "server-app/access/access_case.h"

#include "access/command_token.h"

#include <QFile>
#include <QJsonDocument>

using namespace rollcall;
using namespace rollcall::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class AccountsTest : public AccessCase {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { m_world.reset(); }

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
};

std::unique_ptr<QObject> rollcall::testing::makeAccountsTest()
{
    return std::make_unique<AccountsTest>();
}

#include "accounts_test.moc"
