// The window itself, and who signs in.

#include "server-app/admin/admin_steps.h"
#include "server-app/admin/pages_test.h"

#include "admin/accounts_tab.h"
#include "admin/alarm_list.h"
#include "admin/enrol_dialog.h"
#include "admin/people_page.h"
#include "admin/settings_page.h"

#include <QAction>
#include <QDialog>
#include <QFile>
#include <QJsonArray>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QSettings>
#include <QTabWidget>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rollcall;
using namespace rollcall::testing;
using namespace rollcall::admin;

void PagesTest::initTestCase()
{
    m_server = std::make_unique<AdminServer>();
    QVERIFY2(m_server->start(), qPrintable(m_server->output()));
    m_world = std::make_unique<AdminWorld>();
    QVERIFY(m_world->open(m_server->url()));
}

void PagesTest::cleanupTestCase()
{
    m_world.reset();
    m_camera.reset();
    m_server.reset();
}

void PagesTest::programRunsTheServerInside()
{
    const QTemporaryDir folder;
    const QStringList options{u"--local"_s, u"--settings-dir"_s, folder.filePath(u"settings"_s), u"--key-store"_s, u"file"_s, u"--"_s, u"--data-dir"_s, folder.filePath(u"data"_s), u"--server-port"_s, u"0"_s};
    for (int round = 0; round < 2; ++round) {
        Program program(u"rollcall-admin"_s, options);
        program.start();
        const auto address = program.waitForLine(u"listening on "_s, 60s);
        QVERIFY2(address, qPrintable(program.output()));
        const HttpClient http{QUrl(*address)};
        QCOMPARE(http.get(u"/healthz"_s).status, 200);
        // It is the same server: what was kept before it was ended is still there.
        if (round == 0)
            QCOMPARE(http.post(u"/api/v1/shifts"_s, {{u"id"_s, u"day"_s}, {u"name"_s, u"Day"_s}, {u"start"_s, u"08:00"_s}, {u"end"_s, u"17:00"_s}, {u"days"_s, QJsonArray{u"monday"_s}}}).status, 201);
        else
            QCOMPARE(http.get(u"/api/v1/shifts"_s).json().value("items"_L1).toArray().size(), 1);
        // Closing the window ends the server in order.
        const auto ended = program.terminate(30s);
        QVERIFY2(ended == 0, qPrintable(program.output()));
        QCOMPARE(http.get(u"/healthz"_s).status, 0);
    }
    // Where the server cannot start (another one has its folder), the window stays to say so, and ends in order.
    AdminServer other;
    QVERIFY2(other.start(), qPrintable(other.output()));
    Program program(u"rollcall-admin"_s, {u"--local"_s, u"--settings-dir"_s, folder.filePath(u"settings"_s), u"--key-store"_s, u"file"_s, u"--"_s, u"--data-dir"_s, other.folder(), u"--server-port"_s, u"0"_s});
    program.start();
    QVERIFY(!program.waitForLine(u"listening on "_s, 5s));
    QVERIFY(program.isRunning());
    QCOMPARE(program.terminate(30s), std::optional(0));
}

void PagesTest::everyPageFitsASmallScreen()
{
    auto &window = m_world->window();
    for (const QString &name : {u"today"_s, u"live"_s, u"people"_s, u"unknown"_s, u"reports"_s, u"cameras"_s, u"settings"_s}) {
        window.openPage(name);
        QCoreApplication::processEvents();
        const QSize least = window.minimumSizeHint();
        QVERIFY2(least.width() <= 900 && least.height() <= 600, qPrintable(u"%1 needs %2 × %3"_s.arg(name).arg(least.width()).arg(least.height())));
    }
}

