// rollcall-camera as a process, with a window on no screen.

#include "support/process.h"
#include "support/virtual_cameras.h"
#include "support/wait.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString opened = u"rollcall.window: The window is open."_s;

} // namespace

class WindowProgramTest : public QObject {
    Q_OBJECT

private:
    VirtualCameras m_cameras;
    QTemporaryDir m_folder;

    [[nodiscard]] QString settingsPath() const { return m_folder.filePath(u"camera.ini"_s); }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ROLLCALL_CAMERA_SETTINGS", settingsPath().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_folder.path().toUtf8());
        m_cameras.plug(u"desk"_s, {.name = u"Desk camera"_s});
    }
    void init() { QFile::remove(settingsPath()); }

    void windowIsThereWithinASecond()
    {
        // The first start fills caches (of fonts, of GStreamer's plug-ins); the best of three is the program's own time.
        qint64 best = 10'000;
        for (int i = 0; i < 3; ++i) {
            Program program(u"rollcall-camera"_s, {});
            QElapsedTimer clock;
            clock.start();
            program.start();
            QVERIFY2(program.waitForLine(opened), qPrintable(program.output()));
            best = std::min(best, clock.elapsed());
            QCOMPARE(program.terminate(), 0);
        }
        qInfo("cold start to window: %lld ms", static_cast<long long>(best));
        QVERIFY2(best < 1000, qPrintable(QString::number(best)));
    }

    void secondStartRaisesTheFirst()
    {
        Program first(u"rollcall-camera"_s, {u"--minimised"_s});
        first.start();
        QVERIFY(first.waitForLine(u"rollcall.window: "_s));
        Program second(u"rollcall-camera"_s, {});
        second.start();
        QCOMPARE(second.waitForEnd(), 0);
        QVERIFY2(first.waitForLine(u"rollcall.window: Another start brought the window forward."_s), qPrintable(first.output()));
        QCOMPARE(first.terminate(), 0);
    }

    void damagedSettingsAreKeptAsideAndSaidOnce()
    {
        QFile file(settingsPath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[General]\nversion=1\nwidth=many\n");
        file.close();
        Program program(u"rollcall-camera"_s, {});
        program.start();
        QVERIFY(program.waitForLine(opened));
        QCOMPARE(QDir(m_folder.path()).entryList({u"camera.ini.damaged-*"_s}).size(), 1);
        QCOMPARE(program.terminate(), 0);
        Program again(u"rollcall-camera"_s, {});
        again.start();
        QVERIFY(again.waitForLine(opened));
        QCOMPARE(QDir(m_folder.path()).entryList({u"camera.ini.damaged-*"_s}).size(), 1);
        QCOMPARE(again.terminate(), 0);
    }

    void withoutAScreenItSaysWhatToDo()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s})
            environment.remove(name);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(buildFolder() + u"/bin/rollcall-camera"_s, QStringList());
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(process.readAllStandardError().contains("Use --headless"));
    }
};

QTEST_GUILESS_MAIN(WindowProgramTest)

#include "window_program_test.moc"
