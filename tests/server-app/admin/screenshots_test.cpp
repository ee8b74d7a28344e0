#include "server-app/admin/screenshots_test.h"

#include "server-app/admin/admin_steps.h"

#include "admin/accounts_tab.h"
#include "admin/alarm_list.h"
#include "admin/cameras_page.h"
#include "admin/look.h"
#include "admin/people_page.h"
#include "admin/settings_page.h"
#include "admin/sign_in_page.h"
#include "admin/today_page.h"
#include "admin/unknown_page.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QJsonArray>
#include <QLabel>
#include <QLibraryInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTranslator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rollcall;
using namespace rollcall::testing;
using namespace rollcall::admin;

namespace {

// The texts under `root` that do not fit into their widgets.
QStringList cutTexts(const QWidget &root)
{
    QStringList cut;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int height = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        if ((!label->wordWrap() && label->sizeHint().width() > label->width()) || height > label->height())
            cut.append(u"label "_s + label->text());
    }
    for (const QAbstractButton *button : root.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && !button->text().isEmpty() && button->sizeHint().width() > button->width())
            cut.append(u"button "_s + button->text());
    }
    return cut;
}

void shoot(QWidget &widget, const QString &name)
{
    QCoreApplication::processEvents();
    const QString folder = buildFolder() + u"/screenshots/admin"_s;
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(widget.grab().save(folder + u'/' + name + u".png"_s));
    const QStringList cut = cutTexts(widget);
    QVERIFY2(cut.isEmpty(), qPrintable(name + u": "_s + cut.join(u"; "_s)));
}

