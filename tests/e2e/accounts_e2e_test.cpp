// A real server with accounts and tokens: every route and WebSocket in every role, and the commands that manage them.

#include "access/right_table.h"
#include "e2e/running_server.h"
#include "support/wait.h"

#include <QByteArrayList>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpSocket>

using namespace rollcall;
using namespace rollcall::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString password = u"correct horse"_s;

struct Reply {
    int status = 0;
    QJsonObject json;
    QByteArray cookie;
};

// Somebody at the door: with which headers, and what the table says that they may.
struct Visitor {
    QString name;
    QList<std::pair<QByteArray, QByteArray>> headers;
    net::Rights rights;
    bool isLimited = false;  // to the camera "door"
    bool isSignedIn = true;
};

struct Outcome {
    std::optional<int> status;
    QString output;
};

QByteArray bytesOf(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

class AccountsE2e : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_server = std::make_unique<RunningServer>(QStringList{u"--recognition=false"_s, u"--trusted-proxies=127.0.0.1"_s});
        s_server->start();
    }
    static void TearDownTestSuite() { s_server.reset(); }

    Reply ask(const QByteArray &method, const QString &path, const QJsonObject &body = {}, const QList<std::pair<QByteArray, QByteArray>> &headers = {})
    {
        QNetworkRequest request(s_server->url().resolved(QUrl(path)));
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        for (const auto &[name, value] : headers)
            request.setRawHeader(name, value);
        const bool hasBody = method != "GET" && method != "DELETE" && method != "OPTIONS";
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, hasBody ? QJsonDocument(body).toJson() : QByteArray()));
        waitUntil([&] { return reply->isFinished() || reply->rawHeader("Content-Type").startsWith("multipart/"); }, 20s);
        return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), .json = QJsonDocument::fromJson(reply->readAll()).object(),
                .cookie = reply->rawHeader("Set-Cookie").split(';').first()};
    }
    Visitor signIn(const QString &name, store::Role role, bool isLimited)
    {
        const Reply reply = ask("POST", u"/api/v1/session"_s, {{u"name"_s, name}, {u"password"_s, password}});
        EXPECT_EQ(reply.status, 200) << QJsonDocument(reply.json).toJson().toStdString();
        return {.name = u"account "_s + name, .headers = {{"Cookie", reply.cookie}, {"X-Rollcall-CSRF", reply.json[u"csrf"_s].toString().toLatin1()}, {"Origin", origin()}},
                .rights = access::rightsOf(role, isLimited), .isLimited = isLimited};
    }
    // What follows the command's name reads `input` from its standard input.
    static Outcome command(const QStringList &arguments, const QString &input = {})
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(buildFolder() + u"/bin/rollcall-server"_s, arguments + QStringList{u"--data-dir"_s, s_server->dataFolder()});
        process.write(input.toUtf8() + '\n');
        process.closeWriteChannel();
        if (!process.waitForFinished(20'000))
            return {std::nullopt, QString::fromUtf8(process.readAll())};
        return {process.exitCode(), QString::fromUtf8(process.readAll())};
    }
    Visitor token(const QString &role, const QStringList &more = {})
    {
        const QString name = (QStringList{role} + more).join(u' ');
        const Outcome made = command(QStringList{u"token"_s, u"create"_s, name, u"--role"_s, role} + more);
        EXPECT_EQ(made.status, 0) << made.output.toStdString();
        return {.name = u"token "_s + name, .headers = {{"Authorization", "Bearer " + made.output.trimmed().toLatin1()}},
                .rights = access::rightsOf(*store::parseRole(role.toStdString()), !more.isEmpty()), .isLimited = !more.isEmpty()};
    }
    static QByteArray origin() { return s_server->url().toString(QUrl::RemovePath).toLatin1(); }
    // The status of an upgrade.
    static int upgrade(const QString &path, const Visitor &visitor)
    {
        QTcpSocket socket;
        socket.connectToHost(s_server->url().host(), quint16(s_server->url().port()));
        QByteArray request = "GET " + path.toLatin1() + " HTTP/1.1\r\nHost: " + s_server->url().authority().toLatin1()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        for (const auto &[name, value] : visitor.headers)
            request += name + ": " + value + "\r\n";
        socket.write(request + "\r\n");
        waitUntil([&] { return socket.bytesAvailable() >= 12; });
        return socket.readAll().mid(9, 3).toInt();
    }
    // 0: let in, whatever comes of the request then. Programs on this machine may send video without being paired.
    static int expected(const access::RouteRow &row, const Visitor &visitor, bool isOtherCamera)
    {
        if (access::everybodysRights().has(row.right) || row.right == net::Right::SendVideo)
            return 0;
        if (!visitor.isSignedIn)
            return 401;
        return !visitor.rights.has(row.right) || (visitor.isLimited && isOtherCamera) ? 403 : 0;
    }
    void walk(const access::RouteRow &row, const Visitor &visitor, const QString &camera)
    {
        QString path = QString::fromUtf8(bytesOf(row.pattern));
        path.replace(u"{camera}"_s, camera).replace(u"{file...}"_s, u"app.js"_s);
        path.replace(QRegularExpression(u"\\{[^}]+\\}"_s), u"00000000-0000-7000-8000-000000000000"_s);
        const int status = row.method == "WS" ? upgrade(path, visitor) : ask(bytesOf(row.method), path, {}, visitor.headers).status;
        const int refusal = status == 401 || status == 403 ? status : 0;
        EXPECT_NE(status, 0) << row.method << ' ' << path.toStdString();
        EXPECT_EQ(refusal, expected(row, visitor, camera != u"door"_s)) << row.method << ' ' << path.toStdString() << " for " << visitor.name.toStdString() << " answered " << status;
        ++m_walked;
    }

    static inline std::unique_ptr<RunningServer> s_server;
    QNetworkAccessManager m_network;
    int m_walked = 0;
};

} // namespace

