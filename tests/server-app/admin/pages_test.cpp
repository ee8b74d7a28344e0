#include "server-app/admin/pages_test.h"

#include "admin/accounts_tab.h"
#include "admin/alarm_list.h"
#include "admin/camera_plots.h"
#include "admin/cameras_page.h"
#include "admin/correct_dialog.h"
#include "admin/enrol_dialog.h"
#include "admin/people_page.h"
#include "admin/person_dialog.h"
#include "admin/photo_strip.h"
#include "admin/reports_page.h"
#include "admin/settings_page.h"
#include "admin/today_page.h"
#include "admin/unknown_page.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QProcess>
#include <QProgressDialog>
#include <QScreen>
#include <QSettings>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rollcall;
using namespace rollcall::testing;
using namespace rollcall::admin;

namespace {

const QString password = u"a good password"_s;
const QString stranger = u"<img src=x onerror=alert(1)> \u202eΩ ñ 李"_s;

QString textOf(QWidget &in, const char *name)
{
    return in.findChild<QLabel *>(QString::fromLatin1(name))->text();
}

void write(QWidget &in, const char *name, const QString &text)
{
    in.findChild<QLineEdit *>(QString::fromLatin1(name))->setText(text);
}

// What a report's file says, as other programs read it.
QByteArray textIn(const QString &path, const QString &format)
{
    QProcess reader;
    if (format == u"pdf")
        reader.start(u"pdftotext"_s, {u"-layout"_s, path, u"-"_s});
    else if (format == u"xlsx")
        reader.start(u"python3"_s, {u"-c"_s, u"import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); [sys.stdout.buffer.write(z.read(n)) for n in z.namelist()]"_s, path});
    else
        reader.start(u"cat"_s, {path});
    return reader.waitForFinished() ? reader.readAllStandardOutput() : QByteArray();
}

// The limit on tries may ask for a second's patience.
bool signIn(AdminWorld &world, const QString &name)
{
    auto &window = world.window();
    auto *const field = window.findChild<QLineEdit *>(u"name"_s);
    if (!waitUntil([&] { return field->isVisible(); }, 20s))
        return false;
    field->setText(name);
    return waitUntil([&] {
        write(window, "password", password);
        click(window, "signIn");
        return waitUntil([&] { return window.page(u"live"_s) != nullptr && !field->isVisible(); }, 1'500ms);
    }, 20s);
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

void PagesTest::enrolsInFrontOfACamera()
{
    QTemporaryDir folder;
    drawOnePerson(folder.filePath(u"one.mp4"_s));
    const auto camera = startSending(*m_server, u"desk"_s, folder.filePath(u"one.mp4"_s));
    auto &window = m_world->window();
    QVERIFY(waitUntil([&] { return window.connection()->camera(u"desk"_s).value("state"_L1) == u"streaming"_s; }, 90s));
    auto *const people = m_world->page<PeoplePage>("people");
    people->enrol(u"desk"_s);
    auto *const dialog = m_world->dialog<EnrolDialog>("enrolDialog");
    QVERIFY(dialog);
    QVERIFY(waitUntil([&] { return dialog->findChild<CameraTile *>() && dialog->findChild<CameraTile *>()->picturesShown() > 0; }, 30s));
    write(*dialog, "personName", u"Desk Person"_s);
    write(*dialog, "groups", u"office, day"_s);
    dialog->findChild<QAbstractButton *>(u"consented"_s)->setChecked(true);
    QSignalSpy enrolled(dialog, &EnrolDialog::enrolled);
    click(*dialog, "submit");
    QVERIFY2(enrolled.wait(90'000), qPrintable(textOf(*dialog, "problem") + textOf(*dialog, "enrolHint")));
    const QString id = enrolled.first().first().toString();
    const QJsonObject person = m_server->http().get(u"/api/v1/people/"_s + id).json();
    QVERIFY(person.value("photos"_L1).toInt() >= 3);
    // Nothing that was written is lost on the way by a camera.
    QCOMPARE(person.value("groups"_L1).toArray(), (QJsonArray{u"day"_s, u"office"_s}));
    QVERIFY(person.value("consent"_L1).isObject());
    QVERIFY(waitUntil([&] { return people->table().selected().size() == 1 && people->table().selected().first().value("id"_L1) == id; }, 10s));
    QCOMPARE(m_server->http().remove(u"/api/v1/people/"_s + id).status, 200);
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

void PagesTest::withdrawsACorrection()
{
    auto *const today = m_world->page<TodayPage>("today");
    auto *const list = today->findChild<QListWidget *>(u"dayCorrections"_s);
    QVERIFY(waitUntil([&] { return list->count() == 1 && list->isVisible(); }, 20s));
    QVERIFY2(list->item(0)->text().startsWith(u"The whole day was excused\nwas at the doctor's\n"_s), qPrintable(list->item(0)->text()));
    click(*today, "withdraw");
    auto *const dialog = m_world->dialog<QDialog>("withdrawDialog");
    QVERIFY(dialog);
    click(*dialog, "submit");
    QCOMPARE(textOf(*dialog, "problem"), u"Say why, so that others can follow it."_s);
    // Somebody else corrects the day meanwhile.
    const QJsonObject first = m_server->items(u"/api/v1/corrections"_s).first().toObject();
    const HttpAnswer theirs = m_server->http().post(u"/api/v1/corrections"_s, {{u"person"_s, first.value("person"_L1)}, {u"kind"_s, u"status"_s}, {u"day"_s, first.value("day"_L1)}, {u"status"_s, u"half-day"_s}, {u"reason"_s, u"left at noon"_s}});
    QCOMPARE(theirs.status, 201);
    write(*dialog, "reason", u"it was another day"_s);
    click(*dialog, "submit");
    QVERIFY(waitUntil([&] { return textOf(*dialog, "problem").contains(u"Somebody else changed this"); }));
    QVERIFY(waitUntil([&] { return list->count() == 2; }));
    QCOMPARE(m_server->items(u"/api/v1/corrections"_s).size(), 2);
    // Who has seen it goes on.
    click(*dialog, "submit");
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<QDialog *>(u"withdrawDialog"_s); }));
    QVERIFY(waitUntil([&] { return list->count() == 3; }, 20s));
    QCOMPARE(m_server->items(u"/api/v1/corrections"_s).first()[u"kind"_s].toString(), u"withdraw"_s);
    QVERIFY(shows(today->table(), u"half day"_s));
    // What is withdrawn says so, and is not withdrawn again.
    const QList<QListWidgetItem *> withdrawn = list->findItems(u"withdrawn"_s, Qt::MatchEndsWith);
    QCOMPARE(withdrawn.size(), 1);
    list->setCurrentItem(withdrawn.first());
    QVERIFY(!today->findChild<QAbstractButton *>(u"withdraw"_s)->isEnabled());
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
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<QDialog *>(u"newPersonDialog"_s); }, 30s));
    // The camera may have recognised them before the queue heard of it: then it has let go of them.
    const HttpAnswer known = m_server->http().get(u"/api/v1/unknown-faces/"_s + face);
    QVERIFY2(known.status == 404 || known.json().value(u"state"_s) == u"assigned"_s, known.body.constData());
    const QJsonArray people = m_server->items(u"/api/v1/people"_s);
    QVERIFY(std::any_of(people.begin(), people.end(), [](const QJsonValue &one) { return one[u"name"_s].toString() == stranger; }));
}

