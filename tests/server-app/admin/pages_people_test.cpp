// People, and faces that nobody knows.

#include "server-app/admin/admin_steps.h"
#include "server-app/admin/pages_test.h"

#include "admin/enrol_dialog.h"
#include "admin/people_page.h"
#include "admin/person_dialog.h"
#include "admin/photo_strip.h"
#include "admin/unknown_page.h"

#include <QDialog>
#include <QFile>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QRegularExpression>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rollcall;
using namespace rollcall::testing;
using namespace rollcall::admin;

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

void PagesTest::photosOfAPersonStandBesideEachOther()
{
    auto *const people = m_world->page<PeoplePage>("people");
    people->openPerson(m_server->items(u"/api/v1/people"_s).first()[u"id"_s].toString());
    auto *const dialog = m_world->dialog<PersonDialog>("personDialog");
    QVERIFY(dialog);
    auto *const photos = dialog->findChild<QListWidget *>(u"personPhotos"_s);
    const auto allAreThere = [&] {
        for (int row = 0; row < photos->count(); ++row) {
            if (photos->item(row)->icon().isNull())
                return false;
        }
        return photos->count() == drawnFiles().first().photos.size();
    };
    QVERIFY(waitUntil(allAreThere));
    for (int row = 1; row < photos->count(); ++row) {
        for (int before = 0; before < row; ++before)
            QVERIFY2(!photos->visualItemRect(photos->item(row)).intersects(photos->visualItemRect(photos->item(before))), qPrintable(u"%1 on %2"_s.arg(row).arg(before)));
    }
    dialog->reject();
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<PersonDialog *>(); }));
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

void PagesTest::assignsAnUnknownFaceByKeyboard()
{
    auto *const unknown = m_world->page<UnknownPage>("unknown");
    QString face;
    // False: it was somebody's who is enrolled by now, and is dismissed.
    const auto enrolsCurrent = [&] {
        face = unknown->current();
        QTest::keyClick(unknown, Qt::Key_N);
        auto *const dialog = m_world->dialog<QDialog>("newPersonDialog");
        write(*dialog, "personName", strangeName);
        click(*dialog, "submit");
        const auto question = [&] { return m_world->window().findChild<QDialog *>(u"duplicateQuestion"_s); };
        (void)waitUntil([&] { return !m_world->window().findChild<QDialog *>(u"newPersonDialog"_s) || question() || !textOf(*dialog, "problem").isEmpty(); }, 30s);
        if (!m_world->window().findChild<QDialog *>(u"newPersonDialog"_s))
            return true;
        qInfo("not enrolled: %s", qPrintable(question() ? qobject_cast<QMessageBox *>(question())->text() : textOf(*dialog, "problem")));
        if (question())
            question()->reject();
        dialog->reject();
        (void)waitUntil([&] { return !m_world->window().findChild<QDialog *>(u"newPersonDialog"_s); });
        QTest::keyClick(unknown, Qt::Key_D);
        (void)waitUntil([&] { return unknown->current() != face; });
        return false;
    };
    QVERIFY(waitUntil([&] { return unknown->waiting() > 0 && enrolsCurrent(); }, 90s));
    // The camera may have recognised them before the queue heard of it: then it has let go of them.
    const HttpAnswer known = m_server->http().get(u"/api/v1/unknown-faces/"_s + face);
    QVERIFY2(known.status == 404 || known.json().value(u"state"_s) == u"assigned"_s, known.body.constData());
    const QJsonArray people = m_server->items(u"/api/v1/people"_s);
    QVERIFY(std::any_of(people.begin(), people.end(), [](const QJsonValue &one) { return one[u"name"_s].toString() == strangeName; }));
}

void PagesTest::namesOfAnyKindAreShownAsText()
{
    auto *const people = m_world->page<PeoplePage>("people");
    QVERIFY(shows(people->table(), strangeName));
    QString id;
    for (const QJsonValue &one : m_server->items(u"/api/v1/people"_s)) {
        if (one[u"name"_s].toString() == strangeName)
            id = one[u"id"_s].toString();
    }
    QVERIFY(!id.isEmpty());
    people->openPerson(id);
    auto *const dialog = m_world->dialog<PersonDialog>("personDialog");
    QVERIFY(waitUntil([&] { return dialog->findChild<QLineEdit *>(u"personName"_s)->text() == strangeName; }));
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
    // Of which there is a proof, without the name.
    auto *const proof = m_world->dialog<QMessageBox>("eraseProof");
    QVERIFY(proof);
    static const QRegularExpression made(u"Proof: \\S+\nWhen: \\S+.*\nSubject: \\S+"_s);
    QVERIFY2(proof->informativeText().contains(made) && !proof->informativeText().contains(name), qPrintable(proof->informativeText()));
    proof->reject();
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<QMessageBox *>(u"eraseProof"_s); }));
}
