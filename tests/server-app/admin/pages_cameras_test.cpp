// Cameras, and the alarms about them.

#include "server-app/admin/admin_steps.h"
#include "server-app/admin/pages_test.h"

#include "admin/alarm_list.h"
#include "admin/camera_plots.h"
#include "admin/cameras_page.h"

#include <QDialog>
#include <QListWidget>
#include <QMessageBox>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rollcall;
using namespace rollcall::testing;
using namespace rollcall::admin;

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
    write(*dialog, "cameraName", strangeName);
    click(*dialog, "submit");
    QVERIFY(waitUntil([&] { return textOf(*dialog, "problem").contains(u"Theirs"); }));
    QCOMPARE(m_server->http().get(u"/api/v1/cameras/back"_s).json().value("name"_L1).toString(), u"Theirs"_s);
    click(*dialog, "submit");
    QVERIFY(shows(cameras->table(), strangeName));
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<QDialog *>(u"renameDialog"_s); }));
    click(*cameras, "forget");
    auto *const question = m_world->dialog<QMessageBox>("forgetQuestion");
    QVERIFY(question && question->text().contains(strangeName));
    // Enter alone ends nothing.
    QCOMPARE(question->defaultButton(), question->button(QMessageBox::Cancel));
    click(*question, "yes");
    QVERIFY(waitUntil([&] { return m_world->window().connection()->camera(u"back"_s).isEmpty(); }, 20s));
    QVERIFY(waitUntil([&] { return !cameras->table().model().rowOf(u"back"_s); }));
    QCOMPARE(m_server->http().get(u"/api/v1/cameras/back"_s).status, 404);
}
