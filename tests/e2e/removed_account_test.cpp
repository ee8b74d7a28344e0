// Somebody's account is removed while they watch, by every way that there is.
#include "e2e/running_server.h"
#include "server-app/whep/player.h"
#include "support/wait.h"

#include <QJsonDocument>
#include <QNetworkReply>
#include <QProcess>
#include <QWebSocket>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString password = u"correct horse"_s;
const QString polling = u"/socket.io/?EIO=4&transport=polling"_s;
constexpr int sessionEnded = 4401;

// What a browser sends with every request of somebody who is signed in.
using Headers = QList<std::pair<QByteArray, QByteArray>>;

class RemovedAccountTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        server.start();
        camera = startCamera(server.url(), u"door"_s, u"test"_s);
        ASSERT_TRUE(waitUntil([&] { return server.http().metric("rollcall_frames_received_total{camera=\"door\"}") > 0; }, 30s)) << camera->output().toStdString();
        ASSERT_EQ(account({u"create"_s, u"ana"_s, u"--role"_s, u"admin"_s}), 0);
        ASSERT_EQ(account({u"create"_s, u"bob"_s}), 0);
        ana = signIn(u"ana"_s);
        bob = signIn(u"bob"_s);
    }
    int account(const QStringList &arguments)
    {
        QProcess process;
        process.start(buildFolder() + u"/bin/rollcall-server"_s, QStringList{u"account"_s} + arguments + QStringList{u"--data-dir"_s, server.dataFolder()});
        process.write(password.toUtf8() + '\n');
        process.closeWriteChannel();
        return process.waitForFinished(20'000) ? process.exitCode() : -1;
    }
    std::unique_ptr<QNetworkReply> begin(const QByteArray &method, const QString &path, const Headers &headers, const QByteArray &body = {}, const QByteArray &type = {})
    {
        QNetworkRequest request(server.url().resolved(QUrl(path)));
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        if (!type.isEmpty())
            request.setHeader(QNetworkRequest::ContentTypeHeader, type);
        for (const auto &[name, value] : headers)
            request.setRawHeader(name, value);
        return std::unique_ptr<QNetworkReply>(network.sendCustomRequest(request, method, body));
    }
    std::unique_ptr<QNetworkReply> ask(const QByteArray &method, const QString &path, const Headers &headers, const QByteArray &body = {}, const QByteArray &type = {})
    {
        auto reply = begin(method, path, headers, body, type);
        waitUntil([&] { return reply->isFinished(); }, 20s);
        return reply;
    }
    Headers signIn(const QString &name)
    {
        const auto reply = ask("POST", u"/api/v1/session"_s, {}, QJsonDocument(QJsonObject{{u"name"_s, name}, {u"password"_s, password}}).toJson(), "application/json");
        EXPECT_EQ(statusOf(*reply), 200);
        const QJsonObject session = QJsonDocument::fromJson(reply->readAll()).object();
        return {{"Cookie", reply->rawHeader("Set-Cookie").split(';').first()}, {"X-Rollcall-CSRF", session[u"csrf"_s].toString().toLatin1()},
                {"Origin", server.url().toString(QUrl::RemovePath).toLatin1()}};
    }
    static int statusOf(const QNetworkReply &reply) { return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }
    bool plays(const Player &player, int more = 30)
    {
        const int before = player.seen().frames;
        return waitUntil([&] { return player.seen().frames >= before + more; }, 30s);
    }
    // Named, and not let in.
    void expectRefused(QNetworkReply &reply)
    {
        EXPECT_EQ(statusOf(reply), 401) << reply.url().toString().toStdString();
        const QByteArray body = reply.readAll();
        EXPECT_FALSE(QJsonDocument::fromJson(body).object()[u"detail"_s].toString().isEmpty()) << body.toStdString();
    }

    RunningServer server{QStringList{u"--recognition=false"_s}};
    std::unique_ptr<Program> camera;
    QNetworkAccessManager network;
    Headers ana;
    Headers bob;
};

} // namespace

TEST_F(RemovedAccountTest, sessionsOfARemovedUserEndAndNobodyElseNotices)
{
    const QUrl view = server.url().resolved(QUrl(u"/whep/door"_s));
    Player watching;
    ASSERT_TRUE(watching.view(view, ana)) << watching.failure().toStdString();
    Player removed;
    ASSERT_TRUE(removed.view(view, bob)) << removed.failure().toStdString();
    ASSERT_TRUE(plays(watching) && plays(removed)) << watching.failure().toStdString() << removed.failure().toStdString();
    const auto pictures = begin("GET", u"/mjpeg/door"_s, bob);
    ASSERT_TRUE(waitUntil([&] { return pictures->bytesAvailable() > 1'000; }));
    const QByteArray opened = ask("GET", polling, bob)->readAll();
    const QString engineSession = QJsonDocument::fromJson(opened.mid(1)).object()[u"sid"_s].toString();
    ASSERT_FALSE(engineSession.isEmpty()) << opened.toStdString();
    const auto poll = begin("GET", polling + u"&sid="_s + engineSession, bob);
    QWebSocket events(QString::fromLatin1(bob.last().second));
    QNetworkRequest socketRequest(QUrl(server.url().toString(QUrl::RemovePath).replace(u"http"_s, u"ws"_s) + u"/api/v1/events"_s));
    socketRequest.setRawHeader("Cookie", bob.first().second);
    events.open(socketRequest);
    ASSERT_TRUE(waitUntil([&] { return events.state() == QAbstractSocket::ConnectedState; })) << events.errorString().toStdString();

    ASSERT_EQ(account({u"remove"_s, u"bob"_s}), 0);
    EXPECT_TRUE(waitUntil([&] { return ask("GET", u"/metrics"_s, ana)->readAll().contains("rollcall_viewers{camera=\"door\"} 1\n"); }));
    const int seen = removed.seen().packets;
    EXPECT_TRUE(waitUntil([&] { return pictures->isFinished(); }));
    EXPECT_TRUE(waitUntil([&] { return poll->isFinished(); }));
    EXPECT_TRUE(waitUntil([&] { return events.state() == QAbstractSocket::UnconnectedState; }));
    EXPECT_EQ(int(events.closeCode()), sessionEnded);
    for (const QString &path : {u"/api/v1/cameras"_s, u"/mjpeg/door"_s, u"/snapshot/door.jpg"_s, polling, QString(polling + u"&sid="_s + engineSession)})
        expectRefused(*ask("GET", path, bob));
    expectRefused(*ask("POST", u"/whep/door"_s, bob, "v=0\r\n", "application/sdp"));

    EXPECT_LE(removed.seen().packets, seen + 5) << "no more than what was on its way";
    EXPECT_TRUE(plays(watching)) << watching.failure().toStdString();
    EXPECT_EQ(watching.seen().gaps, 0);
}
