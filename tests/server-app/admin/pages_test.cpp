#include "server-app/admin/pages_test.h"

#include "admin/accounts_tab.h"
#include "admin/cameras_page.h"
#include "admin/correct_dialog.h"
#include "admin/enrol_dialog.h"
#include "admin/people_page.h"
#include "admin/person_dialog.h"
#include "admin/photo_strip.h"
#include "admin/reports_page.h"
#include "admin/today_page.h"
#include "admin/unknown_page.h"

#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSettings>
#include <QScreen>
#include <QTabWidget>
#include <QTableView>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rollcall;
using namespace rollcall::testing;
using namespace rollcall::admin;

namespace {

const QString stranger = u"<img src=x onerror=alert(1)> \u202eΩ ñ 李"_s;

QString textOf(QWidget &in, const char *name)
{
    return in.findChild<QLabel *>(QString::fromLatin1(name))->text();
}

void write(QWidget &in, const char *name, const QString &text)
{
    in.findChild<QLineEdit *>(QString::fromLatin1(name))->setText(text);
}

bool shows(RecordTable &table, const QString &words)
{
    return waitUntil([&] { return table.asCsv().contains(words.toUtf8()); }, 20s);
}

} // namespace

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

void PagesTest::enrolsFromFiles()
{
    auto *const people = m_world->page<PeoplePage>("people");
    for (const DrawnFile &person : drawnFiles()) {
        people->enrol();
        auto *const dialog = m_world->dialog<EnrolDialog>("enrolDialog");
        QVERIFY(dialog);
        write(*dialog, "personName", person.name);
        dialog->photos().addFiles(person.photos);
        QCOMPARE(dialog->photos().photos().size(), person.photos.size());
        QSignalSpy enrolled(dialog, &EnrolDialog::enrolled);
        click(*dialog, "submit");
        QVERIFY2(enrolled.wait(30'000), qPrintable(textOf(*dialog, "problem")));
        QVERIFY(waitUntil([&] { return !m_world->window().findChild<EnrolDialog *>(); }));
    }
    QVERIFY(shows(people->table(), drawnFiles().first().name));
    QCOMPARE(m_server->items(u"/api/v1/people"_s).size(), drawnFiles().size());
    // From here on they walk past a camera, and a stranger too.
    m_camera = startSending(*m_server, u"door"_s, drawnClipPath(), {u"--name"_s, u"Front door"_s});
}

void PagesTest::refusesWhatIsNoPhoto()
{
    auto *const people = m_world->page<PeoplePage>("people");
    QTemporaryDir folder;
    QFile file(folder.filePath(u"face.jpg"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is no photo");
    file.close();
    people->enrol();
    auto *const dialog = m_world->dialog<EnrolDialog>("enrolDialog");
    QVERIFY(dialog);
    dialog->photos().addFiles({file.fileName()});
    QCOMPARE(dialog->photos().hint(), u"face.jpg is not a picture."_s);
    click(*dialog, "submit");
    QCOMPARE(textOf(*dialog, "problem"), u"Enter the person's name."_s);
    write(*dialog, "personName", u"Nobody"_s);
    click(*dialog, "submit");
    QVERIFY(textOf(*dialog, "problem").startsWith(u"Add at least one photo"));
    dialog->reject();
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<EnrolDialog *>(); }));
}

void PagesTest::correctsADayWithAReason()
{
    auto *const today = m_world->page<TodayPage>("today");
    const DrawnFile person = drawnFiles().first();
    // The camera sees them by itself.
    QVERIFY(waitUntil([&] { return today->table().asCsv().contains(person.name.toUtf8()); }, 60s));
    QVERIFY(waitUntil([&] {
        today->table().choose(person.id + u'/');
        for (int row = 0; row < today->table().model().rowCount(); ++row) {
            if (today->table().model().record(row).value("name"_L1) == person.name)
                today->table().choose(today->table().model().keyOf(row));
        }
        return today->table().selected().size() == 1;
    }));
    today->correctSelected();
    auto *const dialog = m_world->dialog<CorrectDialog>("correctDialog");
    QVERIFY(dialog);
    dialog->findChild<QComboBox *>(u"kind"_s)->setCurrentIndex(2);
    click(*dialog, "submit");
    QCOMPARE(textOf(*dialog, "problem"), u"Say why, so that others can follow it."_s);
    write(*dialog, "reason", u"was at the doctor's"_s);
    QSignalSpy corrected(dialog, &CorrectDialog::corrected);
    click(*dialog, "submit");
    QVERIFY2(corrected.wait(10'000), qPrintable(textOf(*dialog, "problem")));
    QVERIFY(shows(today->table(), u"excused"_s));
    QCOMPARE(m_server->items(u"/api/v1/corrections"_s).first()[u"reason"_s].toString(), u"was at the doctor's"_s);
}

void PagesTest::secondOfTwoOperatorsIsTold()
{
    auto *const people = m_world->page<PeoplePage>("people");
    const QString id = m_server->items(u"/api/v1/people"_s).first()[u"id"_s].toString();
    people->openPerson(id);
    auto *const dialog = m_world->dialog<PersonDialog>("personDialog");
    QVERIFY(dialog);
    QVERIFY(waitUntil([&] { return !dialog->findChild<QLineEdit *>(u"personName"_s)->text().isEmpty(); }));
    // Somebody else, meanwhile, by another dialog of another window.
    people->openPerson(id);
    QList<PersonDialog *> both = m_world->window().findChildren<PersonDialog *>();
    QCOMPARE(both.size(), 2);
    PersonDialog *const other = both[0] == dialog ? both[1] : both[0];
    QVERIFY(waitUntil([&] { return !other->findChild<QLineEdit *>(u"personName"_s)->text().isEmpty(); }));
    write(*other, "groups", u"blue"_s);
    click(*other, "submit");
    QVERIFY(waitUntil([&] { return m_server->http().get(u"/api/v1/people/"_s + id).json().value(u"groups"_s).toArray().contains(u"blue"_s); }));
    write(*dialog, "groups", u"red"_s);
    click(*dialog, "submit");
    QVERIFY(waitUntil([&] { return textOf(*dialog, "problem").contains(u"blue"); }));
    QVERIFY(m_server->http().get(u"/api/v1/people/"_s + id).json().value(u"groups"_s).toArray().contains(u"blue"_s));
    QCOMPARE(dialog->findChild<QLineEdit *>(u"groups"_s)->text(), u"red"_s);
    click(*dialog, "submit");
    QVERIFY(waitUntil([&] { return m_server->http().get(u"/api/v1/people/"_s + id).json().value(u"groups"_s).toArray().contains(u"red"_s); }));
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<PersonDialog *>(); }));
}

