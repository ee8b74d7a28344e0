// The register, corrections and reports.

#include "server-app/admin/admin_steps.h"
#include "server-app/admin/pages_test.h"

#include "admin/correct_dialog.h"
#include "admin/reports_page.h"
#include "admin/today_page.h"

#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QLabel>
#include <QListWidget>
#include <QProcess>
#include <QProgressDialog>
#include <QPushButton>
#include <QTimeEdit>
#include <QTimer>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rollcall;
using namespace rollcall::testing;
using namespace rollcall::admin;

namespace {

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

} // namespace

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

void PagesTest::timeOfACorrectionIsAskedFor()
{
    auto &window = m_world->window();
    const QString day = window.connection()->today().toString(Qt::ISODate);
    auto *const dialog = new CorrectDialog(*window.connection(), {{u"person"_s, drawnFiles().first().id}, {u"name"_s, u"Ada"_s}, {u"day"_s, day}}, &window);
    dialog->open();
    const qsizetype before = m_server->items(u"/api/v1/corrections"_s).size();
    write(*dialog, "reason", u"came by the back door"_s);
    click(*dialog, "submit");
    QCOMPARE(textOf(*dialog, "problem"), u"Enter a time."_s);
    QCOMPARE(dialog->focusWidget(), dialog->findChild<QTimeEdit *>(u"time"_s));
    QCOMPARE(m_server->items(u"/api/v1/corrections"_s).size(), before);
    dialog->reject();
    QVERIFY(waitUntil([&] { return !window.findChild<CorrectDialog *>(); }));
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
    QTimer::singleShot(0, progress->findChild<QAbstractButton *>(), &QAbstractButton::click);
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
