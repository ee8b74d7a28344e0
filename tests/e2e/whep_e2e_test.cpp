// Viewers of a real camera process through the real server, by WHEP.
#include "e2e/running_server.h"
#include "server-app/whep/player.h"
#include "support/wait.h"

#include <QProcess>
#include <QRegularExpression>
#include <csignal>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// tests/e2e/whep_player.py
class AiortcPlayer {
public:
    explicit AiortcPlayer(const QUrl &view)
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(u"/usr/bin/python3"_s, {qEnvironmentVariable("ROLLCALL_WHEP_PLAYER"), view.toString()});
    }
    ~AiortcPlayer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    // Pictures that were not as the one before.
    int moved()
    {
        read();
        static const QRegularExpression line(u"different (\\d+)"_s);
        int last = 0;
        for (auto lines = line.globalMatch(m_output); lines.hasNext();)
            last = lines.next().captured(1).toInt();
        return last;
    }
    bool moves(int more)
    {
        const int before = moved();
        return waitUntil([&] { return moved() >= before + more; }, 30s);
    }
    // Ends the view as a player should.
    bool leaves()
    {
        m_process.closeWriteChannel();
        return waitUntil([&] { return read().contains(u"deleted 200"_s); }, 20s);
    }
    // Of the view that it was given.
    QUrl session()
    {
        read();
        static const QRegularExpression line(u"session (\\S+)"_s);
        return QUrl(line.match(m_output).captured(1));
    }
    // Ends the connection, and says nothing of it to the server.
    void closes() { m_process.write("close\n"); }
    const QString &read()
    {
        m_output += QString::fromUtf8(m_process.readAll());
        return m_output;
    }

private:
    QProcess m_process;
    QString m_output;
};

bool hasAiortc()
{
    return QProcess::execute(u"/usr/bin/python3"_s, {u"-c"_s, u"import aiortc"_s}) == 0;
}

class WhepE2eTest : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_server = std::make_unique<RunningServer>(QStringList{u"--recognition=false"_s});
        s_server->start();
    }
    static void TearDownTestSuite() { s_server.reset(); }

    static QUrl view(const QString &camera) { return s_server->url().resolved(QUrl(u"/whep/"_s + camera)); }
    static std::unique_ptr<Program> stream(const QString &camera, const QString &codec = u"vp8"_s)
    {
        auto program = startCamera(s_server->url(), camera, u"test"_s, codec);
        EXPECT_TRUE(waitUntil([&] { return s_server->cameraState(camera) == u"streaming"; }, 30s)) << program->output().toStdString();
        EXPECT_TRUE(waitUntil([&] { return s_server->http().metric("rollcall_frames_received_total{camera=\"" + camera.toLatin1() + "\"}") > 0; }, 10s));
        return program;
    }
    static bool plays(const Player &player, int more = 30)
    {
        const int before = player.seen().frames;
        return waitUntil([&] { return player.seen().frames >= before + more; }, 30s);
    }

    static inline std::unique_ptr<RunningServer> s_server;
};

} // namespace

class WhepPlayersTest : public WhepE2eTest, public ::testing::WithParamInterface<const char *> {};

TEST_P(WhepPlayersTest, playersSeeTheCameraAndItsReturnInTheSameView)
{
    const QString codec = QString::fromLatin1(GetParam());
    const QString id = u"door-"_s + codec;
    auto camera = stream(id, codec);
    Player player;
    ASSERT_TRUE(player.view(view(id))) << player.failure().toStdString();
    std::optional<AiortcPlayer> aiortc;
    if (hasAiortc())
        aiortc.emplace(view(id));
    else
        std::puts("aiortc is not here (python3-aiortc): GStreamer's player alone is tried");
    ASSERT_TRUE(plays(player)) << player.failure().toStdString();
    if (aiortc) {
        ASSERT_TRUE(aiortc->moves(30)) << aiortc->read().toStdString();
    }

    camera->kill();
    ASSERT_TRUE(waitUntil([&] { return s_server->cameraState(id) != u"streaming"; }, 40s));
    camera = stream(id, codec);
    EXPECT_TRUE(plays(player)) << player.failure().toStdString();
    EXPECT_EQ(player.seen().gaps, 0);
    if (aiortc) {
        EXPECT_TRUE(aiortc->moves(30)) << aiortc->read().toStdString();
        EXPECT_EQ(aiortc->read().count(u"session "_s), 1) << "one POST: " << aiortc->read().toStdString();
        EXPECT_EQ(aiortc->read().count(u"state connected"_s), 1) << "one connection: " << aiortc->read().toStdString();
        EXPECT_TRUE(aiortc->leaves()) << aiortc->read().toStdString();
    }
    EXPECT_EQ(player.leave(), 200);
    EXPECT_EQ(s_server->http().metric("rollcall_viewers{camera=\"" + id.toLatin1() + "\"}"), 0);
    EXPECT_EQ(s_server->http().metric("rollcall_frames_decoded_total{camera=\"" + id.toLatin1() + "\"}"), 0) << "viewers get what the camera encoded";
}