void PagesTest::remembersTheWindow()
{
    m_world->window().resize(1'111, 777);
    const QSize size = m_world->window().size();
    m_world->page<LivePage>("live")->setCount(9);
    m_world->window().openPage(u"reports"_s);
    m_world->restart();
    QVERIFY(m_world->open(m_server->url()));
    // A small screen may make it fit, as far as it can be made smaller.
    const QSize fitted = size.boundedTo(m_world->window().screen()->availableSize()).expandedTo(m_world->window().minimumSizeHint());
    QVERIFY2(m_world->window().size() == size || m_world->window().size() == fitted, qPrintable(u"%1 × %2"_s.arg(m_world->window().width()).arg(m_world->window().height())));
    QVERIFY(waitUntil([&] { return m_world->window().page(u"reports"_s)->isVisible(); }));
    QCOMPARE(qobject_cast<LivePage *>(m_world->window().page(u"live"_s))->count(), 9);
}

// The last ones: from here on this machine has to sign in.
void PagesTest::signsInByPasswordAndRemembersAToken()
{
    const HttpAnswer made = m_server->http().post(u"/api/v1/accounts"_s, {{u"name"_s, u"root"_s}, {u"role"_s, u"admin"_s}, {u"cameras"_s, QJsonValue()}, {u"password"_s, accountPassword}});
    QCOMPARE(made.status, 201);
    m_world->restart();
    m_world->window().connectTo(m_server->url().toString());
    auto &window = m_world->window();
    auto *const name = window.findChild<QLineEdit *>(u"name"_s);
    QVERIFY(waitUntil([&] { return name->isVisible(); }, 20s));
    name->setText(u"root"_s);
    write(window, "password", u"wrong"_s);
    click(window, "signIn");
    QVERIFY(waitUntil([&] { return textOf(window, "signInProblem").contains(u"wrong"); }));
    // The limit on tries asks for a second's patience.
    QVERIFY(waitUntil([&] {
        write(window, "password", accountPassword);
        click(window, "signIn");
        return waitUntil([&] { return window.page(u"settings"_s) != nullptr; }, 1'500ms);
    }, 20s));
    QCOMPARE(window.connection()->accountName(), u"root"_s);
    QVERIFY(window.connection()->may(u"manage-accounts"_s));
    QVERIFY(waitUntil([&] { return window.connection()->isOnline(); }, 10s));
    window.openPage(u"settings"_s);
    QVERIFY(shows(window.findChild<AccountsTab *>()->table(), u"root,Administrator"_s));
    QString token;
    window.connection()->client().send("POST", u"/api/v1/tokens"_s, {{u"name"_s, u"window"_s}, {u"role"_s, u"operator"_s}, {u"cameras"_s, QJsonValue()}}, &window, [&token](const Answer &answer) { token = answer.json.value("token"_L1).toString(); });
    QVERIFY(waitUntil([&] { return !token.isEmpty(); }));
    m_world->restart();
    auto &again = m_world->window();
    again.connectTo(m_server->url().toString());
    QVERIFY(waitUntil([&] { return again.findChild<QLineEdit *>(u"name"_s)->isVisible(); }, 20s));
    again.findChild<QAbstractButton *>(u"useToken"_s)->setChecked(true);
    write(again, "token", token);
    click(again, "signIn");
    QVERIFY(waitUntil([&] { return again.page(u"live"_s) != nullptr; }, 20s));
    QVERIFY(!again.connection()->may(u"manage-accounts"_s));
    // The next start needs nobody to sign in.
    m_world->restart();
    QVERIFY(m_world->open(m_server->url()));
    // Nothing of it is in the settings.
    QFile settings(QSettings().fileName());
    QVERIFY(settings.open(QIODevice::ReadOnly));
    QVERIFY(!settings.readAll().contains(token.toUtf8()));
}

void PagesTest::formStaysWhenTheSessionEnds()
{
    auto &window = m_world->window();
    // The alarms that are asked for then are nobody's when they come.
    window.alarms().setConnection(window.connection());
    for (QAction *action : window.findChildren<QAction *>()) {
        if (action->text() == u"&Sign out")
            action->trigger();
    }
    QVERIFY(!window.page(u"people"_s));
    QVERIFY(signIn(*m_world, u"root"_s));
    auto *const people = m_world->page<PeoplePage>("people");
    people->enrol();
    auto *const dialog = m_world->dialog<EnrolDialog>("enrolDialog");
    QVERIFY(dialog && dialog->isVisible());
    write(*dialog, "personName", u"Half Written"_s);
    // An administrator ends it elsewhere; the window hears of it by itself.
    auto &client = window.connection()->client();
    client.send("DELETE", u"/api/v1/session"_s, {}, &window, [](const Answer &) {});
    QVERIFY(waitUntil([&] { return window.findChild<QLineEdit *>(u"name"_s)->isVisible(); }, 20s));
    QVERIFY(!dialog->isVisible());
    QVERIFY(signIn(*m_world, u"root"_s));
    QVERIFY(waitUntil([&] { return dialog->isVisible(); }));
    QCOMPARE(dialog->findChild<QLineEdit *>(u"personName"_s)->text(), u"Half Written"_s);
    dialog->reject();
    QVERIFY(waitUntil([&] { return !window.findChild<EnrolDialog *>(); }));
}

void PagesTest::secondOfTwoAdministratorsIsTold()
{
    auto &window = m_world->window();
    auto &client = window.connection()->client();
    auto *const settings = m_world->page<SettingsPage>("settings");
    settings->tabs().setCurrentIndex(0);
    RecordTable &table = window.findChild<AccountsTab *>()->table();
    QVERIFY(shows(table, u"root,Administrator"_s));
    table.choose(table.model().keyOf(0));
    click(*settings, "changeAccount");
    auto *const dialog = m_world->dialog<QDialog>("changeAccountDialog");
    QVERIFY(dialog);
    // Somebody else, meanwhile.
    const QString path = u"/api/v1/accounts/"_s + table.model().keyOf(0);
    bool isDone = false;
    client.get(path, {}, &window, [&](const Answer &known) {
        client.send("PATCH", path, {{u"name"_s, u"theirs"_s}}, &window, [&](const Answer &answer) { isDone = answer.isGood(); }, {.ifMatch = known.etag});
    });
    QVERIFY(waitUntil([&] { return isDone; }));
    click(*dialog, "submit");
    QVERIFY(waitUntil([&] { return textOf(*dialog, "problem").contains(u"It is now: theirs, Administrator."); }));
    QVERIFY(shows(table, u"theirs,Administrator"_s));
    // Who has seen it goes on.
    click(*dialog, "submit");
    QVERIFY(waitUntil([&] { return !window.findChild<QDialog *>(u"changeAccountDialog"_s); }));
    QVERIFY(shows(table, u"root,Administrator"_s));
}

void PagesTest::viewerOfOneCameraSeesThatAlone()
{
    auto *const settings = m_world->page<SettingsPage>("settings");
    settings->tabs().setCurrentIndex(0);
    click(*settings, "newAccount");
    auto *const dialog = m_world->dialog<QDialog>("newAccountDialog");
    QVERIFY(dialog);
    write(*dialog, "accountName", u"guard"_s);
    write(*dialog, "accountPassword", accountPassword);
    dialog->findChild<QAbstractButton *>(u"allCameras"_s)->setChecked(false);
    auto *const list = dialog->findChild<QListWidget *>(u"someCameras"_s);
    for (int row = 0; row < list->count(); ++row)
        list->item(row)->setCheckState(list->item(row)->data(Qt::UserRole) == u"door"_s ? Qt::Checked : Qt::Unchecked);
    click(*dialog, "submit");
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<QDialog *>(u"newAccountDialog"_s); }, 20s));
    QVERIFY(shows(m_world->window().findChild<AccountsTab *>()->table(), u"guard,Viewer"_s));
    AdminWorld world;
    world.window().connectTo(m_server->url().toString());
    auto &window = world.window();
    QVERIFY(signIn(world, u"guard"_s));
    QVERIFY(!window.page(u"people"_s));
    QVERIFY(!window.page(u"today"_s));
    QVERIFY(waitUntil([&] { return window.connection()->cameras().size() == 1; }));
    QCOMPARE(window.connection()->cameras().first().value("id"_L1).toString(), u"door"_s);
}