void PagesTest::showsAndDownloadsAReport()
{
    auto *const reports = m_world->page<ReportsPage>("reports");
    QVERIFY(shows(reports->table(), drawnFiles().first().name));
    QTemporaryDir folder;
    const QByteArray name = drawnFiles().first().name.toUtf8();
    for (const QString &format : {u"csv"_s, u"xlsx"_s, u"pdf"_s}) {
        const QString path = folder.filePath(u"report."_s + format);
        reports->downloadTo(format, path);
        QVERIFY2(waitUntil([&] { return QFile::exists(path); }, 30s), qPrintable(format));
        QVERIFY2(textIn(path, format).contains(name), qPrintable(format));
    }
    // What cannot be written says so.
    QSignalSpy said(reports, &Page::said);
    reports->downloadTo(u"csv"_s, folder.filePath(u"no/such/folder.csv"_s));
    QVERIFY(said.wait(5'000));
    QVERIFY(said.first().first().toString().contains(u"cannot be written"));
}

void PagesTest::cancelledDownloadLeavesNoFile()
{
    auto *const reports = m_world->page<ReportsPage>("reports");
    const QTemporaryDir folder;
    QSignalSpy said(reports, &Page::said);
    reports->downloadTo(u"csv"_s, folder.filePath(u"report.csv"_s));
    auto *const progress = reports->findChild<QProgressDialog *>(u"download"_s);
    QVERIFY(progress);
    progress->findChild<QAbstractButton *>()->click();
    QVERIFY(waitUntil([&] { return !said.isEmpty(); }));
    QCOMPARE(said.last().first().toString(), u"The download was cancelled."_s);
    QVERIFY(waitUntil([&] { return !reports->findChild<QProgressDialog *>(u"download"_s); }));
    QVERIFY(QDir(folder.path()).isEmpty());
}

void PagesTest::longReportIsCancelled()
{
    auto *const reports = m_world->page<ReportsPage>("reports");
    QVERIFY(shows(reports->table(), drawnFiles().first().name));
    // Before the event loop hears the answer.
    reports->enter();
    const QList<QPushButton *> buttons = reports->table().findChildren<QPushButton *>();
    const auto cancel = std::ranges::find_if(buttons, [](const QPushButton *button) { return button->isVisible() && button->text() == u"&Cancel"; });
    QVERIFY(cancel != buttons.end());
    (*cancel)->click();
    const auto says = [&](const QString &text) {
        const QList<QLabel *> labels = reports->table().findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
    };
    QVERIFY(says(u"Reading the report was cancelled."_s));
    QCOMPARE(reports->table().shownRows(), 0);
    QCOMPARE((*cancel)->text(), u"&Try again"_s);
    (*cancel)->click();
    QVERIFY(shows(reports->table(), drawnFiles().first().name));
}

void PagesTest::alarmIsSeenAcknowledgedAndFollowed()
{
    auto &window = m_world->window();
    auto &client = window.connection()->client();
    // Told of at once, instead of after five minutes.
    bool isSet = false;
    client.get(u"/api/v1/alert-rules"_s, {}, &window, [&](const Answer &rules) {
        client.send("PUT", u"/api/v1/alert-rules"_s, {{u"rules"_s, QJsonObject{{u"cameraAway"_s, QJsonObject{{u"afterMinutes"_s, 0}}}}}}, &window, [&](const Answer &answer) { isSet = answer.isGood(); }, {.ifMatch = rules.etag});
    });
    QVERIFY(waitUntil([&] { return isSet; }));
    auto camera = startSending(*m_server, u"gate"_s, u"test"_s, {u"--name"_s, u"Gate"_s, u"--width"_s, u"320"_s, u"--height"_s, u"240"_s, u"--frame-rate"_s, u"10"_s});
    QVERIFY(waitUntil([&] { return window.connection()->camera(u"gate"_s).value("state"_L1) == u"streaming"_s; }, 90s));
    // Its figures are drawn as they come.
    auto *const cameras = m_world->page<CamerasPage>("cameras");
    cameras->choose(u"gate"_s);
    QVERIFY(waitUntil([&] {
        const QList<plots::Plot> drawn = cameras->findChild<CameraPlots *>()->drawn();
        return !drawn.isEmpty() && drawn.first().title == u"Bitrate" && drawn.first().points.size() >= 2 && drawn.first().points.last().value > 0;
    }, 30s));
    camera.reset();
    auto &alarms = window.alarms();
    alarms.show();
    auto *const rows = alarms.findChild<QListWidget *>(u"alarmRows"_s);
    const auto row = [&] {
        const QList<QListWidgetItem *> found = rows->findItems(u"Gate is away"_s, Qt::MatchStartsWith);
        return found.isEmpty() ? nullptr : found.first();
    };
    QVERIFY2(waitUntil([&] { return row() != nullptr; }, 90s), m_server->http().get(u"/api/v1/alerts"_s).body.constData());
    const int open = alarms.openCount();
    QVERIFY(open >= 1);
    QCOMPARE(window.findChild<QToolButton *>(u"bell"_s)->text(), QString::number(open));
    rows->setCurrentItem(row());
    click(alarms, "acknowledge");
    QVERIFY(waitUntil([&] { return row() && row()->text().contains(u"acknowledged"); }));
    QCOMPARE(alarms.openCount(), open - 1);
    rows->setCurrentItem(row());
    QVERIFY(!alarms.findChild<QAbstractButton *>(u"acknowledge"_s)->isEnabled());
    rows->setFocus();
    QTest::keyClick(rows, Qt::Key_Return);
    auto *const live = qobject_cast<LivePage *>(window.page(u"live"_s));
    QVERIFY(waitUntil([&] { return live->isVisible() && live->count() == 1 && live->chosenCamera() == u"gate"_s; }));
    // It ends with its cause.
    QCOMPARE(m_server->http().remove(u"/api/v1/cameras/gate"_s).status, 204);
    QVERIFY(waitUntil([&] { return row() == nullptr; }, 60s));
    alarms.hide();
    live->setCount(4);
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

void PagesTest::renamesAndForgetsACamera()
{
    auto *const cameras = m_world->page<CamerasPage>("cameras");
    cameras->choose(u"back"_s);
    QVERIFY(waitUntil([&] { return cameras->table().selected().size() == 1; }));
    const auto openDialog = [&] {
        click(*cameras, "rename");
        auto *const dialog = m_world->dialog<QDialog>("renameDialog");
        (void)waitUntil([&] { return dialog->findChild<QAbstractButton *>(u"submit"_s)->isEnabled(); });
        return dialog;
    };
    QDialog *dialog = openDialog();
    // Somebody else, meanwhile.
    auto &client = m_world->window().connection()->client();
    client.get(u"/api/v1/cameras/back"_s, {}, cameras, [&](const Answer &known) {
        client.send("PATCH", u"/api/v1/cameras/back"_s, {{u"name"_s, u"Theirs"_s}}, cameras, [](const Answer &) {}, {.ifMatch = known.etag});
    });
    QVERIFY(waitUntil([&] { return m_server->http().get(u"/api/v1/cameras/back"_s).json().value("name"_L1) == u"Theirs"_s; }));
    write(*dialog, "cameraName", stranger);
    click(*dialog, "submit");
    QVERIFY(waitUntil([&] { return textOf(*dialog, "problem").contains(u"Theirs"); }));
    QCOMPARE(m_server->http().get(u"/api/v1/cameras/back"_s).json().value("name"_L1).toString(), u"Theirs"_s);
    click(*dialog, "submit");
    QVERIFY(shows(cameras->table(), stranger));
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<QDialog *>(u"renameDialog"_s); }));
    click(*cameras, "forget");
    auto *const question = m_world->dialog<QMessageBox>("forgetQuestion");
    QVERIFY(question && question->text().contains(stranger));
    click(*question, "yes");
    QVERIFY(waitUntil([&] { return m_world->window().connection()->camera(u"back"_s).isEmpty(); }, 20s));
    QVERIFY(waitUntil([&] { return !cameras->table().model().rowOf(u"back"_s); }));
    QCOMPARE(m_server->http().get(u"/api/v1/cameras/back"_s).status, 404);
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
    people->table().choose(id);
    click(*people, "erase");
    auto *const erase = m_world->dialog<QDialog>("eraseDialog");
    QVERIFY(erase);
    // Qt takes what looks like HTML for it, unless a label is told not to.
    for (const QLabel *label : m_world->window().findChildren<QLabel *>())
        QVERIFY2(!label->text().contains(u"<img") || label->textFormat() == Qt::PlainText, qPrintable(label->text()));
    erase->reject();
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<QDialog *>(u"eraseDialog"_s); }));
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

void PagesTest::formStaysWhenTheSessionEnds()
{
    auto &window = m_world->window();
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

void PagesTest::viewerOfOneCameraSeesThatAlone()
{
    auto *const settings = m_world->page<SettingsPage>("settings");
    settings->tabs().setCurrentIndex(0);
    click(*settings, "newAccount");
    auto *const dialog = m_world->dialog<QDialog>("newAccountDialog");
    QVERIFY(dialog);
    write(*dialog, "accountName", u"guard"_s);
    write(*dialog, "accountPassword", password);
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
