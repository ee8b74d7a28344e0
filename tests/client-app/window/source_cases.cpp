#include "client-app/window/source_cases.h"

#include "capture/video_source.h"
#include "window/add_source_dialog.h"
#include "window/problem_report.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QMenuBar>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QtTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace rollcall::testing {

void SourceCases::pickerTellsWhatACameraCanDo()
{
    VirtualCameras::Camera jpeg = deskCamera();
    jpeg.format = u"mjpeg"_s;
    jpeg.modes = {u"1920x1080@15"_s, u"640x480@30"_s, u"640x480@15"_s};
    virtualCameras().plug(u"desk"_s, jpeg);
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    const auto *const choice = world.find<QComboBox>("pictureChoice");
    QVERIFY(eventually([&] { return choice->count() == 4; }));
    QStringList texts;
    for (int i = 0; i < choice->count(); ++i)
        texts.append(choice->itemText(i));
    QCOMPARE(texts, (QStringList{u"As the settings say"_s, u"1920\u00d71080 at 15/s (MJPEG)"_s, u"640\u00d7480 at 30/s (MJPEG)"_s, u"640\u00d7480 at 15/s (MJPEG)"_s}));
    QVERIFY(world.seesPicture(u"Desk camera"_s));  // decoded
    const auto told = [&] { return world.find<QListWidget>("sources")->currentItem()->data(Qt::AccessibleTextRole).toString(); };
    QVERIFY2(eventually([&] { return told().contains(u", System default"_s); }), qPrintable(told()));
}

void SourceCases::chosenPictureIsRememberedAndUsed()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    auto *const choice = world.find<QComboBox>("pictureChoice");
    QVERIFY(eventually([&] { return choice->itemText(1) == u"1280\u00d7720 at 30/s (raw YUY2)"_s; }));
    choice->setCurrentIndex(1);
    Q_EMIT choice->activated(1);
    QCOMPARE(world.station(u"Desk camera"_s)->plan().format.width, 1280);
    world.restart();
    QVERIFY(world.choose(u"Desk camera"_s));
    QVERIFY(eventually([&] { return world.find<QComboBox>("pictureChoice")->currentIndex() == 1; }));
    QCOMPARE(world.station(u"Desk camera"_s)->plan().format.width, 1280);
}

void SourceCases::pluggingAnotherCameraDoesNotDisturbARunningStream()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    QStringList disturbances;  // what is sent may change with the network, that it is sent may not
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    world.click("start");
    QVERIFY2(world.sees(u"Connected, sending 640\u00d7480"_s), qPrintable(world.sentence()));
    connect(world.station(u"Desk camera"_s), &window::CameraStation::said, this, [&disturbances](const QString &sentence) {
        if (!sentence.startsWith(u"Connected, sending"_s))
            disturbances.append(sentence);
    });
    virtualCameras().plug(u"door"_s, doorCamera());
    QVERIFY(eventually([&] { return world.rows().contains(u"Door camera"_s); }));
    virtualCameras().unplug(u"door"_s);
    QVERIFY(eventually([&] { return !world.rows().contains(u"Door camera"_s); }));
    QCOMPARE(disturbances, QStringList());
    QCOMPARE(world.find<QListWidget>("sources")->currentItem()->text(), u"Desk camera"_s);
}

