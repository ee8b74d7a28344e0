// A camera of another machine, as far as one machine can play two: everything goes over an address that is not loopback.

#include "e2e/running_server.h"
#include "support/wait.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkInterface>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QWebSocket>

using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QString addressBeyondLoopback()
{
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback() && !address.isLinkLocal() && address.protocol() == QAbstractSocket::IPv4Protocol)
            return address.toString();
    }
    return {};
}

struct Outcome {
    std::optional<int> status;
    QString output;
    // The line of JSON in it.
    [[nodiscard]] QJsonObject json() const
    {
        const QStringList lines = output.split(u'\n');
        const auto line = std::find_if(lines.begin(), lines.end(), [](const QString &one) { return one.startsWith(u'{'); });
        return line == lines.end() ? QJsonObject() : QJsonDocument::fromJson(line->toUtf8()).object();
    }
};

class PairingE2e : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_address = addressBeyondLoopback();
        if (m_address.isEmpty())
            GTEST_SKIP() << "this machine has no address but loopback";
        ASSERT_NO_FATAL_FAILURE(m_server.start());
    }
    [[nodiscard]] QString server() const { return u"%1:%2"_s.arg(m_address).arg(m_server.url().port()); }
    static Outcome run(const QString &program, const QStringList &arguments)
    {
        Program once(program, arguments);
        once.start();
        const auto status = once.waitForEnd();
        return {status, once.output()};
    }
    [[nodiscard]] Outcome serverCommand(const QStringList &arguments) const { return run(u"rollcall-server"_s, arguments + QStringList{u"--data-dir"_s, m_server.dataFolder()}); }
    [[nodiscard]] Outcome cameraCommand(const QStringList &arguments) const
    {
        return run(u"rollcall-camera"_s, arguments + QStringList{u"--pairing-dir"_s, m_folder.path(), u"--key-store"_s, u"file"_s});
    }
    [[nodiscard]] QJsonObject makeCode(const QString &camera) const
    {
        const Outcome made = serverCommand({u"pair"_s, u"--camera"_s, camera, u"--address"_s, server(), u"--json"_s});
        EXPECT_EQ(made.status, 0) << made.output.toStdString();
        return made.json();
    }
    // Nothing but a settings file says what to do, as on a machine without a screen.
    [[nodiscard]] std::unique_ptr<Program> startPairedCamera() const
    {
        QFile file(m_folder.filePath(u"camera.toml"_s));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("headless = true\nsource = \"test\"\nkey-store = \"file\"\npairing-dir = \"" + m_folder.path().toUtf8() + "\"\n");
        file.close();
        auto camera = std::make_unique<Program>(u"rollcall-camera"_s, QStringList{u"--headless"_s, u"--config"_s, file.fileName()});
        camera->start();
        return camera;
    }
    [[nodiscard]] bool streams(const QString &camera) const
    {
        return waitUntil([&] { return m_server.cameraState(camera) == u"streaming"_s; }, 20s);
    }

    QString m_address;
    QTemporaryDir m_folder;
    RunningServer m_server{QStringList{u"--recognition=false"_s, u"--listen"_s, u"0.0.0.0"_s}};
};

} // namespace

