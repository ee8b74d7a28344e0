#include "app/server_settings.h"

#include <QProcessEnvironment>
#include <QTemporaryFile>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::app;
using namespace Qt::StringLiterals;

TEST(ServerSettings, iceServersAreReadWithTheirCredentials)
{
    struct Case {
        QString text;
        std::optional<protocol::IceServer> server;
    };
    const Case cases[] = {
        {u"stun:stun.example:3478"_s, protocol::IceServer{u"stun:stun.example:3478"_s, {}, {}}},
        {u"turn:anna:secret@turn.example:3478?transport=udp"_s,
         protocol::IceServer{u"turn:turn.example:3478?transport=udp"_s, u"anna"_s, u"secret"_s}},
        {u"turns:anna:secret@turn.example"_s, protocol::IceServer{u"turns:turn.example"_s, u"anna"_s, u"secret"_s}},
        {u"turn:anna:p@ss:w@rd@turn.example"_s, protocol::IceServer{u"turn:turn.example"_s, u"anna"_s, u"p@ss:w@rd"_s}},
        {u"stun:"_s, {}},
        {u"stun"_s, {}},
        {u"turn:turn.example"_s, {}},
        {u"turn:anna@turn.example"_s, {}},
        {u"turn:anna:secret@"_s, {}},
        {u"http://turn.example"_s, {}},
        {QString(), {}},
    };
    for (const Case &known : cases)
        EXPECT_EQ(parseIceServer(known.text), known.server) << known.text.toStdString();
}

TEST(ServerSettings, aBadIceServerIsAnErrorThatKeepsTheSecret)
{
    ServerSettings settings;
    settings.iceServers = {u"stun:stun.example"_s, u"turn:anna-secret@turn.example"_s};
    const auto ingest = ingestSettings(settings);
    ASSERT_FALSE(ingest);
    EXPECT_TRUE(ingest.error().startsWith(u"ice-servers:"));
    EXPECT_FALSE(ingest.error().contains(u"secret"));
}

TEST(ServerSettings, livenessIsForAllCamerasOrForOneAlone)
{
    using recognition::LivenessPolicy;
    ServerSettings settings;
    EXPECT_EQ(livenessPolicies(settings)->of(protocol::CameraId(u"door"_s)), LivenessPolicy::Off);
    settings.liveness = LivenessPolicy::Passive;
    settings.livenessCameras = {u"door=challenge"_s, u"yard=off"_s};
    const auto policies = livenessPolicies(settings);
    ASSERT_TRUE(policies);
    EXPECT_EQ(policies->of(protocol::CameraId(u"door"_s)), LivenessPolicy::Challenge);
    EXPECT_EQ(policies->of(protocol::CameraId(u"yard"_s)), LivenessPolicy::Off);
    EXPECT_EQ(policies->of(protocol::CameraId(u"hall"_s)), LivenessPolicy::Passive);
    for (const QStringList &wrong : {QStringList{u"door"_s}, {u"door="_s}, {u"=passive"_s}, {u"door=active"_s}, {u"door=off"_s, u"door=passive"_s}}) {
        settings.livenessCameras = wrong;
        ASSERT_FALSE(livenessPolicies(settings)) << wrong.join(u' ').toStdString();
        EXPECT_TRUE(livenessPolicies(settings).error().contains(wrong.last()));
    }
}

TEST(ServerSettings, mediaPortsAreBothSetOrNeither)
{
    struct Case {
        int lowest;
        int highest;
        bool good;
    };
    for (const Case known : {Case{0, 0, true}, {50'000, 50'100, true}, {50'000, 50'000, true}, {50'100, 50'000, false}, {50'000, 0, false}, {0, 50'000, false}}) {
        ServerSettings settings;
        settings.lowestMediaPort = known.lowest;
        settings.highestMediaPort = known.highest;
        const auto ingest = ingestSettings(settings);
        ASSERT_EQ(ingest.has_value(), known.good) << known.lowest << ' ' << known.highest;
        if (ingest) {
            EXPECT_EQ(ingest->lowestPort, known.lowest);
            EXPECT_EQ(ingest->highestPort, known.highest);
        } else {
            EXPECT_TRUE(ingest.error().contains(u"lowest-media-port"));
        }
    }
}

TEST(ServerSettings, theRegisterIsAFileUnlessAnAddressIsGiven)
{
    ServerSettings settings;
    settings.dataFolder = "/data";
    const auto standard = databaseAddress(settings);
    ASSERT_TRUE(standard);
    EXPECT_EQ(std::get<store::SqliteAddress>(*standard).file, "/data/register.sqlite");

    settings::Table table = settingsTable(settings);
    const auto load = [&](const QStringList &arguments, const QProcessEnvironment &environment = {}) { return settings::load(table, arguments, environment); };
    ASSERT_TRUE(load({u"--database"_s, u"postgresql://rollcall@db/attendance?sslmode=verify-full"_s}));
    const auto elsewhere = databaseAddress(settings);
    ASSERT_TRUE(elsewhere);
    EXPECT_EQ(std::get<store::PostgresAddress>(*elsewhere).parameter("sslmode"), "verify-full");

    QProcessEnvironment secretive;
    secretive.insert(u"ROLLCALL_DATABASE"_s, u"postgresql://rollcall:hunter2@db/attendance"_s);
    const auto refused = load({u"--print-config"_s}, secretive);
    ASSERT_FALSE(refused);
    EXPECT_FALSE(refused.error().message.contains(u"hunter2"_s)) << refused.error().message.toStdString();
    EXPECT_TRUE(refused.error().message.contains(u"database-password-file"_s));
}

TEST(ServerSettings, theDatabasesPasswordComesFromAFile)
{
    ServerSettings settings;
    settings.database = u"postgresql://rollcall@db/attendance"_s;
    settings.databasePasswordFile = "/does/not/exist";
    const auto missing = databaseAddress(settings);
    ASSERT_FALSE(missing);
    EXPECT_TRUE(missing.error().contains(u"/does/not/exist"_s));
    QTemporaryFile file;
    ASSERT_TRUE(file.open());
    file.write("hunter2\n");
    file.close();
    settings.databasePasswordFile = file.fileName().toStdString();
    const auto address = databaseAddress(settings);
    ASSERT_TRUE(address) << address.error().toStdString();
    EXPECT_EQ(std::get<store::PostgresAddress>(*address).parameter("password"), "hunter2");
}
