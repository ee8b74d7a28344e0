// Writes a picture of every state of the window into the build's screenshots folder, for people to look at, and checks what a
// program can: no text is cut off, nothing lies over something else.

#include "client-app/window/window_world.h"

#include "window/add_source_dialog.h"
#include "window/link_plots.h"
#include "window/log_dialog.h"
#include "window/look.h"
#include "window/preview_widget.h"
#include "window/settings_dialog.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLibraryInfo>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTranslator>
#include <QtTest>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const VirtualCameras::Camera desk{.name = u"Desk camera"_s, .serial = u"D1"_s, .bus = u"usb-1"_s};
const VirtualCameras::Camera door{.name = u"Integrated Camera: Integrated C (Door)"_s, .serial = u"D2"_s, .bus = u"usb-2"_s, .format = u"mjpeg"_s};

QString describe(const QWidget &widget, const QString &text)
{
    return QString::fromLatin1(widget.metaObject()->className()) + u' ' + widget.objectName() + u" \u201c"_s + text + u'\u201d';
}

// The texts under `root` that do not fit into their widgets.
QStringList cutTexts(const QWidget &root)
{
    QStringList cut;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int height = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        const bool tooWide = !label->wordWrap() && label->sizeHint().width() > label->width();
        if (tooWide || height > label->height())
            cut.append(describe(*label, label->text()));
    }
    for (const QAbstractButton *button : root.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && !button->text().isEmpty() && button->sizeHint().width() > button->width())
            cut.append(describe(*button, button->text()));
    }
    for (const QComboBox *box : root.findChildren<QComboBox *>()) {
        if (box->isVisible() && box->fontMetrics().horizontalAdvance(box->currentText()) > box->width() - 24)
            cut.append(describe(*box, box->currentText()));
    }
    return cut;
}

// Pairs of widgets with text that lie over each other.
QStringList overlaps(const QWidget &root)
{
    QList<const QWidget *> leaves;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        const bool speaks = qobject_cast<const QLabel *>(widget) || qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget)
            || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget);
        const bool inner = widget->parentWidget() && (qobject_cast<QComboBox *>(widget->parentWidget()) || qobject_cast<QAbstractSpinBox *>(widget->parentWidget()) || qobject_cast<QLineEdit *>(widget->parentWidget()));
        if (speaks && !inner && widget->isVisible() && widget->window() == &root && !widget->visibleRegion().isEmpty())
            leaves.append(widget);
    }
    QStringList found;
    for (qsizetype i = 0; i < leaves.size(); ++i) {
        for (qsizetype j = i + 1; j < leaves.size(); ++j) {
            const QRect a(leaves[i]->mapTo(&root, QPoint()), leaves[i]->size());
            const QRect b(leaves[j]->mapTo(&root, QPoint()), leaves[j]->size());
            if (a.intersects(b))
                found.append(describe(*leaves[i], {}) + u" and "_s + describe(*leaves[j], {}));
        }
    }
    return found;
}

void shoot(QWidget &widget, const QString &name)
{
    QCoreApplication::processEvents();
    const QString folder = buildFolder() + u"/screenshots"_s;
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(widget.grab().save(folder + u'/' + name + u".png"_s));
    const QStringList cut = cutTexts(widget);
    QVERIFY2(cut.isEmpty(), qPrintable(name + u": "_s + cut.join(u"; "_s)));
    const QStringList over = overlaps(widget);
    QVERIFY2(over.isEmpty(), qPrintable(name + u": "_s + over.join(u"; "_s)));
}

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

class WindowScreenshotsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<WindowServer> m_server;

    [[nodiscard]] window::Settings paired() const
    {
        window::Settings settings;
        settings.server = m_server->address();
        return settings;
    }
    static void lookLike(window::Look look) { window::putOn(look, *static_cast<QApplication *>(QApplication::instance())); }

    void streamTwo(WindowWorld &world)
    {
        for (const VirtualCameras::Camera &camera : {door, desk}) {
            QVERIFY(world.choose(camera.name));
            world.click("start");
        }
        QVERIFY(waitUntil([&] { return m_server->streaming().size() == 2; }, 30s));
        QVERIFY(world.seesPicture(door.name));
        QVERIFY(world.seesPicture(desk.name));
        const auto *const station = world.station(desk.name);
        QVERIFY(waitUntil([&] { return station->history().size() >= 4; }, 20s));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<WindowServer>();
        QVERIFY(m_server->start());
        lookLike(window::Look::Light);
    }
    void init()
    {
        virtualCameras().unplugAll();
        virtualCameras().plug(u"desk"_s, desk);
        virtualCameras().plug(u"door"_s, door);
    }
    void cleanup() { lookLike(window::Look::Light); }

    void firstStart()
    {
        WindowWorld world;
        world.show();
        shoot(world.window(), u"first-start"_s);
        world.find<QLineEdit>("serverAddress")->setText(u"http:///nowhere"_s);
        world.click("connect");
        QVERIFY(!world.find<QLabel>("connectProblem")->text().isEmpty());
        shoot(world.window(), u"first-start-wrong-address"_s);
        QVERIFY(waitUntil([&] { return world.station(desk.name) != nullptr; }));
        world.click("scan");
        QVERIFY(waitUntil([&] { return !world.find<window::PreviewWidget>("scanPicture")->image().isNull(); }));
        shoot(world.window(), u"first-start-scanning"_s);
    }
    void picking()
    {
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(desk.name));
        QVERIFY(world.seesPicture(desk.name));
        QVERIFY(world.sees(u"Ready"_s));
        shoot(world.window(), u"picking"_s);
    }
    void streamingTwoCameras()
    {
        WindowWorld world(paired());
        world.show();
        streamTwo(world);
        shoot(world.window(), u"streaming-two"_s);
        world.find<window::LinkPlots>("plots")->setOpen(true);
        shoot(world.window(), u"streaming-plots-open"_s);
        lookLike(window::Look::Dark);
        shoot(world.window(), u"dark"_s);
        world.window().resize(world.window().minimumSizeHint());
        shoot(world.window(), u"dark-smallest"_s);
    }
    void reconnecting()
    {
        WindowServer server;
        QVERIFY(server.start());
        window::Settings settings;
        settings.server = server.address();
        WindowWorld world(settings);
        world.show();
        QVERIFY(world.choose(desk.name));
        world.click("start");
        QVERIFY(world.sees(u"Connected, sending"_s, 20s));
        server.stop();
        QVERIFY(world.sees(u"Trying again"_s));
        shoot(world.window(), u"reconnecting"_s);
    }
    void cameraBusy()
    {
        virtualCameras().behave(u"desk"_s, u"busy"_s);
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.choose(desk.name));
        QVERIFY(world.sees(u"in use by another program"_s));
        shoot(world.window(), u"camera-busy"_s);
    }
    void noCamera()
    {
        virtualCameras().unplugAll();
        WindowWorld world(paired());
        world.show();
        QVERIFY(world.sees(u"No camera is connected"_s));
        shoot(world.window(), u"no-camera"_s);
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
            shoot(dialog, u"settings-"_s + names[page]);
        }
        lookLike(window::Look::Dark);
        dialog.showPage(1);
        shoot(dialog, u"settings-video-dark"_s);
    }
    void wrongPipeline()
    {
        WindowWorld world(paired());
        world.show();
        window::AddSourceDialog dialog(window::AddSourceDialog::Kind::Pipeline, &world.window());
        dialog.open();
        dialog.findChild<QPlainTextEdit *>(u"sourcePipeline"_s)->setPlainText(u"videotestsrc ! videoflop ! videoconvert"_s);
        dialog.accept();
        shoot(dialog, u"wrong-pipeline"_s);
    }
    void logView()
    {
        WindowWorld world(paired());
        world.show();
        world.log().add(u"Desk camera: Connected, sending 1280\u00d7720 at 30/s"_s);
        window::LogDialog dialog(world.log(), &world.window());
        dialog.show();
        shoot(dialog, u"log"_s);
    }
    void closeQuestion()
    {
        WindowWorld world(paired());
        world.window().setTrayAvailable(true);
        world.show();
        QVERIFY(world.choose(desk.name));
        world.click("start");
        world.window().close();
        auto *const question = world.find<QMessageBox>("closeQuestion");
        QVERIFY(question);
        shoot(*question, u"close-question"_s);
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
        shoot(first.window(), name + u"-first-start"_s);
        WindowWorld world(paired());
        world.show();
        streamTwo(world);
        QVERIFY2(world.sees(connected), qPrintable(world.sentence()));
        shoot(world.window(), name);
        window::SettingsDialog dialog(world.settings(), &world.window());
        dialog.open();
        for (int page = 0; page < 4; ++page) {
            dialog.showPage(page);
            shoot(dialog, name + u"-settings-"_s + QString::number(page + 1));
        }
        dialog.reject();
        virtualCameras().behave(u"desk"_s, u"silent"_s);
        virtualCameras().unplug(u"desk"_s);
        QVERIFY(waitUntil([&] { return !world.station(desk.name)->state().connected; }));
        shoot(world.window(), name + u"-unplugged"_s);
    }
};

int main(int argc, char **argv)
{
    WindowScreenshotsTest test;
    return runWindowTest(argc, argv, test);
}

#include "window_screenshots_test.moc"
