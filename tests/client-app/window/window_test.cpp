// The real window, driven as an operator does, with virtual cameras and the real server.

#include "client-app/window/window_world.h"
#include "support/http_client.h"

#include "window/add_source_dialog.h"
#include "window/preview_widget.h"

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <QComboBox>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QtTest>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const VirtualCameras::Camera desk{.name = u"Desk camera"_s, .serial = u"D1"_s, .bus = u"usb-1"_s};
const VirtualCameras::Camera door{.name = u"Door camera"_s, .serial = u"D2"_s, .bus = u"usb-2"_s};

QImage qrCode(const QString &text)
{
    constexpr int side = 300;
    const ZXing::BitMatrix bits = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode).setMargin(4).encode(text.toStdString(), side, side);
    QImage image(bits.width(), bits.height(), QImage::Format_RGB32);
    for (int y = 0; y < bits.height(); ++y) {
        for (int x = 0; x < bits.width(); ++x)
            image.setPixelColor(x, y, bits.get(x, y) ? Qt::black : Qt::white);
    }
    return image;
}

// Held askew, on a grey background.
QImage seenByACamera(const QImage &code)
{
    QImage picture(640, 480, QImage::Format_RGB32);
    picture.fill(QColor(120, 116, 110));
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(330, 235);
    painter.rotate(11);
    painter.drawImage(QPointF(-code.width() / 2.0, -code.height() / 2.0), code);
    return picture;
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<WindowServer> m_server;

    [[nodiscard]] window::Settings paired() const
    {
        window::Settings settings;
        settings.server = m_server->address();
        settings.width = 640;
        settings.height = 480;
        return settings;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<WindowServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->program().output()));
    }
    void init() { virtualCameras().unplugAll(); }

    void firstStartLeadsToAStream()
    {
        virtualCameras().plug(u"desk"_s, desk);
        WindowWorld world;
        world.show();
        QVERIFY(world.find<QLineEdit>("pairingCode")->isVisible());
        world.find<QLineEdit>("serverAddress")->setText(m_server->address());
        world.click("connect");
        QVERIFY(world.choose(u"Desk camera"_s));
        QVERIFY(world.seesPicture(u"Desk camera"_s));
        QVERIFY(world.sees(u"Ready. Press Start"_s));
        world.click("start");
        QVERIFY2(world.sees(u"Connected, sending 1280\u00d7720 at 30/s, "_s, 20s), qPrintable(world.sentence() + m_server->program().output()));
        QVERIFY(world.sees(u"round trip"_s, 30s));  // two reports of RTCP, which are seconds apart by chance
        QCOMPARE(m_server->streaming().size(), 1);
        QCOMPARE(world.find<QPushButton>("start")->text(), u"&Stop"_s);
        world.click("start");
        QVERIFY(waitUntil([&] { return m_server->streaming().isEmpty(); }));
        QVERIFY(world.sees(u"Ready. Press Start"_s));
    }

    void codeOfTheServerLeadsToAStream()
    {
        virtualCameras().plug(u"desk"_s, desk);
        virtualCameras().plug(u"door"_s, door);
        WindowServer server;
        QVERIFY(server.start());
        WindowWorld world;
        world.show();
        world.find<QLineEdit>("serverAddress")->setText(server.address());
        world.find<QLineEdit>("pairingCode")->setText(u"2222-2222"_s);
        world.click("connect");
        QVERIFY(waitUntil([&] { return world.find<QLabel>("connectProblem")->text().contains(u"code"_s); }));
        QVERIFY(world.find<QLineEdit>("pairingCode")->isVisible());
        const QString code = server.makeCode(u"front"_s);
        QVERIFY(!code.isEmpty());
        world.find<QLineEdit>("pairingCode")->setText(code);
        world.click("connect");
        QVERIFY2(waitUntil([&] { return world.find<QWidget>("start")->isVisible(); }), qPrintable(world.find<QLabel>("connectProblem")->text()));
        QVERIFY(world.choose(u"Desk camera"_s));
        world.click("start");
        QVERIFY2(waitUntil([&] { return server.streaming() == QStringList{u"front"_s}; }, 20s), qPrintable(world.sentence()));
        // One code is one camera.
        QVERIFY(world.choose(u"Door camera"_s));
        world.click("start");
        QVERIFY(world.find<QLineEdit>("pairingCode")->isVisible());
        QCOMPARE(server.streaming().size(), 1);
        world.restart();
        QVERIFY2(waitUntil([&] { return server.streaming() == QStringList{u"front"_s}; }, 20s), qPrintable(world.sentence()));
    }

    void codeInFrontOfTheCameraLeadsToThePairing()
    {
        WindowServer server;
        QVERIFY(server.start());
        QTemporaryDir folder;
        VirtualCameras::Camera looking = desk;
        looking.picture = folder.filePath(u"code.png"_s);
        QVERIFY(seenByACamera(qrCode(server.makePairing(u"front"_s)[u"link"_s].toString())).save(looking.picture));
        virtualCameras().plug(u"desk"_s, looking);
        WindowWorld world;
        world.show();
        QVERIFY(waitUntil([&] { return world.station(u"Desk camera"_s) != nullptr; }));
        world.click("scan");
        QVERIFY2(waitUntil([&] { return world.find<QWidget>("start")->isVisible(); }, 20s), qPrintable(world.find<QLabel>("connectProblem")->text()));
        QVERIFY(!world.find<QAbstractButton>("scan")->isChecked());
        QVERIFY(world.choose(u"Desk camera"_s));
        world.click("start");
        QVERIFY2(waitUntil([&] { return server.streaming() == QStringList{u"front"_s}; }, 20s), qPrintable(world.sentence()));
    }

    void scanningNeedsACamera()
    {
        WindowWorld world;
        world.show();
        // Until the camera of the case before is known to be gone.
        QVERIFY(waitUntil([&] {
            const auto *const left = world.station(u"Desk camera"_s);
            return !left || !left->state().connected;
        }));
        world.click("scan");
        QVERIFY(!world.find<QAbstractButton>("scan")->isChecked());
        QCOMPARE(world.find<QLabel>("connectProblem")->text(), u"No camera is connected. Plug one in, or type the code."_s);
    }

    void pickerTellsWhatACameraCanDo()
    {
        VirtualCameras::Camera jpeg = desk;
        jpeg.format = u"mjpeg"_s;
        jpeg.modes = {u"1920x1080@15"_s, u"640x480@30"_s, u"640x480@15"_s};
        virtualCameras().plug(u"desk"_s, jpeg);
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(u"Desk camera"_s));
        const auto *const choice = world.find<QComboBox>("pictureChoice");
        QVERIFY(waitUntil([&] { return choice->count() == 4; }));
        QStringList texts;
        for (int i = 0; i < choice->count(); ++i)
            texts.append(choice->itemText(i));
        QCOMPARE(texts, (QStringList{u"As the settings say"_s, u"1920\u00d71080 at 15/s (MJPEG)"_s, u"640\u00d7480 at 30/s (MJPEG)"_s, u"640\u00d7480 at 15/s (MJPEG)"_s}));
        QVERIFY(world.seesPicture(u"Desk camera"_s));  // decoded
        const auto told = [&] { return world.find<QListWidget>("sources")->currentItem()->data(Qt::AccessibleTextRole).toString(); };
        QVERIFY2(waitUntil([&] { return told().contains(u", the system\u2019s default"_s); }), qPrintable(told()));
    }

    void chosenPictureIsRememberedAndUsed()
    {
        virtualCameras().plug(u"desk"_s, desk);
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(u"Desk camera"_s));
        auto *const choice = world.find<QComboBox>("pictureChoice");
        QVERIFY(waitUntil([&] { return choice->itemText(1) == u"1280\u00d7720 at 30/s (raw YUY2)"_s; }));
        choice->setCurrentIndex(1);
        Q_EMIT choice->activated(1);
        QCOMPARE(world.station(u"Desk camera"_s)->plan().format.width, 1280);
        world.restart();
        QVERIFY(world.choose(u"Desk camera"_s));
        QVERIFY(waitUntil([&] { return world.find<QComboBox>("pictureChoice")->currentIndex() == 1; }));
        QCOMPARE(world.station(u"Desk camera"_s)->plan().format.width, 1280);
    }

    void pluggingAnotherCameraDoesNotDisturbARunningStream()
    {
        virtualCameras().plug(u"desk"_s, desk);
        QStringList disturbances;  // what is sent may change with the network, that it is sent may not
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(u"Desk camera"_s));
        world.click("start");
        QVERIFY2(world.sees(u"Connected, sending 640\u00d7480"_s, 20s), qPrintable(world.sentence()));
        connect(world.station(u"Desk camera"_s), &window::CameraStation::said, this, [&disturbances](const QString &sentence) {
            if (!sentence.startsWith(u"Connected, sending"_s))
                disturbances.append(sentence);
        });
        virtualCameras().plug(u"door"_s, door);
        QVERIFY(waitUntil([&] { return world.rows().contains(u"Door camera"_s); }));
        virtualCameras().unplug(u"door"_s);
        QVERIFY(waitUntil([&] { return !world.rows().contains(u"Door camera"_s); }));
        QCOMPARE(disturbances, QStringList());
        QCOMPARE(world.find<QListWidget>("sources")->currentItem()->text(), u"Desk camera"_s);
    }

    void twoIdenticalCamerasStayApart()
    {
        // Same make, no serial number: the port tells them apart, whatever number the system gives them.
        VirtualCameras::Camera left{.name = u"Twin"_s, .path = u"/dev/virtual-0"_s, .bus = u"usb-1"_s};
        VirtualCameras::Camera right{.name = u"Twin"_s, .path = u"/dev/virtual-1"_s, .bus = u"usb-2"_s};
        virtualCameras().plug(u"left"_s, left);
        virtualCameras().plug(u"right"_s, right);
        WindowWorld world(paired());
        world.show();
        QVERIFY(waitUntil([&] { return world.board().find(u"camera:@usb-1"_s) && world.board().find(u"camera:@usb-2"_s); }));
        world.board().rename(*world.board().find(u"camera:@usb-1"_s), u"Left"_s);
        world.board().rename(*world.board().find(u"camera:@usb-2"_s), u"Right"_s);
        virtualCameras().unplugAll();
        QVERIFY(waitUntil([&] { return !world.station(u"Left"_s)->state().connected && !world.station(u"Right"_s)->state().connected; }));
        left.path = u"/dev/virtual-1"_s;
        right.path = u"/dev/virtual-0"_s;
        virtualCameras().plug(u"right"_s, right);
        virtualCameras().plug(u"left"_s, left);
        world.restart();
        QVERIFY(waitUntil([&] { return world.station(u"Left"_s)->state().connected && world.station(u"Right"_s)->state().connected; }));
        QCOMPARE(world.rows(), (QStringList{u"Left"_s, u"Right"_s}));
        QVERIFY(waitUntil([&] {
            const window::ListedCamera *const camera = world.board().cameraOf(*world.station(u"Left"_s));
            return camera && camera->camera.path == u"/dev/virtual-1"_s;
        }));
        QVERIFY(waitUntil([&] {
            const window::ListedCamera *const camera = world.board().cameraOf(*world.station(u"Right"_s));
            return camera && camera->camera.path == u"/dev/virtual-0"_s;
        }));
    }

    void busyCameraIsDiagnosedAndTriedAgain()
    {
        VirtualCameras::Camera busy = desk;
        busy.behaviour = u"busy"_s;
        virtualCameras().plug(u"desk"_s, busy);
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(u"Desk camera"_s));
        QVERIFY2(world.sees(u"The camera is in use by another program. Close it, then press Try again."_s), qPrintable(world.sentence()));
        QVERIFY(world.find<QPushButton>("tryAgain")->isVisible());
        virtualCameras().behave(u"desk"_s, u"ok"_s);
        world.click("tryAgain");
        QVERIFY(world.seesPicture(u"Desk camera"_s, 3s));
        QVERIFY(waitUntil([&] { return !world.find<QPushButton>("tryAgain")->isVisible(); }));
    }

    void forbiddenAndSilentCamerasAreDiagnosed_data()
    {
        QTest::addColumn<QString>("behaviour");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("denied") << u"denied"_s << u"the system does not allow it. Check the permission or the privacy switch"_s;
        QTest::newRow("silent") << u"silent"_s << u"The camera opened but gives no picture. Check its privacy switch, its cable"_s;
    }
    void forbiddenAndSilentCamerasAreDiagnosed()
    {
        QFETCH(QString, behaviour);
        QFETCH(QString, sentence);
        VirtualCameras::Camera camera = desk;
        camera.behaviour = behaviour;
        virtualCameras().plug(u"desk"_s, camera);
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(u"Desk camera"_s));
        QElapsedTimer clock;
        clock.start();
        QVERIFY2(world.sees(sentence, 6s), qPrintable(world.sentence()));
        QVERIFY2(clock.elapsed() < 4500, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(world.find<QPushButton>("tryAgain")->isVisible());
    }

    void streamWaitsForAnUnpluggedCameraAndGoesOnByItself()
    {
        virtualCameras().plug(u"desk"_s, desk);
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(u"Desk camera"_s));
        world.click("start");
        QVERIFY2(world.sees(u"Connected, sending"_s, 20s), qPrintable(world.sentence()));
        virtualCameras().unplug(u"desk"_s);
        QVERIFY2(world.sees(u"The camera is not connected. Plug it in; the stream goes on by itself."_s), qPrintable(world.sentence()));
        virtualCameras().plug(u"desk"_s, desk);
        QVERIFY2(world.sees(u"Connected, sending"_s, 20s), qPrintable(world.sentence()));
        QVERIFY(waitUntil([&] { return world.station(u"Desk camera"_s)->state().source.state == window::SourceCondition::State::Running; }));
        QVERIFY(waitUntil([&] { return m_server->streaming().size() == 1; }, 20s));
    }

    void severalCamerasStreamAtOnceEachWithItsOwnState()
    {
        virtualCameras().plug(u"desk"_s, desk);
        virtualCameras().plug(u"door"_s, door);
        WindowWorld world(paired());
        world.show();
        for (const QString &title : {u"Desk camera"_s, u"Door camera"_s}) {
            QVERIFY(world.choose(title));
            world.click("start");
        }
        QVERIFY(waitUntil([&] { return m_server->streaming().size() == 2; }, 30s));
        virtualCameras().behave(u"door"_s, u"silent"_s);
        QVERIFY(waitUntil([&] { return window::toneOf(world.station(u"Door camera"_s)->state()) == window::Tone::Trouble; }, 15s));
        QCOMPARE(window::toneOf(world.station(u"Desk camera"_s)->state()), window::Tone::Good);
        QVERIFY(world.seesPicture(u"Desk camera"_s));  // a thumbnail
    }

    void streamsGoOnAfterARestartOfTheProgram()
    {
        virtualCameras().plug(u"desk"_s, desk);
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(u"Desk camera"_s));
        world.click("start");
        QVERIFY(waitUntil([&] { return m_server->streaming().size() == 1; }, 20s));
        world.close();
        QVERIFY(waitUntil([&] { return m_server->streaming().isEmpty(); }, 10s));
        world.restart();
        QVERIFY(waitUntil([&] { return m_server->streaming().size() == 1; }, 20s));
    }

    void wrongWordOfAPipelineIsShown()
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

    void otherSourcesStandInTheSameList()
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

    void serverThatComesBackIsFound()
    {
        virtualCameras().plug(u"desk"_s, desk);
        WindowServer server;
        QVERIFY(server.start());
        window::Settings settings = paired();
        settings.server = server.address();
        WindowWorld world(settings);
        world.show();
        QVERIFY(world.choose(u"Desk camera"_s));
        world.click("start");
        QVERIFY(world.sees(u"Connected, sending"_s, 20s));
        server.stop();
        QVERIFY2(world.sees(u"Trying again until it works."_s), qPrintable(world.sentence()));
        QVERIFY(server.start());
        QVERIFY2(world.sees(u"Connected, sending"_s, 20s), qPrintable(world.sentence()));
    }

    void closingAsksOnceWhetherToGoOn()
    {
        virtualCameras().plug(u"desk"_s, desk);
        WindowWorld world(paired());
        world.window().setTrayAvailable(true);
        world.show();
        QSignalSpy quit(&world.window(), &window::MainWindow::quitWanted);
        QVERIFY(world.choose(u"Desk camera"_s));
        world.click("start");
        QVERIFY(waitUntil([&] { return m_server->streaming().size() == 1; }, 20s));
        world.window().close();
        auto *const question = world.find<QMessageBox>("closeQuestion");
        QVERIFY(question && world.window().isVisible());
        question->defaultButton()->click();
        QVERIFY(!world.window().isVisible());
        QCOMPARE(m_server->streaming().size(), 1);
        QCOMPARE(quit.count(), 0);
        world.show();
        world.window().close();
        QVERIFY(!world.window().isVisible());  // not asked again
        QCOMPARE(world.settings().onClose, window::OnClose::Tray);
    }

    void everythingIsReachedByKeyboardAndNamed()
    {
        virtualCameras().plug(u"desk"_s, desk);
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

    void pauseFreesTheCameraAndKeepsTheSession()
    {
        virtualCameras().plug(u"desk"_s, desk);
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(u"Desk camera"_s));
        auto *const pause = world.find<QPushButton>("pause");
        QVERIFY(!pause->isVisible());
        world.click("start");
        QVERIFY2(world.sees(u"Connected, sending"_s, 20s), qPrintable(world.sentence()));
        const QString camera = m_server->streaming().value(0);
        QCOMPARE(pause->text(), u"P&ause"_s);
        pause->click();
        QVERIFY(world.sees(u"Connected, paused"_s));
        QVERIFY(waitUntil([&] { return m_server->stateOf(camera) == u"paused"_s; }));
        QCOMPARE(int(world.station(u"Desk camera"_s)->state().source.state), int(window::SourceCondition::State::Closed));
        const double sessions = HttpClient(m_server->url()).metric("rollcall_sessions_opened_total");
        QCOMPARE(pause->text(), u"&Resume"_s);
        pause->click();
        QVERIFY2(world.sees(u"Connected, sending"_s, 20s), qPrintable(world.sentence()));
        QVERIFY(waitUntil([&] { return m_server->stateOf(camera) == u"streaming"_s; }));
        QCOMPARE(HttpClient(m_server->url()).metric("rollcall_sessions_opened_total"), sessions);
    }

    void stoppingAPausedStreamShowsThePictureAgain()
    {
        using State = window::SourceCondition::State;
        virtualCameras().plug(u"desk"_s, desk);
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(u"Desk camera"_s));
        QVERIFY(world.seesPicture(u"Desk camera"_s));
        world.click("start");
        QVERIFY(waitUntil([&] { return m_server->streaming().size() == 1; }, 20s));
        const HttpClient http(m_server->url());
        QCOMPARE(http.post(u"/api/v1/cameras/"_s + m_server->streaming().first() + u"/pause"_s).status, 200);
        QVERIFY(waitUntil([&] { return world.station(u"Desk camera"_s)->state().source.state == State::Closed; }));
        world.click("start");
        QVERIFY(waitUntil([&] { return world.station(u"Desk camera"_s)->state().source.state == State::Running; }));
        QVERIFY(world.seesPicture(u"Desk camera"_s));
    }

    void hiddenWindowFreesACameraThatIsNotSent()
    {
        virtualCameras().plug(u"desk"_s, desk);
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(u"Desk camera"_s));
        QVERIFY(world.seesPicture(u"Desk camera"_s));
        world.window().hide();
        QVERIFY(waitUntil([&] { return world.station(u"Desk camera"_s)->state().source.state == window::SourceCondition::State::Closed; }));
    }
};

int main(int argc, char **argv)
{
    WindowTest test;
    return runWindowTest(argc, argv, test);
}

#include "window_test.moc"