void SourceCases::twoIdenticalCamerasStayApart()
{
    // Same make, no serial number: the port tells them apart, whatever number the system gives them.
    VirtualCameras::Camera left{.name = u"Twin"_s, .path = u"/dev/virtual-0"_s, .bus = u"usb-1"_s};
    VirtualCameras::Camera right{.name = u"Twin"_s, .path = u"/dev/virtual-1"_s, .bus = u"usb-2"_s};
    virtualCameras().plug(u"left"_s, left);
    virtualCameras().plug(u"right"_s, right);
    WindowWorld world(paired());
    world.show();
    QVERIFY(eventually([&] { return world.board().find(u"camera:@usb-1"_s) && world.board().find(u"camera:@usb-2"_s); }));
    world.board().rename(*world.board().find(u"camera:@usb-1"_s), u"Left"_s);
    world.board().rename(*world.board().find(u"camera:@usb-2"_s), u"Right"_s);
    virtualCameras().unplugAll();
    QVERIFY(eventually([&] { return !world.station(u"Left"_s)->state().connected && !world.station(u"Right"_s)->state().connected; }));
    left.path = u"/dev/virtual-1"_s;
    right.path = u"/dev/virtual-0"_s;
    virtualCameras().plug(u"right"_s, right);
    virtualCameras().plug(u"left"_s, left);
    world.restart();
    QVERIFY(eventually([&] { return world.station(u"Left"_s)->state().connected && world.station(u"Right"_s)->state().connected; }));
    QCOMPARE(world.rows(), (QStringList{u"Left"_s, u"Right"_s}));
    const auto pathOf = [&](const QString &title) {
        const window::ListedCamera *const camera = world.board().cameraOf(*world.station(title));
        return camera ? camera->camera.path : QString();
    };
    QVERIFY2(eventually([&] { return pathOf(u"Left"_s) == u"/dev/virtual-1"_s && pathOf(u"Right"_s) == u"/dev/virtual-0"_s; }), qPrintable(pathOf(u"Left"_s)));
}

void SourceCases::busyCameraIsDiagnosedAndTriedAgain()
{
    VirtualCameras::Camera busy = deskCamera();
    busy.behaviour = u"busy"_s;
    virtualCameras().plug(u"desk"_s, busy);
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    QVERIFY2(world.sees(u"The camera is in use by another program. Close it, then press Try again."_s), qPrintable(world.sentence()));
    QVERIFY(world.find<QPushButton>("tryAgain")->isVisible());
    virtualCameras().behave(u"desk"_s, u"ok"_s);
    world.click("tryAgain");
    QVERIFY(world.seesPicture(u"Desk camera"_s));
    QVERIFY(eventually([&] { return !world.find<QPushButton>("tryAgain")->isVisible(); }));
}

void SourceCases::forbiddenAndSilentCamerasAreDiagnosed_data()
{
    QTest::addColumn<QString>("behaviour");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("denied") << u"denied"_s << u"the system does not allow it. Check the permission or the privacy switch"_s;
    QTest::newRow("silent") << u"silent"_s << u"The camera opened but gives no picture. Check its privacy switch, its cable"_s;
}

void SourceCases::forbiddenAndSilentCamerasAreDiagnosed()
{
    QFETCH(QString, behaviour);
    QFETCH(QString, sentence);
    QCOMPARE(capture::makeSource(capture::CameraDevice{})->firstPictureLimit(), 3000ms);
    VirtualCameras::Camera camera = deskCamera();
    camera.behaviour = behaviour;
    virtualCameras().plug(u"desk"_s, camera);
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    QVERIFY2(world.sees(sentence), qPrintable(world.sentence()));
    QVERIFY(world.find<QPushButton>("tryAgain")->isVisible());
}

void SourceCases::wrongWordOfAPipelineIsShown()
{
    WindowWorld world(paired());
    world.show();
    auto *const dialog = new window::AddSourceDialog(window::AddSourceDialog::Kind::Pipeline, &world.window());
    dialog->open();
    auto *const text = dialog->findChild<QPlainTextEdit *>(u"sourcePipeline"_s);
    text->setPlainText(u"videotestsrc ! videoflop ! videoconvert"_s);
    dialog->accept();
    QVERIFY(dialog->isVisible());
    QVERIFY(dialog->findChild<QLabel *>(u"sourceProblem"_s)->text().contains(u"videoflop"_s));
    QCOMPARE(text->textCursor().selectedText(), u"videoflop"_s);
    text->setPlainText(u"videotestsrc is-live=true ! videoconvert"_s);
    dialog->accept();
    QVERIFY(!dialog->isVisible());
}

void SourceCases::otherSourcesStandInTheSameList()
{
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.board().add(u"test:smpte"_s, u"Bars"_s));
    QVERIFY(world.board().add(u"pipeline:videotestsrc is-live=true pattern=snow"_s, u"Snow"_s));
    QVERIFY(!world.board().add(u"test:nothing-like-it"_s, u"Wrong"_s));
    for (const QString &title : {u"Bars"_s, u"Snow"_s}) {
        QVERIFY(world.choose(title));
        QVERIFY2(world.seesPicture(title), qPrintable(world.sentence()));
    }
}

