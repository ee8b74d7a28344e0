#include "server-app/admin/values_test.h"

#include "admin/camera_history.h"
#include "admin/column_widths.h"
#include "admin/form_dialog.h"
#include "admin/known_servers.h"
#include "admin/overlay_delay.h"
#include "admin/overlay_timeline.h"
#include "admin/record_table.h"
#include "admin/server_words.h"
#include "admin/video_surface.h"
#include "admin/words.h"
#include "admin/wrap_layout.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rollcall::admin;

namespace {

Overlay overlayAt(uint32_t timestamp, double x)
{
    return {.rtpTimestamp = timestamp, .faces = {OverlayFace{.track = 7, .box = QRectF(x, 0.2, 0.1, 0.1), .state = FaceState::Known, .person = u"ada"_s, .name = u"Ada"_s}}};
}

double leftOf(const OverlayTimeline &timeline, uint32_t timestamp)
{
    const auto faces = timeline.at(timestamp);
    return faces.isEmpty() ? -1 : faces.first().box.x();
}

RecordModel *peopleModel()
{
    return new RecordModel({{.title = u"Name"_s, .text = [](const QJsonObject &one) { return one.value("name"_L1).toString(); }},
                            {.title = u"Photos"_s, .text = [](const QJsonObject &one) { return QString::number(one.value("photos"_L1).toInt()); },
                             .sortKey = [](const QJsonObject &one) { return QVariant(one.value("photos"_L1).toInt()); }, .icon = {}, .isNumber = true}},
                           [](const QJsonObject &one) { return one.value("id"_L1).toString(); });
}

QJsonObject person(const QString &id, const QString &name, int photos)
{
    return {{u"id"_s, id}, {u"name"_s, name}, {u"photos"_s, photos}};
}

QStringList namesOf(RecordTable &table)
{
    QStringList names;
    const QAbstractItemModel *const model = table.view().model();
    for (int row = 0; row < model->rowCount(); ++row)
        names.append(model->index(row, 0).data().toString());
    return names;
}

} // namespace