void PagesTest::secondOfTwoCorrectionsIsTold()
{
    auto *const today = m_world->page<TodayPage>("today");
    QVERIFY(waitUntil([&] { return today->table().shownRows() > 0; }, 20s));
    today->table().choose(today->table().model().keyOf(0));
    const QJsonObject row = today->table().selected().first();
    today->correctSelected();
    auto *const dialog = m_world->dialog<CorrectDialog>("correctDialog");
    QVERIFY(dialog);
    const qsizetype before = m_server->items(u"/api/v1/corrections"_s).size();
    // Once it knows the day, somebody else corrects it.
    QVERIFY(waitUntil([&] { return dialog->isReady(); }));
    const HttpAnswer theirs = m_server->http().post(u"/api/v1/corrections"_s, {{u"person"_s, row.value("person"_L1)}, {u"kind"_s, u"status"_s}, {u"day"_s, row.value("day"_L1)}, {u"status"_s, u"half-day"_s}, {u"reason"_s, u"told by the office"_s}});
    QCOMPARE(theirs.status, 201);
    dialog->findChild<QComboBox *>(u"kind"_s)->setCurrentIndex(2);
    write(*dialog, "reason", u"was ill"_s);
    click(*dialog, "submit");
    QVERIFY(waitUntil([&] { return textOf(*dialog, "problem").contains(u"told by the office"); }));
    QCOMPARE(m_server->items(u"/api/v1/corrections"_s).size(), before + 1);
    dialog->reject();
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<CorrectDialog *>(); }));
}

