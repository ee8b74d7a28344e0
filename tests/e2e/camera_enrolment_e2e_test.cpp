// "Enrol the person now in front of the camera": the real programs, real WebRTC over loopback, the drawn people.

#include "demo/scene.h"
#include "e2e/running_server.h"
#include "support/wait.h"

#include <QJsonArray>
#include <QJsonObject>

#include <opencv2/videoio.hpp>

using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString session = u"/api/v1/cameras/door/enrolment"_s;

QString stateOf(const RunningServer &server)
{
    return server.http().get(session).json()[u"state"_s].toString();
}

// Three seconds of the demo's clip in which one person stands in the middle, again and again.
class CameraEnrolment : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_folder = std::make_unique<QTemporaryDir>();
        const rollcall::demo::Scene scene(1);
        const QString pipeline = u"appsrc ! videoconvert ! video/x-raw,format=I420 ! x264enc pass=qual quantizer=22 speed-preset=superfast key-int-max=30 bframes=0 "
                                 "! h264parse ! mp4mux ! filesink location=\"%1\""_s.arg(clip());
        cv::VideoWriter writer(pipeline.toStdString(), cv::CAP_GSTREAMER, 0, rollcall::demo::Scene::framesPerSecond, rollcall::demo::Scene::size);
        ASSERT_TRUE(writer.isOpened());
        for (int frame = 45; frame < 135; ++frame)
            writer.write(scene.frame(frame));
    }
    static void TearDownTestSuite() { s_folder.reset(); }
    static QString clip() { return s_folder->filePath(u"one.mp4"_s); }

    void SetUp() override
    {
        ASSERT_NO_FATAL_FAILURE(server.start());
        camera = startCamera(server.url(), u"door"_s, clip());
        ASSERT_TRUE(waitUntil([&] { return server.cameraState(u"door"_s) == u"streaming"_s; }, 20s)) << camera->output().toStdString();
    }

    static inline std::unique_ptr<QTemporaryDir> s_folder;
    RunningServer server;
    std::unique_ptr<Program> camera;
};

} // namespace

TEST_F(CameraEnrolment, whoeverStandsThereIsEnrolledAndRecognisedFromThenOn)
{
    const HttpAnswer started = server.http().post(session, {{u"name"_s, u"Whoever <b>comes</b> first"_s}, {u"id"_s, u"first"_s}, {u"seconds"_s, 60}});
    ASSERT_EQ(started.status, 201) << started.body.toStdString();
    EXPECT_EQ(server.http().post(session, {{u"name"_s, u"Another"_s}}).status, 409);
    QStringList hints;
    ASSERT_TRUE(waitUntil([&] {
        const QJsonObject status = server.http().get(session).json();
        const QString hint = status[u"hint"_s][u"code"_s].toString();
        if (!hint.isEmpty() && !hints.contains(hint))
            hints.append(hint);
        return status[u"state"_s].toString() == u"enrolled"_s || status[u"state"_s].toString() == u"refused"_s;
    }, 75s));
    const QJsonObject end = server.http().get(session).json();
    std::printf("hints: %s; pictures: %d\n", qPrintable(hints.join(u", "_s)), end[u"shots"_s].toInt());
    ASSERT_EQ(end[u"state"_s].toString(), u"enrolled"_s) << server.http().get(session).body.toStdString();
    EXPECT_GE(end[u"shots"_s].toInt(), 3);
    EXPECT_EQ(server.http().get(u"/api/v1/people/first"_s).json()[u"name"_s].toString(), u"Whoever <b>comes</b> first"_s);
    EXPECT_EQ(server.items(u"/api/v1/people/first/photos"_s).size(), server.http().get(u"/api/v1/people/first"_s).json()[u"photos"_s].toInt());
    EXPECT_TRUE(waitUntil([&] { return server.registered() == QStringList{u"first"_s}; }, 20s)) << server.program().output().toStdString();
    EXPECT_EQ(server.http().post(session, {{u"name"_s, u"Another"_s}, {u"id"_s, u"first"_s}}).status, 409) << "the id is taken";

    // Who looks like somebody enrolled is a question. Whoever answers it needs nobody before the camera again.
    ASSERT_EQ(server.http().post(session, {{u"name"_s, u"Twin"_s}, {u"seconds"_s, 60}}).status, 201);
    ASSERT_TRUE(waitUntil([&] { return stateOf(server) == u"refused"_s; }, 75s)) << server.http().get(session).body.toStdString();
    EXPECT_EQ(server.http().get(session).json()[u"duplicateOf"_s].toString(), u"first"_s) << server.http().get(session).body.toStdString();
    ASSERT_EQ(camera->terminate(), 0);
    const HttpAnswer answered = server.http().post(session, {{u"name"_s, u"Twin"_s}, {u"id"_s, u"twin"_s}, {u"allowDuplicate"_s, true}});
    ASSERT_EQ(answered.status, 201) << answered.body.toStdString();
    EXPECT_NE(answered.json()[u"state"_s].toString(), u"collecting"_s);
    ASSERT_TRUE(waitUntil([&] { return stateOf(server) == u"enrolled"_s; }, 20s)) << server.http().get(session).body.toStdString();
    EXPECT_GE(server.http().get(u"/api/v1/people/twin"_s).json()[u"photos"_s].toInt(), 3);
}

TEST_F(CameraEnrolment, canBeCancelledAndEndsByItself)
{
    ASSERT_EQ(server.http().post(session, {{u"name"_s, u"Nobody"_s}}).status, 201);
    EXPECT_EQ(server.http().remove(session).status, 204);
    EXPECT_EQ(server.http().get(session).status, 404);
    EXPECT_EQ(server.http().remove(session).status, 404);
    EXPECT_EQ(server.http().post(u"/api/v1/cameras/attic/enrolment"_s, {{u"name"_s, u"Nobody"_s}}).status, 404);
    EXPECT_EQ(server.http().post(session, {{u"name"_s, u"Nobody"_s}, {u"seconds"_s, 1}}).status, 400);

    ASSERT_EQ(server.http().post(session, {{u"name"_s, u"Nobody"_s}, {u"seconds"_s, 5}}).status, 201);
    ASSERT_EQ(camera->terminate(), 0);  // nobody will be seen any more
    ASSERT_TRUE(waitUntil([&] { return stateOf(server) != u"collecting"_s; }, 20s));
    const QJsonObject end = server.http().get(session).json();
    EXPECT_TRUE(end[u"state"_s].toString() == u"refused"_s || end[u"shots"_s].toInt() >= 3) << server.http().get(session).body.toStdString();
    if (end[u"state"_s].toString() == u"refused"_s) {
        EXPECT_TRUE(end[u"detail"_s].toString().startsWith(u"After 5 seconds"_s)) << end[u"detail"_s].toString().toStdString();
    }
    EXPECT_EQ(server.http().post(session, {{u"name"_s, u"Nobody"_s}}).status, 503) << "the camera is away";
}