// One after the other: they tell of one server's life.
TEST_F(AccountsE2e, aTheAddressOfTheFirstAccountIsPrintedAndLoopbackIsOpenUntilThen)
{
    const auto address = s_server->program().waitForLine(u"set up at "_s);
    ASSERT_TRUE(address) << s_server->program().output().toStdString();
    EXPECT_TRUE(address->startsWith(s_server->url().toString() + u"#/set-up?code="_s)) << address->toStdString();
    EXPECT_EQ(ask("GET", u"/api/v1/people"_s).status, 200);
    const Outcome viewer = command({u"account"_s, u"create"_s, u"bob"_s}, password);
    EXPECT_EQ(viewer.status, 1);
    EXPECT_TRUE(viewer.output.contains(u"must be an admin"_s)) << viewer.output.toStdString();
    const Outcome shortOne = command({u"account"_s, u"create"_s, u"ana"_s, u"--role"_s, u"admin"_s}, u"short"_s);
    EXPECT_EQ(shortOne.status, 1);
    EXPECT_TRUE(shortOne.output.contains(u"at least 8"_s)) << shortOne.output.toStdString();
    EXPECT_EQ(command({u"account"_s, u"create"_s, u"ana"_s, u"--role"_s, u"admin"_s, u"--camera"_s, u"door"_s}, password).status, 1);
    EXPECT_EQ(ask("GET", u"/api/v1/people"_s).status, 200);  // nothing was made

    const Outcome made = command({u"account"_s, u"create"_s, u"ana"_s, u"--role"_s, u"admin"_s}, password);
    ASSERT_EQ(made.status, 0) << made.output.toStdString();
    EXPECT_FALSE(made.output.contains(password));
    EXPECT_TRUE(waitUntil([&] { return ask("GET", u"/api/v1/people"_s).status == 401; }, 5s));  // the running server noticed
    ASSERT_EQ(command({u"account"_s, u"create"_s, u"bob"_s, u"--camera"_s, u"door"_s}, password).status, 0);
    ASSERT_EQ(command({u"account"_s, u"create"_s, u"olga"_s, u"--role"_s, u"operator"_s}, password).status, 0);
    EXPECT_EQ(command({u"account"_s, u"create"_s, u"ANA"_s, u"--role"_s, u"admin"_s}, password).status, 1);
    const Outcome list = command({u"account"_s, u"list"_s});
    EXPECT_TRUE(list.output.contains(u"ana"_s) && list.output.contains(u"limited to door"_s)) << list.output.toStdString();
    // Commands that ask the server prove themselves by its data folder.
    const Outcome pair = command({u"pair"_s, u"--camera"_s, u"door"_s, u"--json"_s});
    EXPECT_EQ(pair.status, 0) << pair.output.toStdString();
}