void PagesTest::assignsAnUnknownFaceByKeyboard()
{
    auto *const unknown = m_world->page<UnknownPage>("unknown");
    QVERIFY(waitUntil([&] { return unknown->waiting() > 0; }, 90s));
    const QString face = unknown->current();
    QTest::keyClick(unknown, Qt::Key_N);
    auto *const dialog = m_world->dialog<QDialog>("newPersonDialog");
    QVERIFY(dialog);
    write(*dialog, "personName", stranger);
    click(*dialog, "submit");
    QVERIFY2(waitUntil([&] { return m_server->http().get(u"/api/v1/unknown-faces/"_s + face).json().value(u"state"_s) == u"assigned"_s; }, 20s), qPrintable(textOf(*dialog, "problem")));
}

void PagesTest::showsAndDownloadsAReport()
{
    auto *const reports = m_world->page<ReportsPage>("reports");
    QVERIFY(shows(reports->table(), drawnFiles().first().name));
    QTemporaryDir folder;
    for (const QString &format : {u"csv"_s, u"xlsx"_s}) {
        const QString path = folder.filePath(u"report."_s + format);
        QSignalSpy said(reports, &Page::said);
        reports->downloadTo(format, path);
        QVERIFY(waitUntil([&] { return QFile::exists(path); }, 20s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        if (format == u"csv")
            QVERIFY(content.contains(drawnFiles().first().name.toUtf8()));
        else
            QVERIFY(content.startsWith("PK"));
    }
    // What cannot be written says so.
    QSignalSpy said(reports, &Page::said);
    reports->downloadTo(u"csv"_s, folder.filePath(u"no/such/folder.csv"_s));
    QVERIFY(said.wait(5'000));
    QVERIFY(said.first().first().toString().contains(u"cannot be written"));
}

void PagesTest::pairsACameraByCode()
{
    auto *const cameras = m_world->page<CamerasPage>("cameras");
    QVERIFY(shows(cameras->table(), u"Front door"_s));
    cameras->pair();
    auto *const dialog = m_world->dialog<QDialog>("pairDialog");
    QVERIFY(dialog);
    write(*dialog, "cameraId", u"back"_s);
    click(*dialog, "makeCode");
    QVERIFY(waitUntil([&] { return !textOf(*dialog, "pairingCode").isEmpty(); }));
    const auto camera = startSending(*m_server, u"back"_s, u"test"_s, {u"--width"_s, u"320"_s, u"--height"_s, u"240"_s, u"--frame-rate"_s, u"10"_s});
    QVERIFY(waitUntil([&] { return dialog->findChild<CameraTile *>() && dialog->findChild<CameraTile *>()->picturesShown() > 0; }, 30s));
    dialog->reject();
    QVERIFY(shows(cameras->table(), u"back"_s));
}

void PagesTest::namesOfAnyKindAreShownAsText()
{
    auto *const people = m_world->page<PeoplePage>("people");
    QVERIFY(shows(people->table(), stranger));
    QString id;
    for (const QJsonValue &one : m_server->items(u"/api/v1/people"_s)) {
        if (one[u"name"_s].toString() == stranger)
            id = one[u"id"_s].toString();
    }
    QVERIFY(!id.isEmpty());
    people->openPerson(id);
    auto *const dialog = m_world->dialog<PersonDialog>("personDialog");
    QVERIFY(waitUntil([&] { return dialog->findChild<QLineEdit *>(u"personName"_s)->text() == stranger; }));
    dialog->reject();
}

void PagesTest::erasesOnlyByName()
{
    auto *const people = m_world->page<PeoplePage>("people");
    const QJsonObject person = m_server->items(u"/api/v1/people"_s).last().toObject();
    const QString name = person.value(u"name"_s).toString();
    QVERIFY(shows(people->table(), name));
    people->table().choose(person.value(u"id"_s).toString());
    click(*people, "erase");
    auto *const dialog = m_world->dialog<QDialog>("eraseDialog");
    QVERIFY(dialog);
    auto *const erase = dialog->findChild<QAbstractButton *>(u"submit"_s);
    QVERIFY(!erase->isEnabled());
    write(*dialog, "typedName", name);
    QVERIFY(erase->isEnabled());
    erase->click();
    QVERIFY(waitUntil([&] { return m_server->http().get(u"/api/v1/people/"_s + person.value(u"id"_s).toString()).status == 404; }, 20s));
}

void PagesTest::remembersTheWindow()
{
    m_world->window().resize(1'111, 777);
    const QSize size = m_world->window().size();
    m_world->window().openPage(u"reports"_s);
    m_world->restart();
    QVERIFY(m_world->open(m_server->url()));
    // A small screen makes it fit, as far as it can be made smaller.
    QCOMPARE(m_world->window().size(), size.boundedTo(m_world->window().screen()->availableSize()).expandedTo(m_world->window().minimumSizeHint()));
    QVERIFY(waitUntil([&] { return m_world->window().page(u"reports"_s)->isVisible(); }));
}

// The last ones: from here on this machine has to sign in.
void PagesTest::signsInByPasswordAndRemembersAToken()
{
    const HttpAnswer made = m_server->http().post(u"/api/v1/accounts"_s, {{u"name"_s, u"root"_s}, {u"role"_s, u"admin"_s}, {u"cameras"_s, QJsonValue()}, {u"password"_s, u"a good password"_s}});
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
        write(window, "password", u"a good password"_s);
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

void PagesTest::viewerOfOneCameraSeesThatAlone()
{
    auto &client = m_world->window().connection()->client();
    client.setToken({});
    bool done = false;
    client.send("POST", u"/api/v1/session"_s, {{u"name"_s, u"root"_s}, {u"password"_s, u"a good password"_s}}, &m_world->window(), [&](const Answer &answer) {
        QVERIFY2(answer.isGood(), qPrintable(answer.problem));
        client.setCsrf(answer.json.value("csrf"_L1).toString());
        client.send("POST", u"/api/v1/accounts"_s, {{u"name"_s, u"guard"_s}, {u"role"_s, u"viewer"_s}, {u"cameras"_s, QJsonArray{u"door"_s}}, {u"password"_s, u"a good password"_s}}, &m_world->window(), [&](const Answer &created) {
            QVERIFY2(created.isGood(), qPrintable(created.problem));
            done = true;
        });
    });
    QVERIFY(waitUntil([&] { return done; }));
    AdminWorld world;
    world.window().connectTo(m_server->url().toString());
    auto &window = world.window();
    QVERIFY(waitUntil([&] { return window.findChild<QLineEdit *>(u"name"_s)->isVisible(); }, 20s));
    write(window, "name", u"guard"_s);
    write(window, "password", u"a good password"_s);
    QVERIFY(waitUntil([&] {
        click(window, "signIn");
        return waitUntil([&] { return window.page(u"live"_s) != nullptr; }, 1'500ms);
    }, 20s));
    QVERIFY(!window.page(u"people"_s));
    QVERIFY(!window.page(u"today"_s));
    QVERIFY(waitUntil([&] { return window.connection()->cameras().size() == 1; }));
    QCOMPARE(window.connection()->cameras().first().value("id"_L1).toString(), u"door"_s);
}