void ValuesTest::faceMovesEvenlyBetweenTwoOverlays()
{
    OverlayTimeline timeline;
    timeline.add(overlayAt(1'000, 0.1));
    timeline.add(overlayAt(4'000, 0.4));
    QCOMPARE(leftOf(timeline, 1'000), 0.1);
    QCOMPARE(leftOf(timeline, 2'000), 0.2);
    QCOMPARE(leftOf(timeline, 4'000), 0.4);
    QCOMPARE(leftOf(timeline, 500), -1.0);
}

void ValuesTest::faceStaysForAMomentAfterTheLastOverlay()
{
    OverlayTimeline timeline;
    timeline.add(overlayAt(1'000, 0.1));
    QCOMPARE(leftOf(timeline, 1'000 + OverlayTimeline::longestStay), 0.1);
    QCOMPARE(leftOf(timeline, 1'001 + OverlayTimeline::longestStay), -1.0);
}

void ValuesTest::timestampsWrapAround()
{
    OverlayTimeline timeline;
    timeline.add(overlayAt(0xffff'ff00, 0.1));
    timeline.add(overlayAt(0x0000'0100, 0.3));
    QCOMPARE(leftOf(timeline, 0), 0.2);
}

void ValuesTest::overlaysComeInAnyOrder()
{
    OverlayTimeline timeline;
    timeline.add(overlayAt(4'000, 0.4));
    timeline.add(overlayAt(1'000, 0.1));
    timeline.add(overlayAt(4'000, 0.5));
    QCOMPARE(leftOf(timeline, 1'000), 0.1);
    QCOMPARE(leftOf(timeline, 4'000), 0.5);
}

void ValuesTest::picturesWaitAsLongAsRecognitionTakes()
{
    OverlayDelay delay;
    QCOMPARE(delay.value(0ms), 0ms);
    delay.note(80ms, 100ms);
    delay.note(120ms, 200ms);
    QCOMPARE(delay.value(300ms), 120ms + OverlayDelay::spare);
    delay.note(5'000ms, 400ms);
    QCOMPARE(delay.value(400ms), OverlayDelay::longest);
    QCOMPARE(delay.value(400ms + OverlayDelay::memory + 1ms), 0ms);
}

void ValuesTest::tableSortsByKeysAndFiltersByWords()
{
    RecordTable table(peopleModel(), u"values-test"_s);
    table.showRecords({person(u"a"_s, u"Zoë Ångström"_s, 10), person(u"b"_s, u"adam"_s, 9), person(u"c"_s, u"Berta"_s, 2)});
    table.view().sortByColumn(1, Qt::AscendingOrder);
    QCOMPARE(namesOf(table), (QStringList{u"Berta"_s, u"adam"_s, u"Zoë Ångström"_s}));
    table.view().sortByColumn(0, Qt::AscendingOrder);
    QCOMPARE(namesOf(table).first(), u"adam"_s);
    table.filter().setText(u"ång zoë"_s);
    QCOMPARE(namesOf(table), QStringList{u"Zoë Ångström"_s});
    table.filter().setText(u"nobody"_s);
    QCOMPARE(table.shownRows(), 0);
    table.filter().clear();
    table.choose(u"c"_s);
    table.showRecords({person(u"c"_s, u"Berta"_s, 3), person(u"a"_s, u"Zoë"_s, 10)});
    QCOMPARE(table.selected().first().value("id"_L1).toString(), u"c"_s);
}

void ValuesTest::tableSortsByAClickOnItsHead()
{
    RecordTable table(peopleModel(), u"values-head"_s);
    table.resize(600, 300);
    table.show();
    table.showRecords({person(u"a"_s, u"Ada"_s, 10), person(u"b"_s, u"Ben"_s, 9), person(u"c"_s, u"Chloe"_s, 2)});
    QHeaderView *const header = table.view().horizontalHeader();
    const auto clickHead = [&](int column) { QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(header->sectionViewportPosition(column) + 20, header->height() / 2)); };
    clickHead(1);
    QCOMPARE(namesOf(table), (QStringList{u"Chloe"_s, u"Ben"_s, u"Ada"_s}));
    clickHead(1);
    QCOMPARE(namesOf(table), (QStringList{u"Ada"_s, u"Ben"_s, u"Chloe"_s}));
    // A title stands where its column's texts and numbers do.
    for (int column = 0; column < 2; ++column)
        QCOMPARE(table.model().headerData(column, Qt::Horizontal, Qt::TextAlignmentRole), table.view().model()->index(0, column).data(Qt::TextAlignmentRole));
    QVERIFY(table.model().headerData(0, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
}

void ValuesTest::figuresOfCamerasAreKeptForTwoMinutes()
{
    CameraHistory history;
    const auto camera = [](const QString &state, double kbps) { return QJsonObject{{u"id"_s, u"door"_s}, {u"state"_s, state}, {u"bitrateKbps"_s, kbps}}; };
    history.remember(camera(u"streaming"_s, 800), 0ms);
    history.remember(camera(u"offline"_s, 800), 1'000ms);
    QCOMPARE(history.of(u"door"_s).size(), std::size_t(2));
    QVERIFY(history.of(u"door"_s)[0].values[0] == 800.0);
    QVERIFY(!history.of(u"door"_s)[0].values[1]);  // it did not say
    QVERIFY(!history.of(u"door"_s)[1].values[0]);  // a gap
    history.remember(camera(u"streaming"_s, 900), CameraHistory::span + 1ms);
    QVERIFY(history.of(u"door"_s).front().at == 1'000ms);
    for (std::size_t i = 0; i < 2 * CameraHistory::most; ++i)
        history.remember(camera(u"streaming"_s, 900), CameraHistory::span + 2ms);
    QCOMPARE(history.of(u"door"_s).size(), std::size_t(CameraHistory::most));
    history.forget(u"door"_s);
    QVERIFY(history.of(u"door"_s).empty());
}

void ValuesTest::tableCopiesWithTabsAndExportsWithoutFormulas()
{
    RecordTable table(peopleModel(), u"values-test"_s);
    table.showRecords({person(u"a"_s, u"=HYPERLINK(\"http://evil\")"_s, 1), person(u"b"_s, u"tab\there"_s, 2), person(u"c"_s, u"<b>Ada</b>"_s, 3)});
    table.view().sortByColumn(1, Qt::AscendingOrder);
    QTest::keySequence(&table.view(), QKeySequence::Copy);
    if (QGuiApplication::clipboard()->text().isEmpty())
        table.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"=HYPERLINK(\"http://evil\")\t1\ntab here\t2\n<b>Ada</b>\t3"_s);
    QCOMPARE(table.asCsv(), QByteArray("Name,Photos\r\n\"'=HYPERLINK(\"\"http://evil\"\")\",1\r\ntab\there,2\r\n<b>Ada</b>,3\r\n"));
}

void ValuesTest::tableShowsColumnsAsTheyWereLeft()
{
    QSettings().remove(u"tables/values-moved"_s);
    const QList<QJsonObject> people{person(u"a"_s, u"Ada"_s, 3), person(u"b"_s, u"Ben"_s, 1), person(u"c"_s, u"Chloe"_s, 2)};
    {
        RecordTable table(peopleModel(), u"values-moved"_s);
        table.showRecords(people);
        table.view().sortByColumn(1, Qt::DescendingOrder);
        table.view().horizontalHeader()->moveSection(1, 0);
        table.view().horizontalHeader()->resizeSection(1, 222);
        QCOMPARE(table.asTsv(), u"3\tAda\n2\tChloe\n1\tBen"_s);
    }
    RecordTable again(peopleModel(), u"values-moved"_s);
    again.showRecords(people);
    QCOMPARE(again.asTsv(), u"3\tAda\n2\tChloe\n1\tBen"_s);
    QVERIFY(again.asCsv().startsWith("Photos,Name\r\n3,Ada\r\n"));
    QCOMPARE(again.view().columnWidth(1), 222);
    // A table that was never looked at remembers no widths.
    QSettings().remove(u"tables/values-unseen"_s);
    delete new RecordTable(peopleModel(), u"values-unseen"_s);
    QVERIFY(!QSettings().contains(u"tables/values-unseen"_s));
}

void ValuesTest::columnGrowsWithItsContentsUnlessMadeNarrower()
{
    QSettings().remove(u"tables/values-grow"_s);
    const auto text = [](const QString &field) {
        return RecordColumn{.title = field, .text = [field](const QJsonObject &one) { return one.value(field).toString(); }};
    };
    const auto model = [&] { return new RecordModel({text(u"a"_s), text(u"b"_s), text(u"c"_s)}, [](const QJsonObject &) { return u"only"_s; }); };
    const auto row = [](const QString &words) { return QJsonObject{{u"a"_s, words}, {u"b"_s, words}, {u"c"_s, words}}; };
    int width = 0;
    int narrow = 0;
    {
        RecordTable table(model(), u"values-grow"_s);
        table.resize(900, 200);
        table.show();
        table.showRecords({row(u"800 kbit/s"_s)});
        width = table.view().columnWidth(0);
        table.model().upsert(row(u"1,163 kbit/s of 2,000 kbit/s"_s));
        QTRY_VERIFY(table.view().columnWidth(0) > width && table.view().columnWidth(1) > width);
        // The last one has what is left.
        QTRY_COMPARE(table.view().horizontalHeader()->length(), table.view().viewport()->width());
        // Somebody wants to see less of it.
        table.view().horizontalHeader()->resizeSection(1, 60);
        narrow = table.view().columnWidth(1);
        QVERIFY(narrow < width);
        width = table.view().columnWidth(0);
        table.model().upsert(row(u"1,163 kbit/s of 2,000 kbit/s, and more"_s));
        QTRY_VERIFY(table.view().columnWidth(0) > width);
        QCOMPARE(table.view().columnWidth(1), narrow);
        width = table.view().columnWidth(0);
    }
    // At the next start, too; and never all of the window.
    RecordTable again(model(), u"values-grow"_s);
    again.resize(900, 200);
    again.show();
    again.showRecords({row(u"long "_s.repeated(100))});
    QTRY_VERIFY(again.view().columnWidth(0) > width);
    QCOMPARE(again.view().columnWidth(0), ColumnWidths::widest);
    QCOMPARE(again.view().columnWidth(1), narrow);
}

void ValuesTest::columnOfAHiddenTableGrowsWhenItIsShown()
{
    QSettings().remove(u"tables/values-hidden"_s);
    QWidget window;
    RecordTable table(peopleModel(), u"values-hidden"_s, &window);
    table.resize(600, 200);
    table.showRecords({person(u"a"_s, u"Ada"_s, 1)});
    const int width = table.view().columnWidth(0);
    table.showRecords({person(u"a"_s, u"Ada"_s, 1), person(u"b"_s, u"Somebody with a much longer name"_s, 1)});
    window.show();
    QTRY_VERIFY(table.view().columnWidth(0) > width);
}

void ValuesTest::tableExportsAFileForSpreadsheets()
{
    RecordTable table(peopleModel(), u"values-test"_s);
    table.showRecords({person(u"a"_s, u"Zoë"_s, 1)});
    const QTemporaryDir folder;
    table.exportTo(folder.filePath(u"people.csv"_s));
    QFile file(folder.filePath(u"people.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("\xef\xbb\xbfName,Photos\r\nZo\xc3\xab,1\r\n"));
    table.exportTo(folder.filePath(u"no/such/folder.csv"_s));
    auto *const told = table.findChild<QMessageBox *>(u"exportProblem"_s);
    QVERIFY(told && told->text().contains(u"could not be written"));
}

void ValuesTest::changesMeanwhileStayWhileManyRowsAreMade()
{
    RecordTable table(peopleModel(), u"values-test"_s);
    table.showRecords({person(u"1"_s, u"Before"_s, 1), person(u"2"_s, u"Goes"_s, 1)});
    table.choose(u"1"_s);
    QList<QJsonObject> people;
    for (int i = 0; i < 2'000; ++i)
        people.append(person(QString::number(i), u"Person %1"_s.arg(i), 0));
    table.showRecords(people);
    QVERIFY(table.model().isMaking());
    table.model().upsert(person(u"1"_s, u"Told meanwhile"_s, 5));
    table.model().remove(u"2"_s);
    QTRY_VERIFY(!table.model().isMaking());
    QCOMPARE(table.shownRows(), 1'999);
    QCOMPARE(table.model().record(*table.model().rowOf(u"1"_s)).value("name"_L1).toString(), u"Told meanwhile"_s);
    QVERIFY(!table.model().rowOf(u"2"_s));
    // What was chosen stays chosen.
    QCOMPARE(table.selected().first().value("id"_L1).toString(), u"1"_s);
}

void ValuesTest::markupInACellIsText()
{
    RecordTable table(peopleModel(), u"values-test"_s);
    table.showRecords({person(u"a"_s, u"<img src=x> & Co"_s, 1)});
    QCOMPARE(table.view().model()->index(0, 0).data(Qt::ToolTipRole).toString(), u"<span>&lt;img src=x&gt; &amp; Co</span>"_s);
}

void ValuesTest::wrappedBarNeedsLittleWidth()
{
    QWidget bar;
    auto *const layout = new WrapLayout(&bar);
    for (int i = 0; i < 8; ++i)
        layout->addWidget(new QPushButton(u"A button with words"_s));
    const int one = layout->heightForWidth(10'000);
    QVERIFY(layout->minimumSize().width() < 300);
    QVERIFY(layout->heightForWidth(400) >= 3 * one);
    bar.resize(400, layout->heightForWidth(400));
    bar.show();
    for (const QPushButton *button : bar.findChildren<QPushButton *>())
        QVERIFY2(bar.rect().contains(button->geometry()) && button->width() >= button->sizeHint().width(), qPrintable(button->text()));
}

void ValuesTest::filtersCountAsThePageDoes()
{
    const auto row = [](const QString &status, const QStringList &marks = {}, const QString &out = {}) {
        return QJsonObject{{u"dayStatus"_s, status}, {u"marks"_s, QJsonArray::fromStringList(marks)}, {u"checkIn"_s, u"2026-11-21T08:00:00.000Z"_s}, {u"checkOut"_s, out.isEmpty() ? QJsonValue() : QJsonValue(out)}};
    };
    QVERIFY(passes(u"here"_s, row(u"exception"_s)));
    QVERIFY(passes(u"here"_s, row(u"holiday"_s)));
    QVERIFY(passes(u"late"_s, row(u"half-day"_s, {u"late"_s})));
    QVERIFY(!passes(u"late"_s, row(u"present"_s)));
    QVERIFY(passes(u"left"_s, row(u"present"_s, {}, u"2026-11-21T17:00:00.000Z"_s)));
    QVERIFY(!passes(u"left"_s, row(u"present"_s, {u"in-progress"_s}, u"2026-11-21T17:00:00.000Z"_s)));
    QVERIFY(passes(u"not-yet"_s, row(u"expected"_s)));
    QVERIFY(passes({}, row(u"absent"_s)));
}

void ValuesTest::driverThatTookTheProgramDownIsNotTriedAgain()
{
    QSettings().setValue(QLatin1String(drawingBegun), true);
    QString why;
    QCOMPARE(bestDrawing(DrawingWish::Auto, &why), Drawing::Software);
    QVERIFY2(why.contains(u"--drawing=opengl"), qPrintable(why));
    QSettings().remove(QLatin1String(drawingBegun));
    QCOMPARE(bestDrawing(DrawingWish::Software), Drawing::Software);
}

void ValuesTest::tenThousandRowsAnswerAtOnce()
{
    QList<QJsonObject> people;
    for (int i = 0; i < 10'000; ++i)
        people.append(person(QString::number(i), u"Person %1"_s.arg((i * 7919) % 10'000, 5, 10, QChar(u'0')), i % 7));
    RecordTable table(peopleModel(), u"values-test"_s);
    table.resize(800, 600);
    table.show();
    QElapsedTimer timer;
    timer.start();
    table.showRecords(people);
    while (table.model().isMaking())
        QCoreApplication::processEvents();
    const qint64 shown = timer.restart();
    table.view().scrollToBottom();
    table.view().viewport()->repaint();
    const qint64 scrolled = timer.restart();
    table.filter().setText(u"person 0999"_s);
    const qint64 filtered = timer.elapsed();
    qInfo("10,000 rows: shown after %lld ms, scrolled %lld ms, filtered %lld ms", shown, scrolled, filtered);
    QCOMPARE(table.shownRows(), 11);  // 09990 to 09999, and 00999
    // Others may use this machine at the same time: the limits are what would be felt, not what is usual.
    QVERIFY2(shown < 1'500, qPrintable(QString::number(shown)));
    QVERIFY2(scrolled < 250, qPrintable(QString::number(scrolled)));
    QVERIFY2(filtered < 1'000, qPrintable(QString::number(filtered)));
}

void ValuesTest::addressesAreUnderstood()
{
    QCOMPARE(parseServer(u"wss://host.example:9"_s)->toString(), u"https://host.example:9"_s);
    QCOMPARE(parseServer(u" 192.0.2.7 "_s)->toString(), u"https://192.0.2.7:8443"_s);
    QCOMPARE(parseServer(u"http://127.0.0.1:81/#/live"_s)->toString(), u"http://127.0.0.1:81"_s);
    QVERIFY(!parseServer(u"ftp://host"_s));
    QVERIFY(!parseServer(u""_s));
    QVERIFY(!parseServer(u"https://name:password@host"_s));
}

void ValuesTest::wordsAreThoseOfThePage()
{
    const QJsonObject summary{{u"expected"_s, 50}, {u"unplanned"_s, 0}, {u"here"_s, 42}, {u"late"_s, 3}, {u"notYet"_s, 5}, {u"camerasAway"_s, 1}};
    QCOMPARE(headline(summary, true), u"42 of 50 here · 3 late · 5 not yet · 1 camera away"_s);
    const QDate today(2026, 11, 21);
    const QJsonObject late{{u"day"_s, u"2026-11-21"_s}, {u"dayStatus"_s, u"late"_s}, {u"late"_s, 95}, {u"checkIn"_s, u"2026-11-21T09:35:00.000Z"_s}, {u"status"_s, u"confirmed"_s}};
    QCOMPARE(statusWord(late, today), u"late"_s);
    QCOMPARE(noteOf(late), u"late by 1 h 35 min"_s);
}

void ValuesTest::sentencesOfTheServerAreTranslatedAsThePageDoes()
{
    QCOMPARE(translated(u"The name or the password is wrong."_s, u"de"_s), u"Name oder Passwort ist falsch."_s);
    QCOMPARE(translated(u"There is an account called \"a.b {c} (d)\" already. Choose another name."_s, u"de"_s), u"Ein Konto namens „a.b {c} (d)“ gibt es schon. Wählen Sie einen anderen Namen."_s);
    QVERIFY(translated(u"The name or the password is wrong."_s, u"fr"_s) != u"The name or the password is wrong."_s);
    QCOMPARE(translated(u"Nothing is known of this."_s, u"fr"_s), u"Nothing is known of this."_s);
    QCOMPARE(translated(u"The name or the password is wrong."_s, u"en"_s), u"The name or the password is wrong."_s);
}

void ValuesTest::formIsFilledInByKeyboard()
{
    FormDialog dialog(u"A form"_s, u"&Save"_s, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *const first = new QLineEdit;
    auto *const second = new QLineEdit;
    dialog.form().addRow(u"&First"_s, first);
    dialog.form().addRow(u"&Second"_s, second);
    int saved = 0;
    dialog.onSubmit([&] {
        ++saved;
        dialog.setBusy(true);
    });
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QCOMPARE(dialog.focusWidget(), first);
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
    QCOMPARE(dialog.focusWidget(), second);
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
    QCOMPARE(dialog.focusWidget(), &dialog.doButton());
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Space);
    QCOMPARE(saved, 1);
    // After a refusal Enter tries again, and does not give up what is written.
    dialog.setProblem(u"It was refused."_s);
    QCOMPARE(dialog.focusWidget(), &dialog.doButton());
    second->setFocus();
    QTest::keyClick(second, Qt::Key_Return);
    QCOMPARE(saved, 2);
    QVERIFY(dialog.isVisible());
}
