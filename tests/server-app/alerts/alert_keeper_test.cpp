// While the database is away its alert is kept in memory, told at once, and not told again.
#include "alerts/alert_keeper.h"

#include "store/database_address.h"
#include "support/wait.h"

#include <QTcpServer>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::alerts;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using rollcall::testing::waitUntil;

namespace {

class Heard final : public events::Bus {
public:
    void post(const events::Event &event) override { types.append(event.type); }
    QStringList types;
};

class SomeCameras final : public api::CameraDirectory {
public:
    QList<api::LiveCamera> liveCameras() const override { return live; }
    QList<api::LiveCamera> live;
};

attendance::UtcMs clockNow()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

class AlertKeeperTest : public ::testing::Test {
protected:
    void open(const store::Store::Config &config)
    {
        auto opened = store::Store::open(config);
        ASSERT_TRUE(opened) << opened.error().message;
        m_store = std::move(*opened);
        m_keeper = std::make_unique<AlertKeeper>(AlertKeeper::Parts{.store = *m_store, .cameras = m_cameras, .days = std::make_shared<api::DayBook>(), .events = m_bus,
                                                                    .calendar = api::LocalCalendar(QTimeZone::utc()), .attendance = {}, .now = clockNow,
                                                                    .disk = [this] { return std::optional(m_disk); }});
        QObject::connect(m_keeper.get(), &AlertKeeper::mailUnstored, m_keeper.get(), [this] { ++m_direct; });
        QObject::connect(m_keeper.get(), &AlertKeeper::mailWaits, m_keeper.get(), [this] { ++m_stored; });
        QObject::connect(m_keeper.get(), &AlertKeeper::looked, m_keeper.get(), [this] { ++m_looks; });
    }
    void lookAndWait()
    {
        const int before = m_looks;
        m_keeper->look();
        ASSERT_TRUE(waitUntil([&] { return m_looks > before; }));
    }

