// Two peers that can only meet at a TURN server (RFC 8656): a real coturn on loopback.

#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "media/video_decoder.h"
#include "media/webrtc_peer.h"
#include "support/media_testing.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::media;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

class Coturn {
public:
    explicit Coturn(const QString &program)
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setWorkingDirectory(m_folder.path());
        m_process.start(program, {u"-n"_s, u"--listening-ip=127.0.0.1"_s, u"--relay-ip=127.0.0.1"_s, u"--listening-port=%1"_s.arg(m_port),
                                  u"--allow-loopback-peers"_s, u"--lt-cred-mech"_s, u"--user=camera:se:cr@t"_s, u"--realm=rollcall"_s, u"--no-tls"_s, u"--no-dtls"_s,
                                  u"--no-cli"_s, u"--log-file=stdout"_s, u"--pidfile=%1/turn.pid"_s.arg(m_folder.path()), u"--userdb=%1/turn.db"_s.arg(m_folder.path())});
    }
    ~Coturn()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool waitUntilItListens()
    {
        return waitUntil([this] {
            QTcpSocket probe;
            probe.connectToHost(QHostAddress::LocalHost, m_port);
            return probe.waitForConnected(100);
        });
    }
    [[nodiscard]] protocol::IceServer iceServer() const { return {u"turn:127.0.0.1:%1?transport=udp"_s.arg(m_port), u"camera"_s, u"se:cr@t"_s}; }
    QString output() { return QString::fromUtf8(m_process.readAll()); }

private:
    const quint16 m_port = freePort();
    QTemporaryDir m_folder;
    QProcess m_process;
};

class Counter : public RtpSink {
public:
    void setFormat(const RtpFormat &) override { }
    void consume(const RtpPacket &) override { ++packets; }
    std::atomic<int> packets{0};
};

} // namespace

TEST(Turn, peersMeetAtTheRelayAlone)
{
    const QString program = QStandardPaths::findExecutable(u"turnserver"_s);
    if (program.isEmpty())
        GTEST_SKIP() << "coturn is not installed";
    Coturn turn(program);
    ASSERT_TRUE(turn.waitUntilItListens()) << turn.output().toStdString();

    TestSender camera(protocol::Codec::Vp8);
    const QStringList loopback{u"127.0.0.1"_s};
    WebRtcPeer sender({.role = WebRtcPeer::Role::Sender, .iceServers = {turn.iceServer()}, .format = camera.format(), .localAddresses = loopback});
    WebRtcPeer receiver({.role = WebRtcPeer::Role::Receiver, .iceServers = {turn.iceServer()}, .localAddresses = loopback});
    const auto counter = std::make_shared<Counter>();
    receiver.setRtpSink(counter);
    QStringList errors;
    const auto connect = [&](WebRtcPeer &from, WebRtcPeer &to) {
        QObject::connect(&from, &WebRtcPeer::localDescription, &to, [&](SdpType type, const QString &sdp) { EXPECT_TRUE(to.setRemoteDescription(type, sdp).has_value()); });
        // Only relayed addresses are made known: without the relay the two cannot find each other.
        QObject::connect(&from, &WebRtcPeer::localCandidate, &to, [&](int line, const QString &candidate) {
            if (candidate.contains(u"typ relay"_s))
                to.addRemoteCandidate(line, candidate);
        });
        QObject::connect(&from, &WebRtcPeer::failed, &to, [&](const Error &error) { errors.append(error.message); });
    };
    connect(sender, receiver);
    connect(receiver, sender);
    QObject::connect(&sender, &WebRtcPeer::connected, &sender, [&] {
        camera.setSink(sender.rtpInput());
        camera.forceKeyframe();
    });
    camera.start();
    receiver.start();
    sender.start();
    EXPECT_TRUE(waitUntil([&] { return counter->packets > 60; }, 15s)) << errors.join(u'\n').toStdString() << turn.output().toStdString();
    camera.setSink({});
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto ready = initialiseGStreamer(); !ready)
        qFatal("%s", qPrintable(ready.error().message));
    ::testing::InitGoogleTest(&argc, argv);
    const int result = RUN_ALL_TESTS();
    return waitForStoppedPipelines(10s) ? result : 1;
}
