// Video in, register out: the real programs, real WebRTC over loopback, the drawn people.

#include "e2e/running_server.h"
#include "support/wait.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QStringList drawnIds()
{
    QStringList ids;
    for (const DrawnPerson &person : drawnPeople())
        ids.append(person.id);
    ids.sort();
    return ids;
}

// How long the clip goes until everybody, the stranger too, has passed once.
constexpr auto clipLength = 30s;

class Attendance : public ::testing::TestWithParam<const char *> { };

} // namespace

TEST_P(Attendance, exactlyThePeopleOfTheClipAreRegistered)
{
    RunningServer server;
    ASSERT_NO_FATAL_FAILURE(server.start());
    ASSERT_NO_FATAL_FAILURE(enrolDrawnPeople(server.http()));
    const auto camera = startCamera(server.url(), u"door"_s, drawnClip(), QString::fromLatin1(GetParam()));
    ASSERT_TRUE(waitUntil([&] { return server.registered() == drawnIds(); }, clipLength)) << camera->output().toStdString() << server.program().output().toStdString();
    // Everybody who appears from here on was there before or is the stranger; none of them may add a person.
    QSet<QString> named;
    for (const QJsonValue &sighting : server.items(u"/api/v1/sightings"_s)) {
        EXPECT_EQ(sighting[u"camera"_s].toString(), u"door"_s);
        named.insert(sighting[u"person"_s].toString());
    }
    EXPECT_EQ(named.size(), drawnIds().size());
    EXPECT_EQ(camera->terminate(), 0);
    QElapsedTimer clock;
    clock.start();
    EXPECT_EQ(server.program().terminate(), 0);
    EXPECT_LT(clock.elapsed(), 3000);
}

INSTANTIATE_TEST_SUITE_P(Codecs, Attendance, ::testing::Values("vp8", "h264"), [](const auto &codec) { return std::string(codec.param); });

TEST(Attendance, nobodyEnrolledMeansAnEmptyRegister)
{
    RunningServer server;
    ASSERT_NO_FATAL_FAILURE(server.start());
    const auto camera = startCamera(server.url(), u"door"_s, drawnClip());
    ASSERT_TRUE(waitUntil([&] { return server.http().metric("rollcall_frames_recognised_total{camera=\"door\"}") > 150; }, clipLength));
    EXPECT_TRUE(server.registered().isEmpty());
    EXPECT_TRUE(server.items(u"/api/v1/sightings"_s).isEmpty());
}

TEST(Attendance, aKilledServerComesBackWithoutLossOrDoubles)
{
    RunningServer server;
    ASSERT_NO_FATAL_FAILURE(server.start());
    ASSERT_NO_FATAL_FAILURE(enrolDrawnPeople(server.http()));
    const auto camera = startCamera(server.url(), u"door"_s, drawnClip());
    ASSERT_TRUE(waitUntil([&] { return !server.items(u"/api/v1/sightings"_s).isEmpty(); }, clipLength)) << camera->output().toStdString();
    const QJsonArray before = server.items(u"/api/v1/sightings"_s);

    for (int round = 0; round < 2; ++round) {
        server.program().kill();
        ASSERT_NO_FATAL_FAILURE(server.start());
        QElapsedTimer clock;
        clock.start();
        ASSERT_TRUE(waitUntil([&] { return server.cameraState(u"door"_s) == u"streaming"_s; }, 5s)) << camera->output().toStdString();
        std::printf("streaming again %lld ms after the server listens\n", static_cast<long long>(clock.elapsed()));
    }
    ASSERT_TRUE(waitUntil([&] { return server.registered() == drawnIds(); }, clipLength));

    const QJsonArray after = server.items(u"/api/v1/sightings"_s);
    QHash<QString, int> sightingsOf;
    QSet<QString> ids;
    for (const QJsonValue &sighting : after) {
        ++sightingsOf[sighting[u"person"_s].toString()];
        ids.insert(sighting[u"id"_s].toString());
    }
    for (const QJsonValue &sighting : before)
        EXPECT_TRUE(ids.contains(sighting[u"id"_s].toString())) << "a sighting that was told of is gone";
    // All within one debounce, so each person has one sighting, before and after the kills together.
    for (auto person = sightingsOf.cbegin(); person != sightingsOf.cend(); ++person)
        EXPECT_EQ(person.value(), 1) << person.key().toStdString();
    EXPECT_TRUE(camera->isRunning());
}
