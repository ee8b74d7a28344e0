// Pictures of every state of the window (see shoot()), in every language.

#include "client-app/window/screenshot.h"
#include "client-app/window/window_world.h"

#include "window/add_source_dialog.h"
#include "window/link_plots.h"
#include "window/log_dialog.h"
#include "window/preview_widget.h"
#include "window/settings_dialog.h"

#include <QLibraryInfo>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTranslator>
#include <QtTest>

using namespace rollcall;
using namespace rollcall::testing;
using namespace Qt::StringLiterals;

namespace {

const VirtualCameras::Camera &desk = deskCamera();
const VirtualCameras::Camera door{.name = u"Integrated Camera: Integrated C (Door)"_s, .serial = u"D2"_s, .bus = u"usb-2"_s, .format = u"mjpeg"_s};

// The program in another language, while this lives.
class Speaking {
public:
    explicit Speaking(const QString &language)
    {
        if (m_translator.load(QLocale(language), u"rollcall_camera"_s, u"_"_s, u":/i18n"_s))
            QCoreApplication::installTranslator(&m_translator);
        // Qt's own, for standard buttons; not on every machine.
        if (m_qts.load(QLocale(language), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(&m_qts);
        QLocale::setDefault(QLocale(language));
    }
    ~Speaking()
    {
        QCoreApplication::removeTranslator(&m_translator);
        QCoreApplication::removeTranslator(&m_qts);
        QLocale::setDefault(QLocale(u"en"_s));
    }

private:
    QTranslator m_translator;
    QTranslator m_qts;
};

} // namespace

class WindowScreenshotsTest : public WindowCases {
    Q_OBJECT

private:
    // The longest sentences are those of large pictures.
    [[nodiscard]] window::Settings paired() const
    {
        window::Settings settings = WindowCases::paired();
        settings.width = 1280;
        settings.height = 720;
        return settings;
    }
    void streamTwo(WindowWorld &world)
    {
        for (const VirtualCameras::Camera &camera : {door, desk}) {
            QVERIFY(world.choose(camera.name));
            world.click("start");
        }
        QVERIFY(server().hasStreams(2));
        QVERIFY(world.seesPicture(door.name));
        QVERIFY(world.seesPicture(desk.name));
        const auto *const station = world.station(desk.name);
        QVERIFY(eventually([&] { return station->history().size() >= 4; }));
    }

private Q_SLOTS:
    void init()
    {
        virtualCameras().unplugAll();
        virtualCameras().plug(u"desk"_s, desk);
        virtualCameras().plug(u"door"_s, door);
    }