void SourceCases::closingAsksOnceWhetherToGoOn()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    WindowWorld world(paired());
    world.window().setTrayCheck([] { return true; });
    world.show();
    const QSignalSpy quit(&world.window(), &window::MainWindow::quitWanted);
    QVERIFY(world.choose(u"Desk camera"_s));
    world.click("start");
    QVERIFY(server().hasStreams(1));
    world.window().close();
    auto *const question = world.find<QMessageBox>("closeQuestion");
    QVERIFY(question && world.window().isVisible());
    question->defaultButton()->click();
    QVERIFY(!world.window().isVisible());
    QVERIFY(server().hasStreams(1));
    QCOMPARE(quit.count(), 0);
    world.show();
    world.window().close();
    QVERIFY(!world.window().isVisible());  // not asked again
    QCOMPARE(world.settings().onClose, window::OnClose::Tray);
}

void SourceCases::everythingIsReachedByKeyboardAndNamed()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    for (const char *name : {"sources", "start", "pictureChoice", "plots"})
        QVERIFY2(world.find<QWidget>(name)->focusPolicy() & Qt::TabFocus, name);
    for (const char *name : {"sources", "preview", "plots"})
        QVERIFY2(!world.find<QWidget>(name)->accessibleName().isEmpty(), name);
    QVERIFY(world.find<QListWidget>("sources")->currentItem()->data(Qt::AccessibleTextRole).toString().contains(u"Desk camera, Ready"_s));
    for (const QAction *menu : world.window().menuBar()->actions())
        QVERIFY2(menu->text().contains(u'&'), qPrintable(menu->text()));
    world.find<QWidget>("start")->setFocus();
    QTest::keyClick(world.find<QWidget>("start"), Qt::Key_Space);
    QVERIFY(world.station(u"Desk camera"_s)->state().sending);
}

void SourceCases::hiddenWindowFreesACameraThatIsNotSent()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    QVERIFY(world.seesPicture(u"Desk camera"_s));
    world.window().hide();
    QVERIFY(eventually([&] { return world.station(u"Desk camera"_s)->state().source.state == window::SourceCondition::State::Closed; }));
}

void SourceCases::settingsThatCannotBeSavedAreToldOnce()
{
    WindowWorld world(paired());
    world.show();
    // A folder stands where the file would be: that stops root as well.
    QFile::remove(world.settingsPath());
    QVERIFY(QDir().mkdir(world.settingsPath()));
    QVERIFY(world.board().add(u"test:smpte"_s, u"Bars"_s));
    QCOMPARE(world.boxes().size(), 1);
    QVERIFY2(world.boxes().first().contains(u"cannot be saved in "_s + world.settingsPath()), qPrintable(world.boxes().first()));
    QVERIFY(world.board().add(u"test:snow"_s, u"Snow"_s));
    QCOMPARE(world.boxes().size(), 1);
}

void SourceCases::problemReportTellsEverythingButSecrets()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    QVERIFY(world.board().add(u"rtsp://guard:s3cr3t@127.0.0.1:1/live?token=t0k3n"_s, {}));
    QVERIFY(world.board().add(u"pipeline:rtspsrc location=rtsp://127.0.0.1:1/ user-pw=\"s3cr3t too\" ! decodebin"_s, u"Gate"_s));
    QVERIFY(world.choose(u"rtsp://127.0.0.1:1/live"_s));
    QVERIFY2(eventually([&] { return world.station(u"rtsp://127.0.0.1:1/live"_s)->state().source.state == window::SourceCondition::State::Waiting; }), qPrintable(world.sentence()));
    const auto report = [&] { return window::problemReport(world.settings(), world.board(), world.log()); };
    QVERIFY2(eventually([&] { return report().contains(u"1280x720 30/s raw YUY2"_s); }), qPrintable(report()));
    for (const QString &told : QStringList{u"GStreamer "_s, u"vp8enc "_s, u"Server        "_s + server().address(), u"Desk camera: camera:D1@usb-1"_s, u"Gate: "_s})
        QVERIFY2(report().contains(told), qPrintable(told + u" is missing in\n"_s + report()));
    for (const QString &secret : {u"s3cr3t"_s, u"too"_s, u"t0k3n"_s})
        QVERIFY2(!report().contains(secret), qPrintable(secret + u" is in\n"_s + report()));
}

} // namespace rollcall::testing
