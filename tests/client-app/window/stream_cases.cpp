#include "client-app/window/stream_cases.h"

#include "client-app/window/screenshot.h"
#include "support/http_client.h"

#include <QFile>
#include <QJsonDocument>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

namespace {

using SourceState = window::SourceCondition::State;

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Enrols whom rollcall-draw-people drew for this build; their names.
QStringList enrolDrawnPeople(const HttpClient &http)
{
    const QString folder = buildFolder() + u"/drawn/"_s;
    QStringList names;
    for (const QJsonValue &person : QJsonDocument::fromJson(contentsOf(folder + u"people.json"_s))[u"people"_s].toArray()) {
        QList<QByteArray> photos;
        for (const QJsonValue &photo : person[u"photos"_s].toArray())
            photos.append(contentsOf(folder + photo.toString()));
        if (http.enrol(person[u"id"_s].toString(), person[u"name"_s].toString(), photos).status == 201)
            names.append(person[u"name"_s].toString());
    }
    return names;
}

} // namespace

void StreamCases::streamWaitsForAnUnpluggedCameraAndGoesOnByItself()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    world.click("start");
    QVERIFY2(world.sees(u"Connected, sending"_s), qPrintable(world.sentence()));
    virtualCameras().unplug(u"desk"_s);
    QVERIFY2(world.sees(u"The camera is not connected. Plug it in; the stream goes on by itself."_s), qPrintable(world.sentence()));
    virtualCameras().plug(u"desk"_s, deskCamera());
    QVERIFY2(world.sees(u"Connected, sending"_s), qPrintable(world.sentence()));
    QVERIFY(eventually([&] { return world.station(u"Desk camera"_s)->state().source.state == SourceState::Running; }));
    QVERIFY(server().hasStreams(1));
}

void StreamCases::severalCamerasStreamAtOnceEachWithItsOwnState()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    virtualCameras().plug(u"door"_s, doorCamera());
    WindowWorld world(paired());
    world.show();
    for (const QString &title : {u"Desk camera"_s, u"Door camera"_s}) {
        QVERIFY(world.choose(title));
        world.click("start");
    }
    QVERIFY(server().hasStreams(2));
    virtualCameras().behave(u"door"_s, u"silent"_s);
    const auto toneOf = [&](const QString &title) { return window::toneOf(world.station(title)->state()); };
    QVERIFY(eventually([&] { return toneOf(u"Door camera"_s) == window::Tone::Trouble; }));
    QVERIFY(eventually([&] { return toneOf(u"Desk camera"_s) == window::Tone::Good; }));
    QVERIFY(world.seesPicture(u"Desk camera"_s));  // a thumbnail
}

void StreamCases::streamsGoOnAfterARestartOfTheProgram()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    world.click("start");
    QVERIFY(server().hasStreams(1));
    world.close();
    QVERIFY(server().hasStreams(0));
    world.restart();
    QVERIFY(server().hasStreams(1));
}

void StreamCases::pauseFreesTheCameraAndKeepsTheSession()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    auto *const pause = world.find<QPushButton>("pause");
    QVERIFY(!pause->isVisible());
    world.click("start");
    QVERIFY2(world.sees(u"Connected, sending"_s), qPrintable(world.sentence()));
    QVERIFY(server().hasStreams(1));  // the camera may know it first
    const QString camera = server().streaming().value(0);
    QCOMPARE(pause->text(), u"P&ause"_s);
    pause->click();
    QVERIFY(world.sees(u"Connected, paused"_s));
    QVERIFY2(eventually([&] { return server().stateOf(camera) == u"paused"_s; }), qPrintable(server().stateOf(camera)));
    QVERIFY(eventually([&] { return world.station(u"Desk camera"_s)->state().source.state == SourceState::Closed; }));
    const double sessions = HttpClient(server().url()).metric("rollcall_sessions_opened_total");
    QCOMPARE(pause->text(), u"&Resume"_s);
    QVERIFY_SHOT(world.window(), u"paused"_s);
    pause->click();
    QVERIFY2(world.sees(u"Connected, sending"_s), qPrintable(world.sentence()));
    QVERIFY2(eventually([&] { return server().stateOf(camera) == u"streaming"_s; }), qPrintable(server().stateOf(camera)));
    QCOMPARE(HttpClient(server().url()).metric("rollcall_sessions_opened_total"), sessions);
}

