// The real server on a real PostgreSQL, which goes away and comes back while people walk past a camera.

#include "e2e/running_server.h"
#include "store/outbox.h"
#include "support/postgres_cluster.h"
#include "support/wait.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto clipLength = 30s;

QStringList drawnIds()
{
    QStringList ids;
    for (const DrawnPerson &person : drawnPeople())
        ids.append(person.id);
    ids.sort();
    return ids;
}

// The list of cameras is part of the register; this is not.
double receivedFrames(const RunningServer &server)
{
    return server.http().metric("rollcall_frames_received_total{camera=\"door\"}");
}

class OnPostgres : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (const auto missing = PostgresCluster::missing())
            GTEST_SKIP() << *missing;
        ASSERT_TRUE(cluster.start()) << cluster.problem().toStdString();
        address = QString::fromStdString(cluster.makeDatabase());
    }
    [[nodiscard]] QString sql(const QString &statement) { return cluster.sql(statement, u"register1"_s).value_or(cluster.problem()); }

    PostgresCluster cluster;
    QString address;
};

} // namespace

TEST_F(OnPostgres, theRegisterSurvivesAnOutageAndARestartInIt)
{
    RunningServer server({u"--database"_s, address});
    ASSERT_NO_FATAL_FAILURE(server.start());
    ASSERT_NO_FATAL_FAILURE(enrolDrawnPeople(server.http()));
    const auto camera = startCamera(server.url(), u"door"_s, drawnClip());
    ASSERT_TRUE(waitUntil([&] { return server.registered() == drawnIds(); }, clipLength)) << server.program().output().toStdString();

    ASSERT_TRUE(cluster.stop());
    ASSERT_TRUE(waitUntil([&] { return server.http().get(u"/readyz"_s).json().value(u"status"_s) == u"degraded"_s; }, clipLength));
    QElapsedTimer clock;
    clock.start();
    EXPECT_EQ(server.http().get(u"/api/v1/attendance"_s).status, 503);
    EXPECT_EQ(server.cameraState(u"door"_s), u"streaming"_s);  // cameras are here, whoever else is not
    EXPECT_LT(clock.elapsed(), 12'000);
    const double frames = receivedFrames(server);
    EXPECT_TRUE(waitUntil([&] { return receivedFrames(server) > frames; }));
    // Those who pass again are recognised and written down here.
    ASSERT_TRUE(waitUntil([&] { return server.http().metric("rollcall_outbox_waiting_events") > 0; }, clipLength)) << server.program().output().toStdString();

    server.program().kill();
    ASSERT_NO_FATAL_FAILURE(server.start());  // without its database
    EXPECT_EQ(server.http().get(u"/healthz"_s).status, 200);
    EXPECT_EQ(server.http().get(u"/api/v1/people"_s).status, 503);
    ASSERT_TRUE(waitUntil([&] { return receivedFrames(server) > 0; }, clipLength));

    ASSERT_TRUE(cluster.start()) << cluster.problem().toStdString();
    ASSERT_TRUE(waitUntil([&] { return server.http().get(u"/readyz"_s).json().value(u"status"_s) == u"ready"_s; }, clipLength));
    EXPECT_TRUE(waitUntil([&] { return server.http().metric("rollcall_outbox_waiting_events") == 0; }, clipLength));
    EXPECT_EQ(server.registered(), drawnIds());
    // Recognition works again without another restart.
    const double delivered = server.http().metric("rollcall_outbox_delivered_total");
    EXPECT_TRUE(waitUntil([&] { return server.http().metric("rollcall_outbox_delivered_total") > delivered; }, clipLength)) << server.program().output().toStdString();
    EXPECT_EQ(sql(u"SELECT count(*) - count(DISTINCT id) FROM sightings"_s), u"0"_s);
    EXPECT_EQ(server.http().metric("rollcall_outbox_set_aside_events"), 0);

    EXPECT_EQ(camera->terminate(), 0);
    clock.start();
    EXPECT_EQ(server.program().terminate(), 0);
    EXPECT_LT(clock.elapsed(), 3'000);
}

TEST_F(OnPostgres, aHangingDatabaseStopsNeitherAnswersNorTheEnd)
{
    RunningServer server({u"--database"_s, address});
    ASSERT_NO_FATAL_FAILURE(server.start());
    cluster.freeze();
    QElapsedTimer clock;
    clock.start();
    EXPECT_EQ(server.http().get(u"/api/v1/people"_s).status, 503);
    EXPECT_LT(clock.elapsed(), 12'000);
    EXPECT_EQ(server.http().get(u"/healthz"_s).status, 200);
    clock.start();
    EXPECT_EQ(server.program().terminate(), 0);
    EXPECT_LT(clock.elapsed(), 4'000);
    cluster.thaw();
}

TEST_F(OnPostgres, aRegisterMovesFromAFileAndPasswordsAreNowhere)
{
    const QTemporaryDir folder;
    const QString file = u"sqlite:"_s + folder.filePath(u"register.sqlite"_s);
    const auto run = [&](const QStringList &arguments) {
        Program program(u"rollcall-server"_s, arguments);
        program.start();
        const auto status = program.waitForEnd();
        return std::pair(status, program.output());
    };
    EXPECT_EQ(run({u"db"_s, u"migrate"_s, u"--database"_s, file}).first, 0);
    const auto [copied, proof] = run({u"db"_s, u"copy"_s, u"--from"_s, file, u"--to"_s, address});
    EXPECT_EQ(copied, 0) << proof.toStdString();
    EXPECT_TRUE(proof.contains(u"every row was read back"_s)) << proof.toStdString();
    const auto [missing, words] = run({u"db"_s, u"copy"_s, u"--from"_s, u"sqlite:/does/not/exist"_s, u"--to"_s, address});
    EXPECT_EQ(missing, 1);
    EXPECT_TRUE(words.contains(u"/does/not/exist"_s)) << words.toStdString();

    for (const QStringList &arguments : {QStringList{u"--database"_s, u"postgresql://u:hunter2@127.0.0.1/x"_s},
                                         QStringList{u"--print-config"_s, u"--database"_s, u"postgresql://u:hunter2@127.0.0.1/x"_s}}) {
        const auto [status, output] = run(arguments);
        EXPECT_EQ(status, 2);
        EXPECT_FALSE(output.contains(u"hunter2"_s)) << output.toStdString();
        EXPECT_TRUE(output.contains(u"database-password-file"_s)) << output.toStdString();
    }
}

TEST_F(OnPostgres, peopleAreImportedAndErasedFromTheCommandLine)
{
    const QTemporaryDir photos;
    for (const DrawnPerson &person : drawnPeople()) {
        ASSERT_TRUE(QDir(photos.path()).mkpath(person.name));
        int number = 0;
        for (const QByteArray &photo : person.photos) {
            QFile file(photos.filePath(person.name + u"/%1.jpg"_s.arg(++number)));
            ASSERT_TRUE(file.open(QIODevice::WriteOnly));
            file.write(photo);
        }
    }
    const QTemporaryDir data;
    const auto run = [&](const QStringList &arguments) {
        Program program(u"rollcall-server"_s, arguments + QStringList{u"--database"_s, address, u"--data-dir"_s, data.path()});
        program.start();
        const auto status = program.waitForEnd(60s);
        return std::pair(status, program.output());
    };
    const auto [imported, words] = run({u"people"_s, u"import"_s, photos.path()});
    EXPECT_EQ(imported, 0) << words.toStdString();
    EXPECT_EQ(sql(u"SELECT count(*) FROM people"_s), QString::number(drawnPeople().size())) << words.toStdString();
    EXPECT_FALSE(QFile::exists(data.filePath(u"register.sqlite"_s)));
    const auto [again, same] = run({u"people"_s, u"import"_s, photos.path()});  // continues: everybody is there
    EXPECT_EQ(again, 0) << same.toStdString();
    EXPECT_EQ(sql(u"SELECT count(*) FROM people"_s), QString::number(drawnPeople().size()));

    const QString whom = sql(u"SELECT id FROM people ORDER BY id LIMIT 1"_s);
    const auto [erased, proof] = run({u"people"_s, u"erase"_s, u"--id"_s, whom});
    EXPECT_EQ(erased, 0) << proof.toStdString();
    EXPECT_EQ(sql(u"SELECT count(*) FROM people"_s), QString::number(drawnPeople().size() - 1));
}

// Somebody is erased while their sightings wait on this machine: nothing of them may arrive later, or stay here.
TEST_F(OnPostgres, whoIsErasedDuringAnOutageIsGoneFromTheOutboxToo)
{
    RunningServer server({u"--database"_s, address});
    ASSERT_NO_FATAL_FAILURE(server.start());
    const HttpAnswer made = server.http().post(u"/api/v1/people"_s, {{u"id"_s, u"ada"_s}, {u"name"_s, u"Ada Quilvermore"_s}});
    ASSERT_EQ(made.status, 201) << made.body.toStdString();
    server.program().kill();
    const QString outbox = server.dataFolder() + u"/outbox.sqlite"_s;
    {
        auto waiting = rollcall::store::Outbox::open(outbox.toStdString());
        ASSERT_TRUE(waiting);
        rollcall::attendance::UuidGenerator ids(rollcall::attendance::systemRandom());
        const rollcall::attendance::UtcMs when = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20};
        const rollcall::store::Sighting seen{.id = ids.next(when), .person = rollcall::store::PersonId("ada"), .camera = rollcall::store::CameraId("door"),
                                             .firstSeen = when, .lastSeen = when, .confidence = 1, .track = 1};
        ASSERT_TRUE((*waiting)->record(std::vector{seen}));
    }
    const auto left = [&] {
        const auto waiting = rollcall::store::Outbox::openAgain(outbox.toStdString());
        return waiting ? (*waiting)->people()->size() : std::size_t{99};
    };
    EXPECT_EQ(left(), 1U);
    // On another machine, whose data folder is another one: this machine's server learns it when it starts.
    const QTemporaryDir elsewhere;
    Program erase(u"rollcall-server"_s, {u"people"_s, u"erase"_s, u"--id"_s, u"ada"_s, u"--database"_s, address, u"--data-dir"_s, elsewhere.path()});
    erase.start();
    ASSERT_EQ(erase.waitForEnd(), 0) << erase.output().toStdString();
    EXPECT_EQ(left(), 1U);
    ASSERT_NO_FATAL_FAILURE(server.start());
    EXPECT_TRUE(waitUntil([&] { return left() == 0; }, 20s));
    EXPECT_EQ(sql(u"SELECT count(*) FROM sightings"_s), u"0"_s);

    // And where the command runs on this very machine, at once.
    ASSERT_EQ(server.http().post(u"/api/v1/people"_s, {{u"id"_s, u"bob"_s}, {u"name"_s, u"Bob"_s}}).status, 201);
    EXPECT_EQ(server.program().terminate(), 0);
    {
        auto waiting = rollcall::store::Outbox::open(outbox.toStdString());
        rollcall::attendance::UuidGenerator ids(rollcall::attendance::systemRandom());
        const rollcall::attendance::UtcMs when = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20};
        ASSERT_TRUE((*waiting)->record(std::vector<rollcall::store::Sighting>{{.id = ids.next(when), .person = rollcall::store::PersonId("bob"), .camera = rollcall::store::CameraId("door"),
                                                                                .firstSeen = when, .lastSeen = when, .confidence = 1, .track = 1}}));
    }
    Program here(u"rollcall-server"_s, {u"people"_s, u"erase"_s, u"--id"_s, u"bob"_s, u"--database"_s, address, u"--data-dir"_s, server.dataFolder()});
    here.start();
    EXPECT_EQ(here.waitForEnd(), 0) << here.output().toStdString();
    EXPECT_EQ(left(), 0U);
}