    void firstStart()
    {
        WindowWorld world;
        world.show();
        QVERIFY_SHOT(world.window(), u"first-start"_s);
        world.find<QLineEdit>("serverAddress")->setText(u"http:///nowhere"_s);
        world.click("connect");
        QVERIFY(!world.find<QLabel>("connectProblem")->text().isEmpty());
        QVERIFY_SHOT(world.window(), u"first-start-wrong-address"_s);
        QVERIFY(eventually([&] { return world.station(desk.name) != nullptr; }));
        world.click("scan");
        QVERIFY(eventually([&] { return !world.find<window::PreviewWidget>("scanPicture")->image().isNull(); }));
        QVERIFY_SHOT(world.window(), u"first-start-scanning"_s);
    }
    void picking()
    {
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(desk.name));
        QVERIFY(world.seesPicture(desk.name));
        QVERIFY(world.sees(u"Ready"_s));
        QVERIFY_SHOT(world.window(), u"picking"_s);
    }
    void streamingTwoCameras()
    {
        WindowWorld world(paired());
        world.show();
        streamTwo(world);
        QVERIFY_SHOT(world.window(), u"streaming-two"_s);
        world.find<window::LinkPlots>("plots")->setOpen(true);
        QVERIFY_SHOT(world.window(), u"streaming-plots-open"_s);
        world.window().resize(world.window().minimumSizeHint());
        QVERIFY_SHOT(world.window(), u"smallest"_s);
    }
    void reconnecting()
    {
        window::Settings settings = paired();
        settings.server = u"127.0.0.1:1"_s;  // a port of root's services, and there is none
        WindowWorld world(settings);
        world.show();
        QVERIFY(world.choose(desk.name));
        QVERIFY(world.seesPicture(desk.name));
        world.click("start");
        QVERIFY(world.sees(u"Trying again"_s));
        QVERIFY_SHOT(world.window(), u"reconnecting"_s);
    }
    void cameraBusy()
    {
        virtualCameras().behave(u"desk"_s, u"busy"_s);
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(desk.name));
        QVERIFY(world.sees(u"in use by another program"_s));
        QVERIFY_SHOT(world.window(), u"camera-busy"_s);
    }
    void noCamera()
    {
        virtualCameras().unplugAll();
        WindowWorld world(paired());
        world.show();
        // Until the cameras of the case before are known to be gone.
        QVERIFY(eventually([&] { return world.directory().isKnown() && world.board().count() == 0; }));
        QVERIFY(world.sees(u"No camera is connected"_s));
        QVERIFY_SHOT(world.window(), u"no-camera"_s);
    }
    void settingsPages()
    {
        WindowWorld world(paired());
        world.show();
        window::SettingsDialog dialog(world.settings(), &world.window());
        dialog.open();
        const QStringList names{u"general"_s, u"video"_s, u"network"_s, u"advanced"_s};
        for (int page = 0; page < names.size(); ++page) {
            dialog.showPage(page);
            QVERIFY_SHOT(dialog, u"settings-"_s + names[page]);
        }
    }
    void wrongPipeline()
    {
        WindowWorld world(paired());
        world.show();
        window::AddSourceDialog dialog(window::AddSourceDialog::Kind::Pipeline, &world.window());
        dialog.open();
        dialog.findChild<QPlainTextEdit *>(u"sourcePipeline"_s)->setPlainText(u"videotestsrc ! videoflop ! videoconvert"_s);
        dialog.accept();
        QVERIFY_SHOT(dialog, u"wrong-pipeline"_s);
    }
    void logView()
    {
        WindowWorld world(paired());
        world.show();
        world.log().add(u"Desk camera: Connected, sending 1280\u00d7720 at 30/s"_s);
        window::LogDialog dialog(world.log(), &world.window());
        dialog.show();
        QVERIFY_SHOT(dialog, u"log"_s);
    }
    void closeQuestion()
    {
        WindowWorld world(paired());
        world.window().setTrayCheck([] { return true; });
        world.show();
        QVERIFY(world.choose(desk.name));
        world.click("start");
        world.window().close();
        auto *const question = world.find<QMessageBox>("closeQuestion");
        QVERIFY(question);
        QVERIFY_SHOT(*question, u"close-question"_s);
    }
    void otherLanguages_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("connected");
        QTest::newRow("german") << u"de"_s << u"Verbunden"_s;
        QTest::newRow("french") << u"fr"_s << u"Connect\u00e9"_s;
    }
    void otherLanguages()
    {
        QFETCH(QString, language);
        QFETCH(QString, connected);
        const Speaking speaking(language);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        WindowWorld first;
        first.show();
        QVERIFY_SHOT(first.window(), name + u"-first-start"_s);
        WindowWorld world(paired());
        world.show();
        streamTwo(world);
        QVERIFY2(world.sees(connected), qPrintable(world.sentence()));
        QVERIFY_SHOT(world.window(), name);
        window::SettingsDialog dialog(world.settings(), &world.window());
        dialog.open();
        for (int page = 0; page < 4; ++page) {
            dialog.showPage(page);
            QVERIFY_SHOT(dialog, name + u"-settings-"_s + QString::number(page + 1));
        }
        dialog.reject();
        virtualCameras().behave(u"desk"_s, u"silent"_s);
        virtualCameras().unplug(u"desk"_s);
        QVERIFY(eventually([&] { return !world.station(desk.name)->state().connected; }));
        QVERIFY_SHOT(world.window(), name + u"-unplugged"_s);
    }
};

int main(int argc, char **argv)
{
    WindowScreenshotsTest test;
    return runWindowTest(argc, argv, test);
}

#include "window_screenshots_test.moc"