INSTANTIATE_TEST_SUITE_P(Codecs, WhepPlayersTest, ::testing::Values("vp8", "h264"), [](const auto &codec) { return std::string(codec.param); });

// A tab that is closed sends no DELETE: the connection itself says that it ends.
TEST_F(WhepE2eTest, aViewerThatClosesItsConnectionIsForgottenSoon)
{
    if (!hasAiortc())
        GTEST_SKIP() << "aiortc is not here (python3-aiortc)";
    const auto camera = stream(u"gate"_s);
    AiortcPlayer aiortc(view(u"gate"_s));
    ASSERT_TRUE(aiortc.moves(10)) << aiortc.read().toStdString();
    const QByteArray viewers = "rollcall_viewers{camera=\"gate\"}";
    ASSERT_EQ(s_server->http().metric(viewers), 1);
    aiortc.closes();
    EXPECT_TRUE(waitUntil([&] { return s_server->http().metric(viewers) == 0; }, 5s)) << aiortc.read().toStdString();
}

// And the other way round: whom the server shows nothing any more is told so.
TEST_F(WhepE2eTest, aViewThatTheServerEndsIsOverForItsPlayer)
{
    if (!hasAiortc())
        GTEST_SKIP() << "aiortc is not here (python3-aiortc)";
    const auto camera = stream(u"porch"_s);
    AiortcPlayer aiortc(view(u"porch"_s));
    ASSERT_TRUE(aiortc.moves(10)) << aiortc.read().toStdString();
    EXPECT_EQ(s_server->http().remove(aiortc.session().path()).status, 200);
    EXPECT_TRUE(waitUntil([&] { return aiortc.read().contains(u"transport closed"_s); }, 5s)) << aiortc.read().toStdString();
}

// It has connected, and its process stands still: packets to it are dropped by the system, and after a while it counts as gone.
TEST_F(WhepE2eTest, aViewerThatStopsReadingDisturbsNobodyAndIsForgotten)
{
    if (!hasAiortc())
        GTEST_SKIP() << "aiortc is not here (python3-aiortc)";
    const auto camera = stream(u"hall"_s);
    QProcess asleep;
    asleep.setProcessChannelMode(QProcess::MergedChannels);
    asleep.start(u"/usr/bin/python3"_s, {qEnvironmentVariable("ROLLCALL_WHEP_PLAYER"), view(u"hall"_s).toString()});
    QByteArray output;
    ASSERT_TRUE(waitUntil([&] { return (output += asleep.readAll()).contains("frames "); }, 30s)) << output.toStdString();
    ASSERT_EQ(::kill(pid_t(asleep.processId()), SIGSTOP), 0);

    Player player;
    ASSERT_TRUE(player.view(view(u"hall"_s))) << player.failure().toStdString();
    EXPECT_TRUE(plays(player, 60));
    EXPECT_EQ(player.seen().gaps, 0);
    const QByteArray viewers = "rollcall_viewers{camera=\"hall\"}";
    EXPECT_TRUE(waitUntil([&] { return s_server->http().metric(viewers) == 1; }, 60s)) << "the one that sleeps is forgotten";
    EXPECT_TRUE(plays(player));
    EXPECT_EQ(player.leave(), 200);
    asleep.kill();
    asleep.waitForFinished();
}
