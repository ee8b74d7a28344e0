// The window answers while the slow things happen: a timer of 16 ms is never late by more than 100 ms.

#include "client-app/window/window_world.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QtTest>

#include <array>
#include <atomic>
#include <thread>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int periodMs = 16;
constexpr qint64 mostLateMs = 100;
// A machine that stops for a moment does so once; a window that waits for something does so each time.
constexpr int attempts = 3;

// How late the event loop was at most, beyond what a thread was that does nothing but keep the same time: what the machine is late by is
// not the window's doing.
class Pulse {
public:
    Pulse()
        : m_bystander([this](const std::stop_token &stop) {
            QElapsedTimer clock;
            while (!stop.stop_requested()) {
                clock.start();
                std::this_thread::sleep_for(std::chrono::milliseconds(periodMs));
                m_machineMs = std::max(m_machineMs.load(), clock.elapsed() - periodMs);
            }
        })
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(periodMs);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { m_worstMs = std::max(m_worstMs, m_clock.restart() - periodMs); });
        m_clock.start();
        m_timer.start();
    }
    [[nodiscard]] qint64 lateMs() const { return std::max(m_worstMs, m_clock.elapsed() - periodMs) - m_machineMs; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_worstMs = 0;
    std::atomic<qint64> m_machineMs = 0;
    std::jthread m_bystander;  // last: it ends before what it counts in
};

// The scenario tells how late the window was in it.
template <typename Scenario>
void staysResponsive(Scenario scenario)
{
    qint64 late = 0;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        scenario(late);
        if (QTest::currentTestFailed() || late <= mostLateMs)
            return;
        qInfo("late by %lld ms", static_cast<long long>(late));
    }
    QFAIL(qPrintable(u"late by %1 ms"_s.arg(late)));
}

void pass(std::chrono::milliseconds time)
{
    const QDeadlineTimer end(time);
    (void)waitUntil([&] { return end.hasExpired(); }, time + patience);
}

// A port that takes connections and says nothing.
class SilentPort {
public:
    explicit SilentPort(int queue = 50)
    {
        m_server.setListenBacklogSize(queue);
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port");
        m_server.pauseAccepting();
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
};

// A port whose queue is full: the system swallows whatever asks for a connection, as a firewall does.
class BlackHole {
public:
    BlackHole()
    {
        for (QTcpSocket &socket : m_queue)
            socket.connectToHost(QHostAddress::LocalHost, m_port.port());
    }
    [[nodiscard]] bool isFull() const
    {
        return std::count_if(m_queue.begin(), m_queue.end(), [](const QTcpSocket &socket) { return socket.state() == QTcpSocket::ConnectedState; }) >= 2;
    }
    [[nodiscard]] quint16 port() const { return m_port.port(); }

private:
    SilentPort m_port{1};
    std::array<QTcpSocket, 8> m_queue;
};

} // namespace

class WindowResponsivenessTest : public WindowCases {
    Q_OBJECT

private:
    [[nodiscard]] window::Settings settingsFor(quint16 port) const
    {
        window::Settings settings = paired();
        settings.server = u"127.0.0.1:"_s + QString::number(port);
        return settings;
    }
    void connectInVain(quint16 port)
    {
        staysResponsive([&](qint64 &late) {
            WindowWorld world(settingsFor(port));
            world.show();
            QVERIFY(world.choose(u"Desk camera"_s));
            QVERIFY(world.seesPicture(u"Desk camera"_s));
            const Pulse pulse;
            world.click("start");
            QVERIFY(world.sees(u"Connecting to"_s));
            pass(1500ms);
            world.click("start");
            QVERIFY(world.sees(u"Ready"_s));
            late = pulse.lateMs();
        });
    }

private Q_SLOTS:
    void init()
    {
        virtualCameras().unplugAll();
        virtualCameras().plug(u"desk"_s, deskCamera());
    }

    void whileTheServerDoesNotAnswer()
    {
        const SilentPort silent;
        connectInVain(silent.port());
    }
    void whileTheNetworkSwallowsEverything()
    {
        const BlackHole hole;
        QVERIFY(eventually([&] { return hole.isFull(); }));
        connectInVain(hole.port());
    }
    void whileStartingAndStopping()
    {
        staysResponsive([&](qint64 &late) {
            WindowWorld world(paired());
            world.show();
            QVERIFY(world.choose(u"Desk camera"_s));
            QVERIFY(world.seesPicture(u"Desk camera"_s));
            const Pulse pulse;
            world.click("start");
            QVERIFY(world.sees(u"Connected, sending"_s));
            world.click("start");
            QVERIFY(world.sees(u"Ready"_s));
            QVERIFY(server().hasStreams(0));
            late = pulse.lateMs();
        });
    }
    void whileLosingTheCamera()
    {
        staysResponsive([&](qint64 &late) {
            WindowWorld world(paired());
            world.show();
            QVERIFY(world.choose(u"Desk camera"_s));
            world.click("start");
            QVERIFY(world.sees(u"Connected, sending"_s));
            const Pulse pulse;
            virtualCameras().unplug(u"desk"_s);
            QVERIFY(world.sees(u"not connected"_s));
            virtualCameras().plug(u"desk"_s, deskCamera());
            QVERIFY(world.sees(u"Connected, sending"_s));
            late = pulse.lateMs();
        });
    }
    void whileACameraHangsInItsDriver()
    {
        staysResponsive([&](qint64 &late) {
            virtualCameras().plug(u"hung"_s, {.name = u"Hung"_s, .serial = u"H1"_s, .bus = u"usb-3"_s, .behaviour = u"hung"_s});
            WindowWorld world(paired());
            world.show();
            QVERIFY(eventually([&] { return world.rows().contains(u"Hung"_s); }));
            const Pulse pulse;
            QVERIFY(world.choose(u"Hung"_s));
            pass(500ms);
            QVERIFY(world.choose(u"Desk camera"_s));
            QVERIFY(world.seesPicture(u"Desk camera"_s));
            late = pulse.lateMs();
        });
    }
};

int main(int argc, char **argv)
{
    WindowResponsivenessTest test;
    return runWindowTest(argc, argv, test);
}

#include "window_responsiveness_test.moc"