    QTemporaryDir m_folder;
    SomeCameras m_cameras;
    Heard m_bus;
    DiskSpace m_disk{u"/"_s, 1'000, 900};
    attendance::UtcMs m_now = clockNow();
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<AlertKeeper> m_keeper;
    int m_direct = 0;
    int m_stored = 0;
    int m_looks = 0;
};

} // namespace

TEST_F(AlertKeeperTest, theRegisterThatIsAwayIsToldOfAtOnceAndOnce)
{
    QTcpServer closed;
    ASSERT_TRUE(closed.listen(QHostAddress::LocalHost));
    const auto address = store::parseDatabaseAddress("postgresql://nobody@127.0.0.1:" + std::to_string(closed.serverPort()) + "/nothing");
    closed.close();
    ASSERT_TRUE(address);
    open({.file = m_folder.filePath(u"outbox.sqlite"_s).toStdString(), .elsewhere = std::get<store::PostgresAddress>(*address)});
    ASSERT_TRUE(waitUntil([this] { return m_store->health().outbox && !m_store->health().outbox->problem.empty(); }));
    ASSERT_NO_FATAL_FAILURE(lookAndWait());
    ASSERT_TRUE(waitUntil([this] { return m_direct == 1; }));
    ASSERT_EQ(m_keeper->underWay().size(), 1U);
    EXPECT_EQ(m_keeper->underWay().front().kind, "register");
    for (int i = 0; i < 3; ++i)
        ASSERT_NO_FATAL_FAILURE(lookAndWait());
    EXPECT_EQ(m_direct, 1);
    EXPECT_EQ(m_bus.types, QStringList{u"alert"_s});
}

TEST_F(AlertKeeperTest, anAlertBeginsIsWrittenDownAndGoesOnAfterARestart)
{
    const store::Store::Config config{.file = m_folder.filePath(u"register.sqlite"_s).toStdString()};
    ASSERT_NO_FATAL_FAILURE(open(config));
    m_disk.freeBytes = 50;
    ASSERT_NO_FATAL_FAILURE(lookAndWait());
    ASSERT_TRUE(waitUntil([this] { return m_stored == 1; }));
    const std::string id = m_keeper->underWay().front().id;
    m_keeper.reset();
    m_store.reset();
    ASSERT_NO_FATAL_FAILURE(open(config));
    ASSERT_NO_FATAL_FAILURE(lookAndWait());
    ASSERT_EQ(m_keeper->underWay().size(), 1U);
    EXPECT_EQ(m_keeper->underWay().front().id, id);
    EXPECT_EQ(m_bus.types, QStringList{u"alert"_s});
    m_disk.freeBytes = 900;
    ASSERT_NO_FATAL_FAILURE(lookAndWait());
    EXPECT_TRUE(m_keeper->underWay().empty());
    EXPECT_EQ(m_bus.types, (QStringList{u"alert"_s, u"alert-ended"_s}));
    EXPECT_EQ(m_direct, 0);
}

// Two servers over one database: each its own disk, and together what they share.
TEST_F(AlertKeeperTest, anotherServerEndsNothingOfThisOneAndRepeatsNothing)
{
    ASSERT_NO_FATAL_FAILURE(open({.file = m_folder.filePath(u"register.sqlite"_s).toStdString()}));
    SomeCameras ofOther;
    Heard told;
    DiskSpace otherDisk{u"/"_s, 1'000, 900};
    const auto server = [&](const char *id, const api::CameraDirectory &cameras, events::Bus &bus, DiskSpace &disk) {
        return std::make_unique<AlertKeeper>(AlertKeeper::Parts{.store = *m_store, .cameras = cameras, .days = std::make_shared<api::DayBook>(), .events = bus,
                                                                .calendar = api::LocalCalendar(QTimeZone::utc()), .attendance = {}, .now = [this] { return m_now; },
                                                                .disk = [&disk] { return std::optional(disk); }, .webhookNoted = {}, .server = {.id = id, .name = QString::fromLatin1(id)}});
    };
    const auto east = server("east", m_cameras, m_bus, m_disk);
    const auto west = server("west", ofOther, told, otherDisk);
    const auto look = [this](AlertKeeper &keeper) {
        bool looked = false;
        const auto connection = QObject::connect(&keeper, &AlertKeeper::looked, &keeper, [&] { looked = true; });
        keeper.look();
        ASSERT_TRUE(waitUntil([&] { return looked; }));
        QObject::disconnect(connection);
        bool isWritten = false;
        m_store->call([](store::Register &records) { return records.cameras(); }, &keeper, [&](const auto &) { isWritten = true; });  // after what was to be written
        ASSERT_TRUE(waitUntil([&] { return isWritten; }));
    };
    for (AlertKeeper *keeper : {east.get(), west.get()})
        ASSERT_NO_FATAL_FAILURE(look(*keeper));

    m_disk.freeBytes = 50;
    m_now += 1min;
    for (AlertKeeper *keeper : {east.get(), west.get(), east.get()})
        ASSERT_NO_FATAL_FAILURE(look(*keeper));
    ASSERT_EQ(east->underWay().size(), 1U);
    EXPECT_EQ(east->underWay().front().subject, "disk@east");
    EXPECT_TRUE(west->underWay().empty());
    EXPECT_EQ(m_bus.types, QStringList{u"alert"_s});
    EXPECT_TRUE(told.types.isEmpty());

    // A camera of the west is not away in the east; when it is gone there is one alert, which both show.
    const store::Camera door{.id = store::CameraId("door"), .name = "Door", .lastSeen = m_now};
    bool isKnown = false;
    m_store->call([door](store::Register &records) { return records.seeCamera(door); }, east.get(), [&](const auto &done) { isKnown = done.has_value(); });
    ASSERT_TRUE(waitUntil([&] { return isKnown; }));
    ofOther.live = {{.id = door.id}};
    for (int i = 0; i < 10; ++i) {
        m_now += 60s;
        for (AlertKeeper *keeper : {west.get(), east.get()})
            ASSERT_NO_FATAL_FAILURE(look(*keeper));
    }
    EXPECT_EQ(east->underWay().size(), 1U);
    ofOther.live.clear();
    m_now += 10min;
    for (AlertKeeper *keeper : {west.get(), east.get(), west.get(), east.get()})
        ASSERT_NO_FATAL_FAILURE(look(*keeper));
    ASSERT_EQ(west->underWay().size(), 1U);
    ASSERT_EQ(east->underWay().size(), 2U);
    EXPECT_EQ(east->underWay().back().id, west->underWay().front().id);
    EXPECT_EQ(m_bus.types, (QStringList{u"alert"_s, u"alert"_s}));
    EXPECT_EQ(told.types, QStringList{u"alert"_s});
    ofOther.live = {{.id = door.id}};
    for (AlertKeeper *keeper : {west.get(), east.get(), west.get(), east.get()})
        ASSERT_NO_FATAL_FAILURE(look(*keeper));
    EXPECT_EQ(east->underWay().size(), 1U);
    EXPECT_TRUE(west->underWay().empty());
    EXPECT_EQ(m_bus.types, (QStringList{u"alert"_s, u"alert"_s, u"alert-ended"_s}));
    EXPECT_EQ(told.types, (QStringList{u"alert"_s, u"alert-ended"_s}));
}