// The program in another language, while this lives.
class Speaking {
public:
    explicit Speaking(const QString &language)
    {
        QLocale::setDefault(QLocale(language));
        if (m_translator.load(QLocale(language), u"rollcall_admin"_s, u"_"_s, u":/i18n"_s))
            QCoreApplication::installTranslator(&m_translator);
        if (m_qts.load(QLocale(language), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(&m_qts);
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

void shootDialog(AdminWorld &world, const char *object, const QString &name)
{
    auto *const dialog = world.dialog<QDialog>(object);
    QVERIFY2(dialog, object);
    (void)waitUntil([] { return false; }, 700ms);  // what it asks the server for
    shoot(*dialog, name);
    dialog->reject();
    QVERIFY(waitUntil([&] { return !world.window().findChild<QDialog *>(QString::fromLatin1(object)); }));
}

} // namespace

void ScreenshotsTest::initTestCase()
{
    m_server = std::make_unique<AdminServer>();
    QVERIFY2(m_server->start(), qPrintable(m_server->output()));
    enrolDrawn(*m_server);
    leaveACameraAway();
    m_camera = startSending(*m_server, u"door"_s, drawnClipPath(), {u"--name"_s, u"Front door"_s});
    QVERIFY(waitUntil([&] { return m_server->items(u"/api/v1/attendance"_s).size() >= 2 && !m_server->items(u"/api/v1/unknown-faces"_s).isEmpty(); }, 90s));
    correctADay();
}

// One that was here and is not, which is told of at once.
void ScreenshotsTest::leaveACameraAway()
{
    AdminWorld world;
    QVERIFY(world.open(m_server->url()));
    auto &client = world.window().connection()->client();
    bool isSet = false;
    client.get(u"/api/v1/alert-rules"_s, {}, &world.window(), [&](const Answer &rules) {
        client.send("PUT", u"/api/v1/alert-rules"_s, {{u"rules"_s, QJsonObject{{u"cameraAway"_s, QJsonObject{{u"afterMinutes"_s, 0}}}}}}, &world.window(), [&](const Answer &answer) { isSet = answer.isGood(); }, {.ifMatch = rules.etag});
    });
    QVERIFY(waitUntil([&] { return isSet; }));
    const auto camera = startSending(*m_server, u"yard"_s, u"test"_s, {u"--name"_s, u"Yard"_s, u"--width"_s, u"320"_s, u"--height"_s, u"240"_s, u"--frame-rate"_s, u"10"_s});
    QVERIFY(waitUntil([&] { return world.window().connection()->camera(u"yard"_s).value("state"_L1) == u"streaming"_s; }, 90s));
}

// Somebody's day that was corrected.
void ScreenshotsTest::correctADay()
{
    const QJsonObject row = m_server->items(u"/api/v1/attendance"_s).first().toObject();
    QCOMPARE(m_server->http().post(u"/api/v1/corrections"_s, {{u"person"_s, row.value("person"_L1)}, {u"kind"_s, u"status"_s}, {u"day"_s, row.value("day"_L1)}, {u"status"_s, u"half-day"_s}, {u"reason"_s, u"left at noon"_s}}).status, 201);
    m_corrected = row.value("name"_L1).toString();
}

void ScreenshotsTest::cleanupTestCase()
{
    putOn(Look::Light, *qobject_cast<QApplication *>(QApplication::instance()));
    m_camera.reset();
    m_server.reset();
}

void ScreenshotsTest::signIn()
{
    putOn(Look::Light, *qobject_cast<QApplication *>(QApplication::instance()));
    SignInPage page;
    page.resize(900, 640);
    page.show();
    page.askForServer(u"192.0.2.7:8443"_s);
    shoot(page, u"sign-in-server"_s);
    page.askToTrust(u"192.0.2.7:8443"_s, QByteArray::fromHex("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"), true);
    shoot(page, u"sign-in-certificate"_s);
    page.askWho(u"192.0.2.7:8443"_s, false);
    page.setProblem(u"The name or the password is wrong. Check both; upper and lower case count in the password."_s);
    shoot(page, u"sign-in"_s);
    page.setProblem({});
    page.askWho(u"192.0.2.7:8443"_s, true);
    shoot(page, u"sign-in-first-account"_s);
}

void ScreenshotsTest::pages_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    const QSize usual(1280, 800);
    QTest::newRow("light") << u"en"_s << false << usual;
    QTest::newRow("dark") << u"en"_s << true << usual;
    QTest::newRow("german") << u"de"_s << false << usual;
    QTest::newRow("french") << u"fr"_s << false << usual;
    QTest::newRow("small") << u"de"_s << false << QSize(1024, 700);
}

void ScreenshotsTest::pages()
{
    QFETCH(const QString, language);
    QFETCH(const bool, dark);
    QFETCH(const QSize, size);
    const QString suffix = u'-' + QString::fromLatin1(QTest::currentDataTag());
    const Speaking speaking(language);
    putOn(dark ? Look::Dark : Look::Light, *qobject_cast<QApplication *>(QApplication::instance()));
    AdminWorld world;
    world.window().resize(size);
    QVERIFY(world.open(m_server->url()));
    auto &window = world.window();
    QVERIFY(waitUntil([&] { return window.connection()->isOnline() && !window.connection()->cameras().isEmpty(); }, 20s));

    auto *const today = world.page<TodayPage>("today");
    QVERIFY(waitUntil([&] { return today->table().shownRows() > 0; }, 20s));
    for (int row = 0; row < today->table().model().rowCount(); ++row) {
        if (today->table().model().record(row).value("name"_L1) == m_corrected)
            today->table().choose(today->table().model().keyOf(row));
    }
    QVERIFY(waitUntil([&] { return today->findChild<QAbstractButton *>(u"withdraw"_s)->isEnabled(); }));
    (void)waitUntil([] { return false; }, 700ms);
    shoot(window, u"today"_s + suffix);
    click(*today, "withdraw");
    shootDialog(world, "withdrawDialog", u"withdraw"_s + suffix);
    today->correctSelected();
    shootDialog(world, "correctDialog", u"correct"_s + suffix);

    auto *const live = world.page<LivePage>("live");
    QVERIFY(waitUntil([&] { return live->tile(u"door"_s) && !live->tile(u"door"_s)->faces().isEmpty(); }, 60s));
    shoot(window, u"live"_s + suffix);
    live->openCamera(u"door"_s);
    (void)waitUntil([&] { return !live->tile(u"door"_s)->faces().isEmpty(); }, 20s);
    shoot(window, u"live-one"_s + suffix);
    live->setCount(4);

    auto *const people = world.page<PeoplePage>("people");
    QVERIFY(waitUntil([&] { return people->table().shownRows() > 0; }, 20s));
    shoot(window, u"people"_s + suffix);
    people->enrol();
    shootDialog(world, "enrolDialog", u"enrol"_s + suffix);
    people->enrol(u"door"_s);
    shootDialog(world, "enrolDialog", u"enrol-camera"_s + suffix);
    people->openPerson(drawnFiles().first().id);
    shootDialog(world, "personDialog", u"person"_s + suffix);
    people->table().choose(drawnFiles().first().id);
    click(*people, "erase");
    shootDialog(world, "eraseDialog", u"erase"_s + suffix);

    auto *const unknown = world.page<UnknownPage>("unknown");
    QVERIFY(waitUntil([&] { return unknown->waiting() > 0; }, 20s));
    (void)waitUntil([] { return false; }, 700ms);
    shoot(window, u"unknown"_s + suffix);
    QTest::keyClick(unknown, Qt::Key_N);
    shootDialog(world, "newPersonDialog", u"new-person"_s + suffix);
    QTest::keyClick(unknown, Qt::Key_S);
    shootDialog(world, "personChooser", u"somebody-else"_s + suffix);

    (void)world.page<Page>("reports");
    (void)waitUntil([] { return false; }, 1s);
    shoot(window, u"reports"_s + suffix);

    auto *const cameras = world.page<CamerasPage>("cameras");
    QVERIFY(waitUntil([&] { return cameras->table().shownRows() > 0; }, 20s));
    cameras->choose(u"door"_s);
    (void)waitUntil([&] { return cameras->findChild<CameraTile *>() && cameras->findChild<CameraTile *>()->picturesShown() > 0; }, 20s);
    shoot(window, u"cameras"_s + suffix);
    click(*cameras, "rename");
    shootDialog(world, "renameDialog", u"rename"_s + suffix);
    for (const char *const end : {"revoke", "forget"}) {
        click(*cameras, end);
        shootDialog(world, qPrintable(QLatin1String(end) + u"Question"_s), QLatin1String(end) + suffix);
    }
    cameras->pair();
    auto *const pair = world.dialog<QDialog>("pairDialog");
    QVERIFY(pair);
    pair->findChild<QLineEdit *>(u"cameraId"_s)->setText(u"back-door"_s);
    click(*pair, "makeCode");
    (void)waitUntil([&] { return !pair->findChild<QLabel *>(u"pairingCode"_s)->text().isEmpty(); });
    shootDialog(world, "pairDialog", u"pair"_s + suffix);

    auto *const settings = world.page<SettingsPage>("settings");
    for (int tab = 0; tab < settings->tabs().count(); ++tab) {
        settings->tabs().setCurrentIndex(tab);
        (void)waitUntil([] { return false; }, 500ms);
        shoot(window, u"settings-%1"_s.arg(tab) + suffix);
    }
    if (settings->findChild<QPushButton *>(u"newAccount"_s)) {
        settings->tabs().setCurrentIndex(0);
        click(*settings, "newAccount");
        shootDialog(world, "newAccountDialog", u"new-account"_s + suffix);
    }
    window.alarms().show();
    shoot(window, u"alarms"_s + suffix);
    QCOMPARE(window.size(), size);
}

// From here on the server asks who it is.
void ScreenshotsTest::accounts_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("english") << u"en"_s;
    QTest::newRow("german") << u"de"_s;
    QTest::newRow("french") << u"fr"_s;
}

void ScreenshotsTest::accounts()
{
    QFETCH(const QString, language);
    const QString suffix = u'-' + QString::fromLatin1(QTest::currentDataTag());
    if (language == u"en")
        QCOMPARE(m_server->http().post(u"/api/v1/accounts"_s, {{u"name"_s, u"root"_s}, {u"role"_s, u"admin"_s}, {u"cameras"_s, QJsonValue()}, {u"password"_s, accountPassword}}).status, 201);
    putOn(Look::Light, *qobject_cast<QApplication *>(QApplication::instance()));
    const Speaking speaking(language);
    AdminWorld world;
    world.window().connectTo(m_server->url().toString());
    QVERIFY(testing::signIn(world, u"root"_s));
    auto *const settings = world.page<SettingsPage>("settings");
    RecordTable &table = settings->findChild<AccountsTab *>()->table();
    QVERIFY(shows(table, u"root"_s));
    table.choose(table.model().keyOf(0));
    shoot(world.window(), u"accounts"_s + suffix);
    for (const char *const act : {"changeAccount", "setPassword", "removeAccount"}) {
        click(*settings, act);
        shootDialog(world, qPrintable(QLatin1String(act) + u"Dialog"_s), QLatin1String(act) + suffix);
    }
    settings->tabs().setCurrentIndex(1);
    (void)waitUntil([] { return false; }, 500ms);
    shoot(world.window(), u"your-account"_s + suffix);
}