TEST_F(AccountsE2e, bEveryRouteLetsInWhomTheTableSays)
{
    const std::array visitors{
        Visitor{.name = u"nobody"_s, .headers = {}, .rights = access::everybodysRights(), .isSignedIn = false},
        Visitor{.name = u"a wrong token"_s, .headers = {{"Authorization", "Bearer rollcall_wrong"}}, .rights = access::everybodysRights(), .isSignedIn = false},
        Visitor{.name = u"a made-up cookie"_s, .headers = {{"Cookie", "rollcall-session=" + QByteArray(43, 'A')}, {"Origin", origin()}}, .rights = access::everybodysRights(), .isSignedIn = false},
        token(u"monitor"_s), token(u"terminal"_s), token(u"viewer"_s), token(u"operator"_s), token(u"admin"_s), token(u"operator"_s, {u"--camera"_s, u"door"_s}),
        signIn(u"ana"_s, store::Role::Admin, false), signIn(u"bob"_s, store::Role::Viewer, true), signIn(u"olga"_s, store::Role::Operator, false)};
    QElapsedTimer clock;
    clock.start();
    for (const Visitor &visitor : visitors) {
        const access::RouteRow *signOut = nullptr;
        for (const access::RouteRow &row : access::routeTable()) {
            if (row.isOptional)
                continue;
            if (row.method == "DELETE" && row.pattern == "/api/v1/session") {
                signOut = &row;  // last
                continue;
            }
            walk(row, visitor, u"door"_s);
            if (row.pattern.find("{camera}") != std::string_view::npos && visitor.isLimited)
                walk(row, visitor, u"exit"_s);
        }
        ASSERT_TRUE(signOut);
        walk(*signOut, visitor, u"door"_s);
    }
    std::printf("%d requests in %lld ms\n", m_walked, clock.elapsed());
}

TEST_F(AccountsE2e, cTokensAreListedUsedAndRevoked)
{
    const Visitor shop = token(u"viewer"_s, {u"--camera"_s, u"exit"_s, u"--days"_s, u"1"_s});
    const auto status = [&](const QString &path) { return ask("GET", path, {}, shop.headers).status; };
    ASSERT_TRUE(waitUntil([&] { return status(u"/api/v1/cameras"_s) == 200; }, 5s));
    EXPECT_EQ(status(u"/snapshot/door.jpg"_s), 403);
    EXPECT_EQ(status(u"/snapshot/exit.jpg"_s), 404);
    const Outcome list = command({u"token"_s, u"list"_s});
    EXPECT_TRUE(list.output.contains(u"limited to exit"_s) && list.output.contains(u"expires"_s)) << list.output.toStdString();
    EXPECT_FALSE(list.output.contains(u"rollcall_"_s));
    EXPECT_EQ(command({u"token"_s, u"revoke"_s, u"no such"_s}).status, 1);
    EXPECT_EQ(command({u"token"_s, u"revoke"_s, u"viewer --camera exit --days 1"_s}).status, 0);
    EXPECT_TRUE(waitUntil([&] { return status(u"/api/v1/cameras"_s) == 401; }, 5s));
}

TEST_F(AccountsE2e, dAForgottenPasswordIsReplacedAndAnAccountRemoved)
{
    const Visitor olga = signIn(u"olga"_s, store::Role::Operator, false);
    EXPECT_EQ(ask("GET", u"/api/v1/people"_s, {}, olga.headers).status, 200);
    const Reply behindProxy = ask("POST", u"/api/v1/session"_s, {{u"name"_s, u"olga"_s}, {u"password"_s, password}}, {{"X-Forwarded-For", "203.0.113.9"}});
    EXPECT_EQ(ask("GET", u"/api/v1/sessions"_s, {}, {{"Cookie", behindProxy.cookie}}).json[u"items"_s][0][u"address"_s].toString(), u"203.0.113.9"_s);
    EXPECT_EQ(command({u"account"_s, u"password"_s, u"olga"_s}, u"another password"_s).status, 0);
    EXPECT_TRUE(waitUntil([&] { return ask("GET", u"/api/v1/people"_s, {}, olga.headers).status == 401; }, 5s));
    EXPECT_EQ(ask("POST", u"/api/v1/session"_s, {{u"name"_s, u"olga"_s}, {u"password"_s, u"another password"_s}}).status, 200);
    EXPECT_EQ(command({u"account"_s, u"remove"_s, u"olga"_s}).status, 0);
    EXPECT_EQ(command({u"account"_s, u"remove"_s, u"ana"_s}).status, 1);  // the last admin
    EXPECT_EQ(command({u"account"_s, u"remove"_s, u"nobody"_s}).status, 1);
}

TEST_F(AccountsE2e, eNobodyIsAskedToSetUpAgain)
{
    ASSERT_EQ(s_server->program().terminate(), 0);
    ASSERT_NO_FATAL_FAILURE(s_server->start());
    EXPECT_EQ(ask("GET", u"/api/v1/people"_s).status, 401);
    EXPECT_FALSE(s_server->program().output().contains(u"set up at"_s));
    const QJsonObject session = ask("GET", u"/api/v1/session"_s).json;
    EXPECT_FALSE(session[u"setUpNeeded"_s].toBool(true));
    EXPECT_TRUE(session[u"rights"_s].toArray().isEmpty());
    EXPECT_EQ(ask("GET", u"/healthz"_s).json, (QJsonObject{{u"status"_s, u"ok"_s}}));
    EXPECT_EQ(ask("GET", u"/readyz"_s).json, (QJsonObject{{u"status"_s, u"ready"_s}}));
}