TEST_F(PairingE2e, aPairedCameraStreamsOverTlsComesBackAndIsRevoked)
{
    const QJsonObject made = makeCode(u"entrance"_s);
    ASSERT_TRUE(made[u"link"_s].toString().startsWith(u"rollcall://"_s + server())) << made[u"link"_s].toString().toStdString();
    const Outcome paired = cameraCommand({u"pair"_s, made[u"link"_s].toString()});
    ASSERT_EQ(paired.status, 0) << paired.output.toStdString();
    EXPECT_TRUE(paired.output.contains(u"the camera entrance of "_s + server())) << paired.output.toStdString();
    EXPECT_TRUE(paired.output.contains(u"only you can read"_s)) << paired.output.toStdString();
    EXPECT_EQ(QFile::permissions(m_folder.filePath(u"tokens.json"_s)) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

    auto camera = startPairedCamera();
    ASSERT_TRUE(streams(u"entrance"_s)) << camera->output().toStdString();
    const QByteArray packets = "rollcall_rtp_packets_received_total{camera=\"entrance\"}";
    ASSERT_TRUE(waitUntil([&] { return m_server.http().metric(packets) > 0; }, 10s));

    // The server comes back, and the camera with it: it has its token, the server the hash.
    m_server.program().kill();
    ASSERT_NO_FATAL_FAILURE(m_server.start());
    ASSERT_TRUE(streams(u"entrance"_s)) << camera->output().toStdString();
    // The camera program comes back as well.
    EXPECT_EQ(camera->terminate(), 0);
    ASSERT_TRUE(waitUntil([&] { return m_server.cameraState(u"entrance"_s) != u"streaming"_s; }, 10s));
    camera = startPairedCamera();
    ASSERT_TRUE(streams(u"entrance"_s)) << camera->output().toStdString();

    const Outcome list = serverCommand({u"cameras"_s, u"list"_s});
    EXPECT_EQ(list.status, 0);
    EXPECT_TRUE(list.output.contains(u"entrance"_s) && list.output.contains(u"streaming"_s)) << list.output.toStdString();

    QElapsedTimer sinceRevoked;
    const Outcome revoked = serverCommand({u"cameras"_s, u"revoke"_s, u"entrance"_s});
    sinceRevoked.start();
    ASSERT_EQ(revoked.status, 0) << revoked.output.toStdString();
    EXPECT_EQ(camera->waitForEnd(5s), 4) << camera->output().toStdString();
    const qint64 took = sinceRevoked.elapsed();
    std::printf("the stream ended %lld ms after the camera was revoked\n", took);
    EXPECT_LT(took, 1'000);
    EXPECT_TRUE(camera->output().contains(u"pairing was revoked on the server"_s)) << camera->output().toStdString();
    EXPECT_NE(m_server.cameraState(u"entrance"_s), u"streaming"_s);

    camera = startPairedCamera();
    EXPECT_EQ(camera->waitForEnd(20s), 4) << camera->output().toStdString();
    EXPECT_FALSE(camera->output().contains(u"Connected"_s));
    EXPECT_TRUE(serverCommand({u"cameras"_s, u"list"_s}).output.contains(u"revoked"_s));
}

TEST_F(PairingE2e, aCodeThatIsTypedWorksAndAWrongOneIsExplained)
{
    const QString code = makeCode(u"entrance"_s)[u"code"_s].toString();
    QString wrong = code;
    wrong.back() = wrong.back() == u'2' ? u'3' : u'2';
    const Outcome refused = cameraCommand({u"pair"_s, wrong, u"--server"_s, server()});
    EXPECT_EQ(refused.status, 6) << refused.output.toStdString();
    EXPECT_TRUE(refused.output.contains(u"not the code that the server made"_s)) << refused.output.toStdString();
    EXPECT_EQ(cameraCommand({u"pair"_s, u"K7Q4-XH0M"_s, u"--server"_s, server()}).status, 2);
    EXPECT_EQ(cameraCommand({u"pair"_s, code}).status, 2);  // which server?
    const Outcome paired = cameraCommand({u"pair"_s, code, u"--server"_s, server(), u"--json"_s});
    EXPECT_EQ(paired.status, 0) << paired.output.toStdString();
    EXPECT_EQ(paired.json()[u"camera"_s].toString(), u"entrance"_s);
    EXPECT_EQ(cameraCommand({u"pair"_s, code, u"--server"_s, server()}).status, 6);  // used up
}

// The key store of a desktop: gnome-keyring on a session bus of its own, unlocked.
TEST_F(PairingE2e, theTokenLiesInTheKeyStoreOfTheSystemWhereThereIsOne)
{
    for (const QString &program : {u"dbus-run-session"_s, u"gnome-keyring-daemon"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            GTEST_SKIP() << program.toStdString() << " is not installed: there is no key store to test with";
    }
    const QTemporaryDir home;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"DISPLAY"_s);
    for (const QString &name : {u"HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s, u"XDG_RUNTIME_DIR"_s})
        environment.insert(name, home.path());
    environment.insert(u"CAMERA"_s, buildFolder() + u"/bin/rollcall-camera"_s);
    environment.insert(u"LINK"_s, makeCode(u"entrance"_s)[u"link"_s].toString());
    environment.insert(u"PAIRINGS"_s, m_folder.path());
    // Pairs, then streams until the line that it waits for comes; its status is that of the camera.
    const QString script = uR"(
        printf '\n' | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 & keyring=$!
        until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets >/dev/null 2>&1; do
            kill -0 $keyring || exit 1
            sleep 0.1
        done
        "$CAMERA" pair "$LINK" --json --pairing-dir "$PAIRINGS" || { kill $keyring; exit 1; }
        "$CAMERA" --headless --source test --pairing-dir "$PAIRINGS" & camera=$!
        read -r line
        kill $camera; wait $camera; status=$?
        kill $keyring; wait $keyring; exit $status)"_s;
    QProcess session;
    session.setProcessEnvironment(environment);
    session.setProcessChannelMode(QProcess::MergedChannels);
    session.start(u"dbus-run-session"_s, {u"--"_s, u"bash"_s, u"-c"_s, script});
    QString output;
    const auto says = [&](const QString &words) {
        return waitUntil([&] {
            output += QString::fromUtf8(session.readAll());
            return output.contains(words) || session.state() == QProcess::NotRunning;
        }, 60s) && output.contains(words);
    };
    EXPECT_TRUE(says(u"\"tokenPlace\":\"the key store of this system\""_s)) << output.toStdString();
    EXPECT_TRUE(streams(u"entrance"_s)) << output.toStdString();
    EXPECT_FALSE(QFile::exists(m_folder.filePath(u"tokens.json"_s)));
    session.write("end\n");
    EXPECT_TRUE(waitUntil([&] { return session.state() == QProcess::NotRunning; }, 60s));
    EXPECT_EQ(session.exitCode(), 0) << output.toStdString();
}

TEST_F(PairingE2e, aServerWithAnotherCertificateGetsNoVideo)
{
    const Outcome paired = cameraCommand({u"pair"_s, makeCode(u"entrance"_s)[u"link"_s].toString()});
    ASSERT_EQ(paired.status, 0) << paired.output.toStdString();
    EXPECT_EQ(m_server.program().terminate(), 0);
    ASSERT_TRUE(QFile::remove(m_server.dataFolder() + u"/tls-certificate.pem"_s) && QFile::remove(m_server.dataFolder() + u"/tls-key.pem"_s));
    ASSERT_NO_FATAL_FAILURE(m_server.start());
    const auto camera = startPairedCamera();
    EXPECT_TRUE(waitUntil([&] { return camera->output().contains(u"is not the one that this camera was paired with"_s); }, 10s)) << camera->output().toStdString();
    EXPECT_EQ(m_server.http().metric("rollcall_sessions_opened_total"), 0);
    EXPECT_TRUE(camera->isRunning());  // it waits for its own server
}

TEST_F(PairingE2e, withoutATokenOthersGetNothingButARefusal)
{
    QWebSocket socket;
    QString answer;
    QObject::connect(&socket, &QWebSocket::sslErrors, &socket, [&] { socket.ignoreSslErrors(); });
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&] {
        socket.sendTextMessage(uR"({"type": "hello", "versions": {"lowest": 1, "highest": 1}, "camera": "entrance"})"_s);
    });
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [&](const QString &message) { answer = message; });
    socket.open(QUrl(u"wss://%1/ws"_s.arg(server())));
    ASSERT_TRUE(waitUntil([&] { return !answer.isEmpty(); }, 10s));
    const QJsonObject refused = QJsonDocument::fromJson(answer.toUtf8()).object();
    EXPECT_EQ(refused[u"type"_s].toString(), u"refused"_s);
    EXPECT_EQ(refused[u"code"_s].toString(), u"not-allowed"_s);
    EXPECT_TRUE(refused[u"reason"_s].toString().contains(u"rollcall-server pair --camera entrance"_s)) << answer.toStdString();

    const HttpClient elsewhere(QUrl(u"http://%1"_s.arg(server())));
    EXPECT_EQ(elsewhere.get(u"/healthz"_s).status, 400);  // TLS alone
}
