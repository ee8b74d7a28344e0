#include "protocol/codec.h"
#include "support/wait.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using rollcall::testing::waitUntil;

namespace {

constexpr auto patience = 60s;  // on a machine that does ten other things
// Nothing listens there: port 1 is for root's services, and there is none.
const QString nowhere = u"127.0.0.1:1"_s;

// The program with these arguments.
struct Program {
    explicit Program(const QStringList &arguments, const QString &server = nowhere, const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("ROLLCALL_CAMERA_PROGRAM"), arguments + QStringList{u"--headless"_s, u"--server"_s, server});
    }
    ~Program()
    {
        process.kill();
        process.waitForFinished();
    }
    bool readUntil(const QString &text)
    {
        return waitUntil([&] {
            output += QString::fromUtf8(process.readAllStandardOutput());
            return output.contains(text);
        }, patience);
    }
    int exitCode()
    {
        waitUntil([&] { return process.state() == QProcess::NotRunning; }, patience);
        output += QString::fromUtf8(process.readAllStandardOutput());
        errors = QString::fromUtf8(process.readAllStandardError());
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    QProcess process;
    QString output;
    QString errors;
};

// Speaks versions of the protocol that are yet to come.
class FutureServer {
public:
    FutureServer()
        : m_server(u"future"_s, QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            QWebSocket *const socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QWebSocket::textMessageReceived, socket, [socket] {
                const protocol::Refused refused{protocol::RefusalCode::UnsupportedVersion, u"Versions 7 to 9 are spoken here."_s, protocol::VersionRange{7, 9}, {}};
                socket->sendTextMessage(QString::fromUtf8(protocol::serialize(refused)));
            });
        });
    }
    [[nodiscard]] QString address() const { return u"127.0.0.1:"_s + QString::number(m_server.serverPort()); }

private:
    QWebSocketServer m_server;
};

TEST(CameraProgram, endsCleanlyOnTerminationWithinTwoSeconds)
{
    constexpr int attempts = 5;  // on a machine that does other things
    qint64 best = 2000;
    for (int i = 0; i < attempts && best >= 2000; ++i) {
        Program program({u"--source"_s, u"test"_s});
        ASSERT_TRUE(program.readUntil(u"Showing the test picture"_s)) << program.output.toStdString();
        QElapsedTimer elapsed;
        elapsed.start();
        program.process.terminate();
        EXPECT_EQ(program.exitCode(), 0);
        best = std::min(best, elapsed.elapsed());
        EXPECT_TRUE(program.output.endsWith(u"Stopped\n"_s)) << program.output.toStdString();
        EXPECT_EQ(program.errors, QString());
    }
    EXPECT_LT(best, 2000);
}

TEST(CameraProgram, refusalHasAnExitCodeAndSaysWhichSideToUpdate)
{
    const FutureServer server;
    Program program({u"--source"_s, u"test"_s}, server.address());
    EXPECT_EQ(program.exitCode(), 4);
    EXPECT_TRUE(program.errors.contains(u"The server speaks a newer protocol. Update this camera app."_s)) << program.errors.toStdString();
}

TEST(CameraProgram, withoutAnEncoderItHasAnExitCode)
{
    // A GStreamer that has all that the program needs but encoders.
    const QTemporaryDir plugins;
    for (const QString &name : {u"coreelements"_s, u"app"_s, u"videotestsrc"_s, u"videoconvertscale"_s, u"videorate"_s, u"rtp"_s, u"rtpmanager"_s, u"webrtc"_s, u"nice"_s, u"dtls"_s, u"srtp"_s, u"playback"_s}) {
        const QString file = u"libgst"_s + name + u".so"_s;
        ASSERT_TRUE(QFile::link(qEnvironmentVariable("ROLLCALL_GSTREAMER_PLUGINS") + u'/' + file, plugins.filePath(file))) << file.toStdString();
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"GST_PLUGIN_SYSTEM_PATH_1_0"_s, plugins.path());
    environment.insert(u"GST_REGISTRY_1_0"_s, plugins.filePath(u"registry.bin"_s));
    environment.remove(u"GST_PLUGIN_PATH"_s);
    Program program({u"--source"_s, u"test"_s}, nowhere, environment);
    EXPECT_EQ(program.exitCode(), 5);
    EXPECT_TRUE(program.errors.contains(u"No encoder for VP8 is installed. Install one with: apt-get install "_s)) << program.errors.toStdString();
}

TEST(CameraProgram, unusableSourceHasAnExitCode)
{
    Program program({u"--source"_s, u"/nowhere.mp4"_s});
    EXPECT_EQ(program.exitCode(), 3);
    EXPECT_TRUE(program.errors.contains(u"There is no file \u201c/nowhere.mp4\u201d."_s)) << program.errors.toStdString();
}

TEST(CameraProgram, wrongOptionHasAnExitCode)
{
    Program unknown({u"--colour"_s, u"red"_s});
    EXPECT_EQ(unknown.exitCode(), 2);
    EXPECT_TRUE(unknown.errors.contains(u"--colour"_s)) << unknown.errors.toStdString();
    Program source({u"--source"_s, u"http://host/clip"_s});
    EXPECT_EQ(source.exitCode(), 2);
}

TEST(CameraProgram, anEncoderOptionThatIsWrongIsNamed)
{
    Program program({u"--source"_s, u"test"_s, u"--encoder"_s, u"x264enc"_s, u"--encoder-options"_s, u"threads=1 sped-preset=faster"_s});
    EXPECT_EQ(program.exitCode(), 2);
    EXPECT_TRUE(program.errors.contains(u"sped-preset"_s)) << program.errors.toStdString();
    Program encoder({u"--source"_s, u"test"_s, u"--encoder"_s, u"x265enc"_s});
    EXPECT_EQ(encoder.exitCode(), 2);
    EXPECT_TRUE(encoder.errors.contains(u"x264enc"_s)) << "tells which there are: " << encoder.errors.toStdString();
}

TEST(CameraProgram, listsEncodersForPeopleAndScripts)
{
    Program text({u"--list-encoders"_s});
    EXPECT_EQ(text.exitCode(), 0);
    EXPECT_TRUE(text.output.contains(u"vp8enc"_s));
    Program json({u"--list-encoders"_s, u"--json"_s});
    EXPECT_EQ(json.exitCode(), 0);
    const QJsonArray encoders = QJsonDocument::fromJson(json.output.toUtf8()).array();
    ASSERT_FALSE(encoders.isEmpty());
    EXPECT_EQ(encoders.first().toObject()[u"codec"_s], u"VP8"_s);
}

TEST(CameraProgram, listsCameras)
{
    Program json({u"--list-cameras"_s, u"--json"_s});
    EXPECT_EQ(json.exitCode(), 0);
    EXPECT_TRUE(QJsonDocument::fromJson(json.output.toUtf8()).isArray()) << json.output.toStdString();
}

TEST(CameraProgram, tellsItsStateAsJsonLines)
{
    Program program({u"--source"_s, u"test"_s, u"--json"_s});
    ASSERT_TRUE(program.readUntil(u"\"waiting\""_s)) << program.output.toStdString();
    program.process.terminate();
    EXPECT_EQ(program.exitCode(), 0);
    for (const QString &line : program.output.split(u'\n', Qt::SkipEmptyParts))
        EXPECT_TRUE(QJsonDocument::fromJson(line.toUtf8()).isObject()) << line.toStdString();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
