// The window answers while the slow things happen: a timer of 16 ms is never late by more than 100 ms.

#include "client-app/window/window_world.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTimer>
#include <QtTest>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostLateMs = 100;

// How late the event loop was at most.
class Pulse {
public:
    Pulse()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(16);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { m_worst = std::max(m_worst, m_clock.restart() - 16); });
        m_clock.start();
        m_timer.start();
    }
    [[nodiscard]] qint64 worstMs() const { return std::max(m_worst, m_clock.elapsed() - 16); }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_worst = 0;
};

void pass(std::chrono::milliseconds time)
{
    QElapsedTimer clock;
    clock.start();
    (void)waitUntil([&] { return clock.elapsed() >= time.count(); }, time + 1s);
}

#define QVERIFY_PULSE(pulse) QVERIFY2((pulse).worstMs() <= mostLateMs, qPrintable(u"late by %1 ms"_s.arg((pulse).worstMs())))

} // namespace

class WindowResponsivenessTest : public QObject {
    Q_OBJECT

private:
    WindowServer m_server;

    [[nodiscard]] static window::Settings settingsFor(const QString &server)
    {
        window::Settings settings;
        settings.server = server;
        settings.width = 640;
        settings.height = 480;
        return settings;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        virtualCameras().unplugAll();
        virtualCameras().plug(u"desk"_s, {.name = u"Desk"_s, .serial = u"D1"_s, .bus = u"usb-1"_s});
    }

    void whileTheServerDoesNotAnswer()
    {
        // A port that takes connections and says nothing, as a firewall that swallows packets looks from here.
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        WindowWorld world(settingsFor(u"127.0.0.1:"_s + QString::number(silent.serverPort())));
        world.show();
        QVERIFY(world.choose(u"Desk"_s));
        QVERIFY(world.seesPicture(u"Desk"_s));
        const Pulse pulse;
        world.click("start");
        QVERIFY(world.sees(u"Connecting to"_s));
        pass(1500ms);
        world.click("start");
        QVERIFY(world.sees(u"Ready"_s));
        QVERIFY_PULSE(pulse);
    }
    void whileStartingAndStopping()
    {
        WindowWorld world(settingsFor(m_server.address()));
        world.show();
        QVERIFY(world.choose(u"Desk"_s));
        QVERIFY(world.seesPicture(u"Desk"_s));
        const Pulse pulse;
        world.click("start");
        QVERIFY(world.sees(u"Connected, sending"_s, 20s));
        world.click("start");
        QVERIFY(world.sees(u"Ready"_s));
        QVERIFY(waitUntil([&] { return m_server.streaming().isEmpty(); }));
        QVERIFY_PULSE(pulse);
    }
    void whileLosingTheCamera()
    {
        WindowWorld world(settingsFor(m_server.address()));
        world.show();
        QVERIFY(world.choose(u"Desk"_s));
        world.click("start");
        QVERIFY(world.sees(u"Connected, sending"_s, 20s));
        const Pulse pulse;
        virtualCameras().unplug(u"desk"_s);
        QVERIFY(world.sees(u"not connected"_s));
        virtualCameras().plug(u"desk"_s, {.name = u"Desk"_s, .serial = u"D1"_s, .bus = u"usb-1"_s});
        QVERIFY(world.sees(u"Connected, sending"_s, 20s));
        QVERIFY_PULSE(pulse);
    }
    void whileACameraHangsInItsDriver()
    {
        virtualCameras().plug(u"hung"_s, {.name = u"Hung"_s, .serial = u"H1"_s, .bus = u"usb-3"_s, .behaviour = u"hung"_s});
        WindowWorld world(settingsFor(m_server.address()));
        world.show();
        QVERIFY(waitUntil([&] { return world.rows().contains(u"Hung"_s); }));
        const Pulse pulse;
        QVERIFY(world.choose(u"Hung"_s));
        pass(500ms);
        QVERIFY(world.choose(u"Desk"_s));
        QVERIFY(world.seesPicture(u"Desk"_s));
        QVERIFY_PULSE(pulse);
    }
};

int main(int argc, char **argv)
{
    WindowResponsivenessTest test;
    return runWindowTest(argc, argv, test);
}

#include "window_responsiveness_test.moc"