void StreamCases::stoppingAPausedStreamShowsThePictureAgain()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    WindowWorld world(paired());
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    QVERIFY(world.seesPicture(u"Desk camera"_s));
    world.click("start");
    QVERIFY(server().hasStreams(1));
    const HttpClient http(server().url());
    QCOMPARE(http.post(u"/api/v1/cameras/"_s + server().streaming().first() + u"/pause"_s).status, 200);
    QVERIFY(eventually([&] { return world.station(u"Desk camera"_s)->state().source.state == SourceState::Closed; }));
    world.click("start");
    QVERIFY(eventually([&] { return world.station(u"Desk camera"_s)->state().source.state == SourceState::Running; }));
    QVERIFY(world.seesPicture(u"Desk camera"_s));
}

void StreamCases::encoderThatFailsIsNamedAndTriedAgain()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    window::Settings settings = paired();
    settings.encoder = u"no-such-encoder"_s;
    WindowWorld world(settings);
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    world.click("start");
    QVERIFY2(world.sees(u"is no encoder that Rollcall knows"_s), qPrintable(world.sentence()));
    QVERIFY(world.find<QPushButton>("tryAgain")->isVisible());
    QVERIFY_SHOT(world.window(), u"encoder-problem"_s);
    world.settings().encoder.clear();
    world.board().applySettings();
    QVERIFY2(world.sees(u"Connected, sending"_s), qPrintable(world.sentence()));
    QVERIFY(!world.find<QPushButton>("tryAgain")->isVisible());
}

void StreamCases::fullServerIsNamedAndOneThatComesBackIsFound()
{
    const QStringList options{u"--recognition=false"_s, u"--max-sessions"_s, u"1"_s};
    virtualCameras().plug(u"desk"_s, deskCamera());
    virtualCameras().plug(u"door"_s, doorCamera());
    WindowServer small;
    QVERIFY2(small.start(options), qPrintable(small.output()));
    window::Settings settings = paired();
    settings.server = small.address();
    WindowWorld world(settings);
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    world.click("start");
    QVERIFY2(world.sees(u"Connected, sending"_s), qPrintable(world.sentence()));
    QVERIFY(world.choose(u"Door camera"_s));
    world.click("start");
    QVERIFY2(world.sees(u"The server has as many cameras as it may (1)."_s), qPrintable(world.sentence()));
    world.click("start");

    QVERIFY(world.choose(u"Desk camera"_s));
    QVERIFY(small.stop());
    QVERIFY2(world.sees(u"Trying again until it works."_s), qPrintable(world.sentence()));
    QVERIFY2(small.start(options), qPrintable(small.output()));
    QVERIFY2(world.sees(u"Connected, sending"_s), qPrintable(world.sentence()));
}

void StreamCases::whoWasRecognisedLatelyIsShown()
{
    WindowServer recognising;
    QVERIFY2(recognising.start({u"--names-to-cameras"_s, u"--confirm-suggestions=false"_s}), qPrintable(recognising.output()));
    const QStringList names = enrolDrawnPeople(HttpClient(recognising.url()));
    QVERIFY(!names.isEmpty());
    window::Settings settings = paired();
    settings.server = recognising.address();
    WindowWorld world(settings);
    world.show();
    QVERIFY(world.board().add(buildFolder() + u"/drawn/clip.mp4"_s, u"Clip"_s));
    QVERIFY(world.choose(u"Clip"_s));
    world.click("start");
    const auto told = [&] { return world.find<QLabel>("recognised")->text(); };
    QVERIFY2(eventually([&] { return std::any_of(names.begin(), names.end(), [&](const QString &name) { return told().contains(name); }); }),
             qPrintable(world.sentence() + recognising.output()));
    QVERIFY(told().startsWith(u"Recognised lately: "_s) && world.find<QLabel>("recognised")->isVisible());
    QVERIFY_SHOT(world.window(), u"recognised"_s);
    QVERIFY2(world.log().text().isEmpty() || std::none_of(names.begin(), names.end(), [&](const QString &name) { return world.log().text().contains(name); }),
             qPrintable(world.log().text()));  // who it was is nobody's business who reads a problem report
    world.click("start");
    QVERIFY(eventually([&] { return told().isEmpty(); }));
}

} // namespace rollcall::testing
